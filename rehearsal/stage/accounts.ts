import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import type { RoleView } from '../emulator/emulator.ts';
import { REGION } from '../shop/account.ts';
import { ROOT_KEY } from './aws-clients.ts';

/** A role that another account lends to the functions. */
export interface LentRole {
  readonly arn: string;
  /** Who may assume it. */
  readonly trust: object;
  /** What it may do. */
  readonly policies: RoleView['policies'];
}

/** Makes a role in the account of its ARN. @param endpoint of the emulator, to which the number of an account is its root's access key */
export async function makeRole(endpoint: string, { arn, trust, policies }: LentRole): Promise<void> {
  const [, , , , account = ''] = arn.split(':');
  const RoleName = arn.split('/').at(-1);
  const credentials = { accessKeyId: account, secretAccessKey: ROOT_KEY };
  const iam = new IAMClient({ endpoint, region: REGION, credentials });
  try {
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) }));
    for (const { name: PolicyName, document } of policies) {
      const PolicyDocument = JSON.stringify(document);
      await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
    }
  } finally {
    iam.destroy();
  }
}
