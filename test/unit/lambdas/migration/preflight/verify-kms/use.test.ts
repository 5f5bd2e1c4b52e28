import { parsePolicy } from '../../../../../../lambdas/migration/adapters/policy-document.ts';
import type { Finding } from '../../../../../../lambdas/migration/contract/findings.ts';
import type { KeySettings } from '../../../../../../lambdas/migration/contract/settings.ts';
import type { Grant, OwnPolicies } from '../../../../../../lambdas/migration/domain/access/may.ts';
import type { AccessRequest, Statement } from '../../../../../../lambdas/migration/domain/access/policy.ts';
import { policySays } from '../../../../../../lambdas/migration/domain/access/policy-says.ts';
import type { SeenVolume } from '../../../../../../lambdas/migration/domain/kops/seen-cluster.ts';
import type { KeyAnswer } from '../../../../../../lambdas/migration/ports/keys.ts';
import { judgeOtherKeys } from '../../../../../../lambdas/migration/preflight/verify-kms/judge-etcd-keys.ts';
import { verifyUse } from '../../../../../../lambdas/migration/preflight/verify-kms/verify-use.ts';

const KEY = 'arn:aws:kms:us-west-1:111122223333:key/1';
const MASTERS = 'arn:aws:iam::111122223333:role/masters.k8s.shop.test';
const NODES = 'arn:aws:iam::111122223333:role/nodes.k8s.shop.test';

/** A role's own policy as kops 1.37 writes it for masters; `Principal` stands for the role that has it. */
const KOPS_1_37 = parsePolicy(
  JSON.stringify({
    Statement: [
      {
        Effect: 'Allow',
        Principal: '*',
        Action: 'kms:CreateGrant',
        Resource: '*',
        Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      },
      {
        Effect: 'Allow',
        Principal: '*',
        Action: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
        Resource: '*',
        Condition: {
          StringLike: { 'kms:ViaService': ['ec2.us-west-1.amazonaws.com', 's3.*.amazonaws.com'] },
        },
      },
    ],
  }),
  'kops',
);
const LEFT_TO_IAM = parsePolicy(
  JSON.stringify({ Statement: { Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'kms:*' } }),
  'key',
);

interface Given {
  readonly policy?: readonly Statement[];
  /** Of the roles, in IAM's words. */
  readonly own?: (request: AccessRequest) => OwnPolicies['decision'];
  readonly settings?: Partial<KeySettings>;
  readonly grants?: KeyAnswer<[]>;
  readonly grantsOf?: (role: string) => readonly Grant[];
  /** Of etcd, which the key encrypts. */
  readonly volumes?: readonly SeenVolume[];
}

async function use({
  policy = LEFT_TO_IAM,
  own = byKops,
  settings,
  grants,
  grantsOf = () => [],
  volumes = [],
}: Given): Promise<readonly Finding[]> {
  const asked = { arn: KEY, usedBy: [], roles: [MASTERS], ...settings };
  return await verifyUse(
    asked,
    { arn: asked.arn, masters: 'masters.k8s.shop.test', volumes },
    { account: '111122223333', region: 'us-west-1' },
    {
      keys: {
        policyOf: async () => ({ answered: true, value: policy }),
        grantsTo: async (_key, role) => grants ?? { answered: true, value: grantsOf(role) },
      },
      ownPolicies: {
        ask: async (request) => ({ decision: own(request), withinLimits: true, missing: [] }),
      },
    },
  );
}

function byKops(request: AccessRequest): OwnPolicies['decision'] {
  if (request.role.arn === NODES) return 'implicitDeny';
  return policySays(KOPS_1_37, request).allowed === 'yes' ? 'allowed' : 'implicitDeny';
}

describe("The use of a key by the cluster's roles", () => {
  it('is open to masters that kops 1.37 made: through EC2 and S3 only, and grants for AWS', async () => {
    expect(await use({})).toMatchObject(
      [
        {
          level: 'pass',
          code: 'key-usable',
          subject: `${KEY} (masters.k8s.shop.test)`,
          seen: /through ec2 and s3/,
        },
      ].map((each) => ({ ...each, seen: expect.stringMatching(each.seen) })),
    );
  });

  it('is rightly closed to workers, to which kops gives no such policy', async () => {
    const [finding] = await use({ settings: { roles: [NODES] } });
    expect(finding).toMatchObject({ level: 'warn', code: 'key-use-denied-to-nodes' });
  });

  it("fails if the key's policy leaves nothing to IAM, and says which action is missing", async () => {
    const [finding] = await use({ policy: [] });
    expect(finding).toMatchObject({ level: 'fail', code: 'key-use-denied' });
    expect(finding?.seen).toContain('Through ec2, kms:CreateGrant:');
  });

  it('needs one of the services, or all that are configured', async () => {
    const own = (request: AccessRequest) =>
      request.context['kms:viaservice']?.[0]?.startsWith('s3') ? 'allowed' : 'implicitDeny';
    const codes = async (usedBy: KeySettings['usedBy']) =>
      (await use({ own, settings: { usedBy } }))[0]?.code;
    expect(await codes([])).toBe('key-usable');
    expect(await codes(['s3'])).toBe('key-usable');
    expect(await codes(['ec2', 's3'])).toBe('key-use-denied');
  });

  it('is unknown for the key of another account, and says so, unless the role may not anyway', async () => {
    const arn = 'arn:aws:kms:us-west-1:444455556666:key/1';
    const [open] = await use({ settings: { arn } });
    expect(open).toMatchObject({ level: 'unknown', code: 'key-use-unknown' });
    expect(open?.seen).toContain('which only its own account can read');
    const [closed] = await use({ settings: { arn }, own: () => 'implicitDeny' });
    expect(closed).toMatchObject({ level: 'fail', code: 'key-use-denied' });
  });

  it('is unknown for the key of another account that shows no grants either', async () => {
    const arn = 'arn:aws:kms:us-west-1:444455556666:key/1';
    const grants = { answered: false, refusal: 'denied', message: 'AccessDeniedException: no' } as const;
    expect(await use({ settings: { arn }, grants })).toMatchObject([{ code: 'key-use-unknown' }]);
    const denied = await use({ settings: { arn }, grants, own: () => 'explicitDeny' });
    expect(denied).toMatchObject([{ code: 'key-use-denied' }]);
  });

  it('is unknown if it depends on what only a request shows', async () => {
    const policy = parsePolicy(
      JSON.stringify({
        Statement: {
          Sid: 'Org',
          Effect: 'Allow',
          Principal: '*',
          Action: 'kms:*',
          Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } },
        },
      }),
      'key',
    );
    const [finding] = await use({ policy });
    expect(finding).toMatchObject({ level: 'unknown', code: 'key-use-unknown' });
    expect(finding?.seen).toContain('statement Org: aws:PrincipalOrgID');
  });

  it('fails if it could not be found out', async () => {
    const grants = { answered: false, refusal: 'denied', message: 'AccessDeniedException: no' } as const;
    expect(await use({ grants })).toMatchObject([{ level: 'fail', code: 'key-use-unreadable' }]);
  });
});

describe('The use of a key of etcd’s volumes', () => {
  const volume = (member: string, keyArn = KEY): SeenVolume => ({
    id: `vol-${member}`,
    etcdCluster: 'main',
    member,
    members: ['a', 'b', 'c'],
    tag: `k8s.io/etcd/main=${member}/a,b,c`,
    zone: 'us-west-1a',
    state: 'in-use',
    encrypted: true,
    keyArn,
    attachedTo: 'i-1',
    attachment: 'attached',
  });
  const volumes = [volume('a')];
  const onlyS3 = (request: AccessRequest) =>
    request.context['kms:viaservice']?.[0]?.startsWith('s3') ? 'allowed' : 'implicitDeny';

  it.each<[string, KeySettings['usedBy']]>([
    ['nothing', []],
    ['S3', ['s3']],
  ])('is needed by masters through EC2 where %s is configured', async (_what, usedBy) => {
    expect(await use({ volumes, settings: { usedBy } })).toMatchObject([{ code: 'key-usable' }]);
    const [finding, ...others] = await use({ volumes, own: onlyS3, settings: { usedBy } });
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ level: 'fail', code: 'key-use-denied' });
    expect(finding?.seen).toContain('Through ec2, kms:CreateGrant:');
  });

  it('is denied to masters by the key’s policy, too', async () => {
    const policy = parsePolicy(
      JSON.stringify({
        Statement: [
          { Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'kms:*' },
          {
            Effect: 'Deny',
            Principal: '*',
            Action: 'kms:CreateGrant',
            Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/masters.*' } },
          },
        ],
      }),
      'key',
    );
    expect(await use({ volumes, policy })).toMatchObject([{ level: 'fail', code: 'key-use-denied' }]);
  });

  it('is not needed by others', async () => {
    const reader = 'arn:aws:iam::111122223333:role/reader';
    const findings = await use({ volumes, own: onlyS3, settings: { roles: [MASTERS, reader] } });
    expect(findings.map(({ code }) => code)).toEqual(['key-use-denied', 'key-usable']);
  });

  it('is unknown where the masters’ role isn’t configured', async () => {
    expect(await use({ volumes, settings: { roles: [] } })).toMatchObject([
      { level: 'unknown', code: 'etcd-key-use-unknown', subject: KEY },
    ]);
  });

  it('is unknown of a key that isn’t configured, once for all its volumes', () => {
    const other = 'arn:aws:kms:us-west-1:111122223333:key/2';
    const all = [volume('a'), volume('b', other), volume('c', other), volume('d', '')];
    expect(judgeOtherKeys(all, [KEY])).toMatchObject([
      {
        level: 'unknown',
        code: 'etcd-key-unlisted',
        subject: other,
        seen: expect.stringContaining('vol-b (k8s.io/etcd/main=b/a,b,c), vol-c ('),
      },
    ]);
    expect(judgeOtherKeys(all, [KEY, other])).toEqual([]);
  });
});

describe('The use of a key by Auto Scaling', () => {
  const ROLE =
    'arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling';
  const ASKED: Partial<KeySettings> = { usedBy: ['autoscaling'], roles: [] };
  const ACTIONS = ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey*'];
  const naming = (...actions: readonly string[]) =>
    parsePolicy(
      JSON.stringify({ Statement: { Effect: 'Allow', Principal: { AWS: ROLE }, Action: actions } }),
      'key',
    );
  const found = async (given: Given) => (await use({ settings: ASKED, ...given }))[0];

  it('fails where the key leaves all to IAM: AWS’s own policy of the role allows nothing with keys', async () => {
    expect(await found({ own: () => 'allowed' })).toMatchObject({
      level: 'fail',
      code: 'key-use-denied-to-auto-scaling',
      subject: `${KEY} (AWSServiceRoleForAutoScaling)`,
      seen: `Neither the key's policy nor a grant names ${ROLE}.`,
    });
  });

  it.each<[string, Given, string]>([
    [
      'the key’s policy names it for all that it needs',
      { policy: naming(...ACTIONS, 'kms:CreateGrant') },
      'pass',
    ],
    ['the key’s policy lets it make no grants', { policy: naming(...ACTIONS) }, 'fail'],
    [
      'a grant has all that it needs',
      {
        grantsOf: (grantee) => [
          {
            id: 'g',
            grantee,
            operations: ['CreateGrant', 'Decrypt', 'DescribeKey', 'GenerateDataKeyWithoutPlaintext'],
            constrained: false,
          },
        ],
      },
      'pass',
    ],
  ])('where %s: %#', async (_what, given, level) => {
    expect((await found(given))?.level).toBe(level);
  });

  it('is asked beside the roles, which may use either service then', async () => {
    const findings = await use({ settings: { ...ASKED, roles: [MASTERS] } });
    expect(findings.map(({ code }) => code)).toEqual(['key-usable', 'key-use-denied-to-auto-scaling']);
  });

  it('isn’t asked where it isn’t configured', async () => {
    expect(await use({ settings: { usedBy: ['ec2', 's3'], roles: [] } })).toEqual([]);
  });
});
