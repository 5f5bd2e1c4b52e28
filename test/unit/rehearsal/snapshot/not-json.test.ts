import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openSnapshot } from '../../../../rehearsal/snapshot/open.ts';

it('a file that is not JSON is told in one line, with the command that prints it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'not-json-'));
  const file = join(folder, '111122223333/us-west-1/elbv2/describe-load-balancers.json');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, 'An error occurred\n(AccessDenied)\n');
  try {
    await expect(openSnapshot(folder)).rejects.toThrow(
      /describe-load-balancers\.json\n {2}not JSON: .+\n {2}Run: aws elbv2 describe-load-balancers --region us-west-1 --output json$/,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('a file that is not JSON is told with what is wrong in all others, each with its command', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'not-json-'));
  const put = (path: string, content: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  put('111122223333/route53/get-hosted-zone/Z1.json', '{');
  put('111122223333/us-west-1/elb/describe-load-balancers.json', '{"LoadBalancerDescriptions": 1}');
  put(
    '111122223333/route53/list-resource-record-sets/Z2.json',
    '{"ResourceRecordSets": [], "IsTruncated": false, "MaxItems": "300"}',
  );
  try {
    const { message } = await openSnapshot(folder).then(
      () => ({ message: '' }),
      (error: Error) => error,
    );
    const zone = (id: string, words: string) =>
      new RegExp(
        `get-hosted-zone/${id}\\.json\\n  ${words}.*\\n  Run: aws route53 get-hosted-zone --id ${id} `,
      );
    expect(message).toMatch(zone('Z1', 'not JSON: '));
    expect(message).toMatch(
      /describe-load-balancers\.json\n {2}\/LoadBalancerDescriptions: expected a list.*\n {2}Run: aws elb/,
    );
    expect(message.match(/get-hosted-zone\/Z1/g)).toHaveLength(1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
