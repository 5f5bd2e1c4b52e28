import { Stack } from 'aws-cdk-lib';
import { allow } from '../../lib/shared/iam/common.ts';
import { roleFor } from '../../lib/shared/iam/role.ts';
import { ENV, newApp } from './support/synthesize.ts';

/** Synthesizes a role that may use so many keys. */
function synthesizeWith(keys: number): void {
  const app = newApp();
  const arns = Array.from(
    { length: keys },
    (_, index) =>
      `arn:aws:kms:us-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890${String(index).padStart(3, '0')}`,
  );
  roleFor(new Stack(app, 'Own', { env: ENV }), {
    service: 'lambda',
    description: 'What shop-VerifyKms may do',
    policy: 'Function',
    grants: allow(['kms:DescribeKey'], arns),
  });
  app.synth();
}

describe('the own policy of a role', () => {
  it('may be as large as IAM takes', () => {
    expect(() => synthesizeWith(120)).not.toThrow();
  });

  it('is refused at synth where it is larger, with whose it is, how much, and what to do', () => {
    expect(() => synthesizeWith(130)).toThrow(
      /What shop-VerifyKms may do: its policy has 10\d{3} characters, and IAM takes 10240\. Configure fewer/,
    );
  });
});
