import { GetRoleCommand, GetRolePolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  GetSecretValueCommand,
  ListSecretsCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { AccountSeed } from '../../../rehearsal/scenes/migration/account-seed.ts';
import type { Json } from '../../../rehearsal/snapshot/json.ts';
import { Snapshot } from '../../../rehearsal/snapshot/snapshot.ts';
import { HOME } from '../../support/shop.ts';
import { shopSnapshot } from '../../support/shop-snapshot.ts';
import { ACCOUNT, REGION } from './offline-aws.ts';
import { aws } from './shared-emulator.ts';

const LENT = { account: '444455556666', name: 'shop-cutover-dns' };
const SECRETS = `${HOME.account}/${HOME.region}/secretsmanager/list-secrets.json`;
const VERSION = '0b6f7a52-8f0e-4d15-9d59-2f0f2f6f1c11';
const OTHER = '1c7f8b63-9a1f-4e26-8e6a-3a1a3a7a2d22';
const FILE = `${LENT.account}/iam/get-role-policy/${LENT.name}/Zones.json`;

describe('what a scene finds in its accounts', () => {
  let seed: AccountSeed;
  let iam: IAMClient;
  beforeAll(() => {
    const credentials = { accessKeyId: LENT.account, secretAccessKey: 'test' };
    iam = new IAMClient({ endpoint: aws.emulator.url, region: REGION, credentials });
    seed = new AccountSeed(aws.emulator, HOME);
  });
  afterAll(async () => {
    seed.close();
    iam.destroy();
  });

  it.each<[string, Record<string, string[]> | undefined, string]>([
    ['no version', undefined, 'ResourceNotFoundException'],
    ['no version that a stage leads to', {}, 'ResourceNotFoundException'],
    ['only a former version', { [VERSION]: ['AWSPREVIOUS'] }, 'ResourceNotFoundException'],
    ['a version to come, and the present one', { [OTHER]: ['AWSPENDING'], [VERSION]: ['AWSCURRENT'] }, ''],
  ])('has a secret with %s as it is there', async (_what, SecretVersionsToStages, error) => {
    const versions = SecretVersionsToStages && { SecretVersionsToStages };
    const list = { SecretList: [{ Name: 'shop/db', ...versions }] };
    await seed.put(shopSnapshot({ [SECRETS]: list }));
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const { region } = HOME;
    const secrets = new SecretsManagerClient({ endpoint: aws.emulator.url, region, credentials });
    const read = secrets.send(new GetSecretValueCommand({ SecretId: 'shop/db' }));
    const name = await read.then(
      () => '',
      (thrown) => thrown.name,
    );
    expect(name).toBe(error);
    const { SecretList = [] } = await secrets.send(
      new ListSecretsCommand({ Filters: [{ Key: 'name', Values: ['shop/db'] }] }),
    );
    expect(SecretList[0]?.SecretVersionsToStages ?? {}).toEqual(SecretVersionsToStages ?? {});
    secrets.destroy();
  });

  const COMPLETE = `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:own/db-AbCdEf`;
  const PARTIAL = COMPLETE.slice(0, -7);
  const withSecrets = (...SecretList: Json[]) =>
    new Snapshot(
      'somewhere',
      new Map([[`${ACCOUNT}/${REGION}/secretsmanager/list-secrets.json`, { SecretList }]]),
    );
  const OTHER_END = `${PARTIAL}-ZyXwVu`;
  it.each([
    ['the snapshot', { ARN: COMPLETE }, PARTIAL],
    ['the snapshot, which the configuration names whole', { ARN: COMPLETE }, COMPLETE],
    ['the configuration, if the snapshot has only its name', {}, COMPLETE],
  ])('has a secret by the ARN of %s, with the value that is read', async (_what, given, configured) => {
    const stages = { SecretVersionsToStages: { [VERSION]: ['AWSCURRENT'] } };
    const own = new AccountSeed(
      aws.emulator,
      { account: ACCOUNT, region: REGION },
      new Map([[configured, 'the login']]),
    );
    await own.put(withSecrets({ Name: 'own/db', ...given, ...stages }));
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const secrets = new SecretsManagerClient({ endpoint: aws.emulator.url, region: REGION, credentials });
    const read = async (SecretId: string) => {
      try {
        const { ARN, SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId }));
        return `${ARN} ${SecretString}`;
      } catch (error) {
        return (error as Error).name;
      }
    };
    const found = `${COMPLETE} the login`;
    const asked = ['own/db', COMPLETE, PARTIAL, OTHER_END, PARTIAL.slice(0, -1)];
    const answers = [found, found, found, 'ResourceNotFoundException', 'ResourceNotFoundException'];
    expect(await Promise.all(asked.map(read))).toEqual(answers);
    await own.put(withSecrets());
    own.close();
    secrets.destroy();
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
