import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateGrantCommand, CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  PutResourcePolicyCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { IamSimulator } from '../../../../lambdas/migration/adapters/iam-simulator.ts';
import { KmsKeys } from '../../../../lambdas/migration/adapters/kms-keys.ts';
import { SecretsManagerSecrets } from '../../../../lambdas/migration/adapters/secrets-manager-secrets.ts';
import { SsmParameters } from '../../../../lambdas/migration/adapters/ssm-parameters.ts';
import { throughService } from '../../../../lambdas/migration/domain/access/context.ts';
import { REQUESTED_REGION, roleOf } from '../../../../lambdas/migration/domain/access/policy.ts';
import { ACCOUNT, REGION } from '../../emulator/offline-aws.ts';
import { clientOptions } from '../shared-emulator.ts';

const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/k1`;
const VALUE = 'nobody may read this';

describe('Parameters', () => {
  it('are found by name and below a path, over pages, with their keys', async () => {
    const ssm = new SSMClient(clientOptions());
    const put = (Name: string, Type: 'String' | 'SecureString', KeyId?: string) =>
      ssm.send(new PutParameterCommand({ Name, Type, KeyId, Value: VALUE }));
    await put('/credentials/plain', 'String');
    await put('/credentials/own', 'SecureString', KEY);
    await put('/credentials-of-others/x', 'String');
    for (let i = 0; i < 60; i++) await put(`/many/p${i}`, 'SecureString');
    const parameters = new SsmParameters(ssm);
    const named = ['/credentials/plain', '/credentials/own', '/credentials/none'];
    expect((await parameters.named(named)).map(({ name, key }) => [name, key])).toEqual([
      ['/credentials/own', KEY],
      ['/credentials/plain', ''],
    ]);
    const below = await parameters.below('/credentials/');
    expect(below.map(({ arn }) => arn)).toEqual([
      `arn:aws:ssm:${REGION}:${ACCOUNT}:parameter/credentials/own`,
      `arn:aws:ssm:${REGION}:${ACCOUNT}:parameter/credentials/plain`,
    ]);
    const many = await parameters.named(Array.from({ length: 60 }, (_, i) => `/many/p${i}`));
    expect(new Set(many.map(({ key }) => key))).toEqual(new Set(['alias/aws/ssm']));
    expect(many).toHaveLength(60);
    expect(await parameters.below('/many')).toHaveLength(60);
    ssm.destroy();
  });
});

describe('Secrets', () => {
  it('are found by name and by what names begin with, also those that will be deleted, with their policies', async () => {
    const secretsManager = new SecretsManagerClient(clientOptions());
    const create = (Name: string, more = {}) =>
      secretsManager.send(new CreateSecretCommand({ Name, SecretString: VALUE, ...more }));
    await create('shop/db', { KmsKeyId: KEY });
    await create('shop/db-old');
    await create('the-shop/db');
    await secretsManager.send(new DeleteSecretCommand({ SecretId: 'shop/db-old', RecoveryWindowInDays: 7 }));
    const ResourcePolicy = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Deny', Principal: '*', Action: 'secretsmanager:*', Resource: '*' },
    });
    await secretsManager.send(new PutResourcePolicyCommand({ SecretId: 'shop/db', ResourcePolicy }));
    const secrets = new SecretsManagerSecrets(secretsManager);
    expect(await secrets.named(['shop/db', 'none'])).toEqual([
      {
        name: 'shop/db',
        arn: expect.stringMatching(/:secret:shop\/db-\w{6}$/),
        key: KEY,
        deletionAt: '',
        hasValue: true,
      },
    ]);
    const below = await secrets.below('shop/');
    expect(below.map(({ name, key, deletionAt }) => [name, key, deletionAt !== ''])).toEqual([
      ['shop/db', KEY, false],
      ['shop/db-old', 'alias/aws/secretsmanager', true],
    ]);
    const [own, old] = await Promise.all(below.map((each) => secrets.policyOf(each)));
    expect(own).toMatchObject([{ effect: 'Deny', principals: { negated: false, aws: ['*'] } }]);
    expect(old).toEqual([]);
    secretsManager.destroy();
  });
});

describe("IAM's simulator", () => {
  it("judges a role's own policies with the keys that it is given, and names those that it lacks", async () => {
    const iam = new IAMClient(clientOptions());
    const trust = { Version: '2012-10-17', Statement: [] };
    await iam.send(
      new CreateRoleCommand({ RoleName: 'reader', AssumeRolePolicyDocument: JSON.stringify(trust) }),
    );
    const statement = (Effect: string, Action: string, Condition?: object) => ({
      Effect,
      Action,
      Resource: KEY,
      Condition,
    });
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        statement('Allow', 'kms:Decrypt', {
          StringEquals: { 'kms:ViaService': `ssm.${REGION}.amazonaws.com` },
        }),
        statement('Allow', 'kms:Encrypt', { StringEquals: { 'aws:SourceVpc': 'vpc-1' } }),
        statement('Allow', 'kms:Sign', { StringEquals: { 'aws:RequestedRegion': 'ap-south-1' } }),
        statement('Deny', 'kms:ReEncrypt*'),
      ],
    });
    await iam.send(new PutRolePolicyCommand({ RoleName: 'reader', PolicyName: 'p', PolicyDocument }));
    const simulator = new IamSimulator(iam);
    const role = roleOf(`arn:aws:iam::${ACCOUNT}:role/reader`);
    const ask = (action: string, service: 'ssm' | 'ec2', resource = KEY) =>
      simulator.ask({ role, action, resource, context: throughService(role, service, REGION) });
    expect(await ask('kms:Decrypt', 'ssm')).toEqual({
      decision: 'allowed',
      withinLimits: true,
      missing: ['aws:RequestedRegion', 'aws:SourceVpc'],
    });
    expect((await ask('kms:Decrypt', 'ec2')).decision).toBe('implicitDeny');
    expect((await ask('kms:Decrypt', 'ssm', `${KEY}2`)).decision).toBe('implicitDeny');
    expect((await ask('kms:ReEncryptFrom', 'ssm')).decision).toBe('explicitDeny');
    for (const [region, decision] of [
      ['ap-south-1', 'allowed'],
      [REGION, 'implicitDeny'],
    ] as const) {
      const request = { role, action: 'kms:Sign', resource: KEY, context: { [REQUESTED_REGION]: [region] } };
      expect(await simulator.ask(request)).toMatchObject({
        decision,
        missing: ['aws:SourceVpc', 'kms:ViaService'],
      });
    }
    const nobody = {
      role: roleOf(`arn:aws:iam::${ACCOUNT}:role/nobody`),
      action: 'kms:Decrypt',
      resource: KEY,
      context: {},
    };
    await expect(simulator.ask(nobody)).rejects.toThrow(/nobody does not exist/);
    iam.destroy();
  });
});

describe('Keys', () => {
  it('say whom their policies and their grants allow', async () => {
    const kms = new KMSClient(clientOptions());
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    const [KeyId, arn] = [KeyMetadata?.KeyId, KeyMetadata?.Arn ?? ''];
    const GranteePrincipal = `arn:aws:iam::${ACCOUNT}:role/reader`;
    const Constraints = { EncryptionContextEquals: { a: 'b' } };
    await kms.send(new CreateGrantCommand({ KeyId, GranteePrincipal, Operations: ['Decrypt'], Constraints }));
    await kms.send(
      new CreateGrantCommand({ KeyId, GranteePrincipal: `${GranteePrincipal}2`, Operations: ['Encrypt'] }),
    );
    const keys = new KmsKeys(kms);
    expect(await keys.policyOf(arn)).toMatchObject({
      answered: true,
      value: [{ effect: 'Allow', principals: { aws: [`arn:aws:iam::${ACCOUNT}:root`] } }],
    });
    expect(await keys.grantsTo(arn, GranteePrincipal)).toEqual({
      answered: true,
      value: [
        { id: expect.any(String), grantee: GranteePrincipal, operations: ['Decrypt'], constrained: true },
      ],
    });
    expect(await keys.policyOf(`${arn}x`)).toMatchObject({ answered: false, refusal: 'not-found' });
    kms.destroy();
  });
});
