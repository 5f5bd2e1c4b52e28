import { takeCredentials, takeRoles } from '../../../snapshot/parts/access.ts';
import type { AccountWanted, RegionWanted } from '../../../snapshot/wanted/wanted.ts';
import { JsonServer } from '../../support/json-server.ts';
import { QueryServer } from '../../support/query-server.ts';
import { type Operation, Refusal, type ScriptedServer } from '../../support/scripted-server.ts';
import { shopSettings } from '../../support/shop.ts';
import { ACCOUNT, type OpenSource, openSource, WHERE } from './source.ts';

let server: ScriptedServer | undefined;
let opened: OpenSource | undefined;
afterEach(async () => {
  opened?.close();
  await server?.stop();
});

async function open(
  kind: typeof QueryServer | typeof JsonServer,
  operations: Readonly<Record<string, Operation>>,
): Promise<OpenSource> {
  server = await kind.start(operations);
  opened = openSource(server.client);
  return opened;
}

const refuse =
  (code: string): Operation =>
  () => {
    throw new Refusal(code, 'no');
  };

describe('roles in IAM', () => {
  const ROLE = `arn:aws:iam::${ACCOUNT}:role/kops/nodes`;
  const POLICY = { Version: '2012-10-17', Statement: [] };
  const encoded = encodeURIComponent(JSON.stringify(POLICY));
  const wanted = {
    account: ACCOUNT,
    role: { arn: ROLE },
    regions: [],
  } as unknown as AccountWanted;
  const time = '2027-01-04T08:00:00Z';

  const operations: Readonly<Record<string, Operation>> = {
    GetRole: ({ RoleName }) => ({
      Role: {
        Path: '/kops/',
        RoleName: String(RoleName),
        RoleId: 'AROA1',
        Arn: ROLE,
        CreateDate: time,
        AssumeRolePolicyDocument: encoded,
      },
    }),
    ListRolePolicies: ({ Marker }) =>
      Marker === undefined
        ? { PolicyNames: ['one'], IsTruncated: true, Marker: 'more' }
        : { PolicyNames: ['two'], IsTruncated: false },
    GetRolePolicy: ({ RoleName, PolicyName }) => ({
      RoleName: String(RoleName),
      PolicyName: String(PolicyName),
      PolicyDocument: encoded,
    }),
    ListAttachedRolePolicies: () => ({
      AttachedPolicies: [{ PolicyName: 'Logs', PolicyArn: 'arn:aws:iam::aws:policy/service-role/Logs' }],
      IsTruncated: false,
    }),
    GetPolicy: ({ PolicyArn }) => ({
      Policy: { PolicyName: 'Logs', Arn: String(PolicyArn), DefaultVersionId: 'v7' },
    }),
    GetPolicyVersion: ({ VersionId }) => ({
      PolicyVersion: {
        Document: encoded,
        VersionId: String(VersionId),
        IsDefaultVersion: true,
        CreateDate: time,
      },
    }),
  };

  it('are read with all that they may do', async () => {
    const { source, staging } = await open(QueryServer, operations);
    await takeRoles(wanted, source);
    const file = (...parts: readonly string[]) => staging.read(`${ACCOUNT}/iam/${parts.join('/')}.json`);
    expect(file('get-role', 'nodes')).toEqual({
      Role: {
        Path: '/kops/',
        RoleName: 'nodes',
        RoleId: 'AROA1',
        Arn: ROLE,
        CreateDate: '2027-01-04T08:00:00+00:00',
        AssumeRolePolicyDocument: POLICY,
      },
    });
    for (const name of ['one', 'two'])
      expect(file('get-role-policy', 'nodes', name)).toEqual({
        RoleName: 'nodes',
        PolicyName: name,
        PolicyDocument: POLICY,
      });
    expect(file('list-attached-role-policies', 'nodes')).toMatchObject({
      AttachedPolicies: [{ PolicyName: 'Logs' }],
    });
    expect(file('get-policy-version', 'Logs', 'v7')).toMatchObject({
      PolicyVersion: { Document: POLICY, VersionId: 'v7' },
    });
  });

  it('that are not there are told', async () => {
    const { source } = await open(QueryServer, { ...operations, GetRole: refuse('NoSuchEntity') });
    await takeRoles(wanted, source);
    expect(source.absences).toEqual([
      { what: 'aws iam get-role nodes', place: { account: ACCOUNT, names: ['nodes'] } },
    ]);
  });

  it('that may not be read are told, and stop nothing', async () => {
    const { source, staging } = await open(QueryServer, {
      ...operations,
      GetRolePolicy: refuse('AccessDenied'),
      GetPolicy: refuse('AccessDenied'),
    });
    await takeRoles(wanted, source);
    expect(source.denials.map(({ what }) => what)).toEqual([
      'aws iam get-role-policy nodes one',
      'aws iam get-role-policy nodes two',
      'aws iam get-policy --policy-arn arn:aws:iam::aws:policy/service-role/Logs',
    ]);
    expect(staging.has(`${ACCOUNT}/iam/get-role/nodes.json`)).toBe(true);
  });

  it('whose answers fail otherwise end it', async () => {
    const { source } = await open(QueryServer, { ...operations, GetRole: refuse('ServiceFailure') });
    await expect(takeRoles(wanted, source)).rejects.toThrow('no');
  });
});

describe('keys in KMS', () => {
  const OWN = `arn:aws:kms:us-west-1:${ACCOUNT}:key/own`;
  const FOREIGN = 'arn:aws:kms:us-west-1:999988887777:key/foreign';
  const keys = (...arns: readonly string[]): RegionWanted => ({
    ...WHERE,
    masters: [],
    migrations: [
      {
        ...shopSettings(),
        databases: [],
        workloads: undefined as never,
        credentials: undefined as never,
        keys: arns.map((arn) => ({ arn, usedBy: [], roles: [] })),
      },
    ],
  });
  const arnOf = (id: unknown) => (String(id).includes('alias/') ? OWN : String(id));
  const operations: Readonly<Record<string, Operation>> = {
    DescribeKey: ({ KeyId }) => ({
      KeyMetadata: { KeyId: arnOf(KeyId).replace(/^.*\//, ''), Arn: arnOf(KeyId), KeyState: 'Enabled' },
    }),
    GetKeyPolicy: () => ({ Policy: '{}', PolicyName: 'default' }),
    ListGrants: ({ Marker }) =>
      Marker === undefined
        ? {
            Grants: [{ GrantId: 'a', GranteePrincipal: 'x', Operations: ['Decrypt'] }],
            Truncated: true,
            NextMarker: 'm',
          }
        : { Grants: [{ GrantId: 'b', GranteePrincipal: 'y', Operations: ['Encrypt'] }], Truncated: false },
    GetKeyRotationStatus: refuse('UnsupportedOperationException'),
    ListAliases: () => ({ Aliases: [{ AliasName: 'alias/shop', TargetKeyId: 'own' }], Truncated: false }),
  };
  const filesOf = (staging: OpenSource['staging'], key: string) =>
    ['describe-key', 'get-key-policy', 'list-grants', 'get-key-rotation-status', 'list-aliases'].filter(
      (call) => staging.has(`${ACCOUNT}/us-west-1/kms/${call}/${key}.json`),
    );

  it('are read behind their aliases, once', async () => {
    const { source, staging } = await open(JsonServer, operations);
    await takeCredentials(keys(`arn:aws:kms:us-west-1:${ACCOUNT}:alias/shop`, OWN), source);
    expect(filesOf(staging, 'own')).toEqual([
      'describe-key',
      'get-key-policy',
      'list-grants',
      'list-aliases',
    ]);
    expect(staging.read(`${ACCOUNT}/us-west-1/kms/list-grants/own.json`)).toMatchObject({
      Grants: [{ GrantId: 'a' }, { GrantId: 'b' }],
    });
    // That a key of its kind doesn't rotate is nothing to tell.
    expect(source.absences).toEqual([]);
    expect(server?.calls.filter(({ operation }) => operation === 'GetKeyPolicy')).toHaveLength(1);
  });

  it('of other accounts are described, and not looked into', async () => {
    const { source, staging } = await open(JsonServer, operations);
    await takeCredentials(keys(FOREIGN), source);
    expect(filesOf(staging, 'foreign')).toEqual(['describe-key']);
  });

  it('that are gone are told', async () => {
    const { source } = await open(JsonServer, { ...operations, DescribeKey: refuse('NotFoundException') });
    await takeCredentials(keys(OWN), source);
    expect(source.absences.map(({ what }) => what)).toEqual(['aws kms describe-key own']);
  });
});
