import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import type { RoleView } from '../emulator/emulator.ts';
import { ROOT_KEY } from './aws-clients.ts';

/** IAM has none, and clients want one. */
const ANY_REGION = 'us-east-1';

/** A role that another account lends to the functions. */
export interface LentRole {
  readonly arn: string;
  /** Who may assume it. */
  readonly trust: object;
  /** What it may do. */
  readonly policies: RoleView['policies'];
}

/** Makes a role in the account of its ARN. @param endpoint of the emulator */
export async function makeRole(endpoint: string, { arn, trust, policies }: LentRole): Promise<void> {
  await inAccountOf(arn, endpoint, async (iam, RoleName) => {
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) }));
    for (const { name: PolicyName, document } of policies) {
      const PolicyDocument = JSON.stringify(document);
      await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
    }
  });
}

/** Removes what `makeRole` made. */
export async function removeRole(endpoint: string, { arn, policies }: LentRole): Promise<void> {
  await inAccountOf(arn, endpoint, async (iam, RoleName) => {
    for (const { name: PolicyName } of policies)
      await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
    await iam.send(new DeleteRoleCommand({ RoleName }));
  });
}

/** To the emulator the number of an account is its root's access key. */
async function inAccountOf(
  arn: string,
  endpoint: string,
  body: (iam: IAMClient, roleName: string | undefined) => Promise<void>,
): Promise<void> {
  const [, , , , account = ''] = arn.split(':');
  const credentials = { accessKeyId: account, secretAccessKey: ROOT_KEY };
  const iam = new IAMClient({ endpoint, region: ANY_REGION, credentials });
  try {
    await body(iam, arn.split('/').at(-1));
  } finally {
    iam.destroy();
  }
}
