import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openSnapshot } from '../../../../rehearsal/snapshot/open.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'empty-file-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it.each<[string, string]>([
  ['route53/list-resource-record-sets/Z1.json', 'empty: the command failed. Run it again'],
  ['route53/get-hosted-zone/Z1.json', 'empty: the command failed. Run it again'],
  ['us-west-1/elbv2/describe-load-balancers.json', 'empty: the command failed. Run it again'],
  ['us-west-1/wafv2/get-web-acl-for-resource/web.json', 'If there is nothing, remove the file'],
])('an empty file is to be removed only where AWS may answer with nothing: %s', async (path, words) => {
  const file = join(folder, '111122223333', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '');
  const { message } = await openSnapshot(folder).then(
    () => ({ message: '' }),
    (error: Error) => error,
  );
  expect(message).toContain(words);
  expect(message.includes('remove the file')).toBe(words.includes('remove the file'));
});
