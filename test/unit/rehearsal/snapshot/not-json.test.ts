import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readFolder } from '../../../../rehearsal/snapshot/read-folder.ts';

it('a file that is not JSON is told in one line, with the command that prints it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'not-json-'));
  const file = join(folder, '111122223333/us-west-1/elbv2/describe-load-balancers.json');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, 'An error occurred\n(AccessDenied)\n');
  try {
    expect(() => readFolder(folder)).toThrow(
      /describe-load-balancers\.json\n {2}not JSON: .+\n {2}Run: aws elbv2 describe-load-balancers --region us-west-1 --output json$/,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
