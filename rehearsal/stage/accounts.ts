import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { type LentRole, REGION } from '../shop/account.ts';
import { ROOT_KEY } from './aws-clients.ts';

/** Makes a role in the account of its ARN. @param endpoint of the emulator, to which the number of an account is its root's access key */
export async function makeRole(endpoint: string, { arn, trust, policy }: LentRole): Promise<void> {
  const [, , , , account = ''] = arn.split(':');
  const RoleName = arn.split('/').at(-1);
  const credentials = { accessKeyId: account, secretAccessKey: ROOT_KEY };
  const iam = new IAMClient({ endpoint, region: REGION, credentials });
  try {
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) }));
    const PolicyDocument = JSON.stringify(policy);
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'Zones', PolicyDocument }));
  } finally {
    iam.destroy();
  }
}
