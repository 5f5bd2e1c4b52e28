import { parsePolicy } from '../../../../../../lambdas/migration/adapters/policy-document.ts';
import type { Finding } from '../../../../../../lambdas/migration/contract/findings.ts';
import type { KeySettings } from '../../../../../../lambdas/migration/contract/settings.ts';
import type { OwnPolicies } from '../../../../../../lambdas/migration/domain/access/may.ts';
import type { AccessRequest, Statement } from '../../../../../../lambdas/migration/domain/access/policy.ts';
import { policySays } from '../../../../../../lambdas/migration/domain/access/policy-says.ts';
import type { KeyAnswer } from '../../../../../../lambdas/migration/ports/keys.ts';
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
}

async function use({
  policy = LEFT_TO_IAM,
  own = byKops,
  settings,
  grants,
}: Given): Promise<readonly Finding[]> {
  const asked = { arn: KEY, usedBy: [], roles: [MASTERS], ...settings };
  return await verifyUse(asked, asked.arn, 'us-west-1', {
    keys: {
      policyOf: async () => ({ answered: true, value: policy }),
      grantsTo: async () => grants ?? { answered: true, value: [] },
    },
    ownPolicies: {
      ask: async (request) => ({ decision: own(request), withinLimits: true, missing: [] }),
    },
  });
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
