import { GetRoleCommand, GetRolePolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import { AccountSeed } from '../../../rehearsal/scenes/migration/account-seed.ts';
import { Snapshot } from '../../../rehearsal/snapshot/snapshot.ts';
import { HOME } from '../../support/shop.ts';
import { shopSnapshot } from '../../support/shop-snapshot.ts';
import { REGION } from './offline-aws.ts';
import { aws } from './shared-emulator.ts';

const LENT = { account: '444455556666', name: 'shop-cutover-dns' };
const FILE = `${LENT.account}/iam/get-role-policy/${LENT.name}/Zones.json`;

describe('what a scene finds in its accounts', () => {
  let seed: AccountSeed;
  let iam: IAMClient;
  beforeAll(() => {
    const credentials = { accessKeyId: LENT.account, secretAccessKey: 'test' };
    iam = new IAMClient({ endpoint: aws.emulator.url, region: REGION, credentials });
    seed = new AccountSeed(aws.emulator.url, HOME);
  });
  afterAll(async () => {
    seed.close();
    iam.destroy();
  });

  const statements = async () => {
    const { PolicyDocument = '{}' } = await iam.send(
      new GetRolePolicyCommand({ RoleName: LENT.name, PolicyName: 'Zones' }),
    );
    return JSON.parse(decodeURIComponent(PolicyDocument)).Statement;
  };

  it('has the roles that other accounts lend, as this scene has them and no longer as the one before', async () => {
    const snapshot = shopSnapshot();
    await seed.put(snapshot);
    expect((await statements()).length).toBeGreaterThan(1);
    const [only] = await statements();
    const document = { Version: '2012-10-17', Statement: [only] };
    await seed.put(
      shopSnapshot({ [FILE]: { RoleName: LENT.name, PolicyName: 'Zones', PolicyDocument: document } }),
    );
    expect(await statements()).toEqual([only]);
    const files = new Map([...snapshot.files].filter(([path]) => !path.startsWith(`${LENT.account}/iam/`)));
    await seed.put(new Snapshot('somewhere', files));
    const gone = iam.send(new GetRoleCommand({ RoleName: LENT.name }));
    await expect(gone).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });
});
