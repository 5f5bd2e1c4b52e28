import { contextOf, throughService } from '../../../../../../lambdas/migration/domain/access/context.ts';
import { mayAccess, type OwnPolicies } from '../../../../../../lambdas/migration/domain/access/may.ts';
import type { Condition, Statement } from '../../../../../../lambdas/migration/domain/access/policy.ts';
import { roleOf } from '../../../../../../lambdas/migration/domain/access/policy.ts';

const ROLE = roleOf('arn:aws:iam::111122223333:role/nodes.k8s.shop.test');
const KEY = 'arn:aws:kms:us-west-1:111122223333:key/k1';
const FOREIGN_KEY = 'arn:aws:kms:us-west-1:444455556666:key/k1';

const own = (decision: OwnPolicies['decision'], more: Partial<OwnPolicies> = {}): OwnPolicies => ({
  decision,
  withinLimits: true,
  missing: [],
  ...more,
});
const ALLOWED = own('allowed');
const NOTHING = own('implicitDeny');

const statement = (
  effect: Statement['effect'],
  principal: string,
  ...conditions: Condition[]
): Statement => ({
  sid: 'S',
  effect,
  principals: { negated: false, aws: [principal] },
  actions: { negated: false, patterns: ['kms:*'] },
  resources: { negated: false, patterns: ['*'] },
  conditions,
});
const ACCOUNT = statement('Allow', 'arn:aws:iam::111122223333:root');
const GRANT = { id: 'g', grantee: ROLE.arn, operations: ['Decrypt'], constrained: false };

interface Given {
  readonly own?: OwnPolicies;
  readonly policy?: readonly Statement[];
  readonly grants?: Parameters<typeof mayAccess>[0]['grants'];
  readonly key?: string;
  readonly leaveNeeded?: boolean;
}
function may({ own = NOTHING, policy = [], grants = [], key = KEY, leaveNeeded = true }: Given) {
  const request = {
    role: ROLE,
    action: 'kms:Decrypt',
    resource: key,
    context: throughService(ROLE, 'ec2', 'us-west-1'),
  };
  return mayAccess({ request, own, policy, grants, leaveNeeded });
}

describe('A role may use a key', () => {
  it.each<[string, Given]>([
    ['by its own policies, if the key leaves it to IAM', { own: ALLOWED, policy: [ACCOUNT] }],
    ["by the key's policy alone, in the same account", { policy: [statement('Allow', ROLE.arn)] }],
    ['by a grant alone', { grants: [GRANT] }],
    [
      "of another account, if both that key's policy and its own allow it",
      { key: FOREIGN_KEY, own: ALLOWED, policy: [ACCOUNT] },
    ],
    [
      'if what the policy allows is through the service by which it comes',
      {
        policy: [
          statement('Allow', '*', { operator: 'StringLike', key: 'kms:ViaService', values: ['ec2.*'] }),
        ],
      },
    ],
    [
      'whatever else its policies ask for, if the simulator says so',
      {
        own: own('allowed', { missing: ['ec2:ResourceTag/x'] }),
        policy: [ACCOUNT],
      },
    ],
  ])('%s', (_how, given) => {
    expect(may(given)).toEqual({ may: 'yes', because: '' });
  });
});

describe('A role may not use a key', () => {
  it.each<[string, Given, RegExp]>([
    ['by its own policies alone', { own: ALLOWED }, /neither the role nor its account/],
    ['by leave of the key alone', { policy: [ACCOUNT] }, /no policy of the role/],
    [
      'of another account by the policy of that alone',
      { key: FOREIGN_KEY, policy: [statement('Allow', ROLE.arn)] },
      /no policy/,
    ],
    [
      "if the key's policy denies it, whatever allows it",
      {
        own: ALLOWED,
        policy: [ACCOUNT, statement('Allow', ROLE.arn), statement('Deny', '*')],
        grants: [GRANT],
      },
      /denies it/,
    ],
    [
      "if the key's policy denies it to its account",
      {
        own: ALLOWED,
        policy: [statement('Allow', ROLE.arn), statement('Deny', '111122223333')],
      },
      /denies it/,
    ],
    [
      'if its own policies deny it',
      { own: own('explicitDeny'), policy: [statement('Allow', '*')], grants: [GRANT] },
      /denies it/,
    ],
    ['beyond its boundary', { own: own('allowed', { withinLimits: false }), policy: [ACCOUNT] }, /boundary/],
    ['by a grant of something else', { grants: [{ ...GRANT, operations: ['Encrypt'] }] }, /neither/],
    [
      'by a grant to somebody else',
      { grants: [{ ...GRANT, grantee: 'arn:aws:iam::111122223333:role/x' }] },
      /neither/,
    ],
    [
      'through another service',
      {
        policy: [
          statement('Allow', '*', {
            operator: 'StringEquals',
            key: 'kms:ViaService',
            values: ['s3.us-west-1.amazonaws.com'],
          }),
        ],
      },
      /neither/,
    ],
  ])('%s', (_how, given, because) => {
    expect(may(given)).toEqual({ may: 'no', because: expect.stringMatching(because) });
  });
});

describe('A key that the simulator lacks', () => {
  it.each<[string, string]>([
    ['is about another service', 'ec2:ResourceTag/x'],
    ["is a tag of kops', on EC2 and Auto Scaling", 'aws:ResourceTag/KubernetesCluster'],
    ['is one that the request is known not to have', 'kms:GrantIsForAWSResource'],
    ['is one that was given', 'kms:ViaService'],
  ])('leaves nothing open if it %s', (_what, key) => {
    expect(may({ own: own('implicitDeny', { missing: [key] }), policy: [ACCOUNT] }).may).toBe('no');
  });

  it.each(['aws:ResourceTag/team', 'aws:SourceVpce', 'kms:RequestAlias'])('may have decided: %s', (key) => {
    const verdict = may({ own: own('implicitDeny', { missing: [key] }), policy: [ACCOUNT] });
    expect(verdict).toEqual({ may: 'unknown', because: expect.stringContaining(key) });
  });
});

describe('Whether a role may use a key is unknown', () => {
  it.each<[string, Given, RegExp]>([
    [
      'if a condition is about what only a request has',
      {
        policy: [
          statement('Allow', '*', { operator: 'IpAddress', key: 'aws:SourceIp', values: ['10.0.0.0/8'] }),
        ],
      },
      /statement S: aws:SourceIp/,
    ],
    [
      'if a denial may be meant',
      {
        own: ALLOWED,
        policy: [
          ACCOUNT,
          statement('Deny', '*', { operator: 'StringNotEquals', key: 'aws:SourceVpc', values: ['vpc-1'] }),
        ],
      },
      /aws:SourceVpc/,
    ],
    [
      'if all but some are meant',
      {
        policy: [
          { ...statement('Deny', 'x'), principals: { negated: true, aws: [ROLE.arn] } },
          statement('Allow', '*'),
        ],
      },
      /its principal/,
    ],
    [
      'if one session of it is meant',
      {
        policy: [statement('Allow', 'arn:aws:sts::111122223333:assumed-role/nodes.k8s.shop.test/i-1')],
      },
      /its principal/,
    ],
    [
      'if a grant holds for one encryption context',
      { grants: [{ ...GRANT, constrained: true }] },
      /a grant with a constraint/,
    ],
    [
      'if the simulator lacked keys',
      { own: own('implicitDeny', { missing: ['kms:RequestAlias'] }), policy: [ACCOUNT] },
      /kms:RequestAlias/,
    ],
    ['by a grant of another account alone', { key: FOREIGN_KEY, grants: [GRANT] }, /grant/],
  ])('%s', (_how, given, because) => {
    expect(may(given)).toEqual({ may: 'unknown', because: expect.stringMatching(because) });
  });
});

describe('What a role may of another resource', () => {
  const secret = { key: 'arn:aws:secretsmanager:us-west-1:111122223333:secret:s-AbCdEf', leaveNeeded: false };
  it('follows from its own policies alone, in the same account', () => {
    expect(may({ ...secret, own: ALLOWED }).may).toBe('yes');
    expect(may({ ...secret }).may).toBe('no');
  });
});

it('knows of each request who makes it', () => {
  expect(contextOf(ROLE)).toMatchObject({
    'aws:principalarn': [ROLE.arn],
    'aws:principalaccount': ['111122223333'],
  });
  expect(throughService(ROLE, 's3', 'cn-north-1')['kms:viaservice']).toEqual([
    's3.cn-north-1.amazonaws.com.cn',
  ]);
});
