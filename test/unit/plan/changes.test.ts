import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import type { JudgedFinding } from '../../../lambdas/migration/domain/readiness/judged-finding.ts';
import { compare } from '../../../plan/against/changes.ts';
import { assessAlone } from '../../../plan/assess/assess.ts';
import type { MigrationPlan, PlanDocument } from '../../../plan/plan-document.ts';
import { someSettings } from '../../support/migration/settings.ts';

const NOW = Date.parse('2027-03-01T00:00:00Z');
const SETTINGS = someSettings();
const [ZONE, OTHER_ZONE] = SETTINGS.zones;
const [STEP, ...LATER] = SETTINGS.steps;

function planned(
  settings: MigrationSettings,
  findings: readonly JudgedFinding[] = [],
  now = NOW,
): MigrationPlan {
  return { stack: 'Shop', settings, ...assessAlone(settings, now), findings };
}

function document(...migrations: readonly MigrationPlan[]): PlanDocument {
  return { schema: 'kops-cutover.plan/1', plannedAt: '', snapshot: 'account', migrations, overlaps: [] };
}

function told(settings: MigrationSettings): readonly string[] {
  const [changed] = compare(document(planned(SETTINGS)), document(planned(settings))).changes;
  return changed?.changes ?? [];
}

const warning: JudgedFinding = {
  check: 'VerifyDns',
  subject: 'www.shop.test',
  level: 'warn',
  code: 'follows',
  seen: 'It leads to shop.test.',
  why: '',
  toDo: '',
};

if (!ZONE || !OTHER_ZONE || !STEP) throw new Error('The settings have too little to change.');

const CHANGES: readonly [string, Partial<MigrationSettings>, readonly string[]][] = [
  ['nothing', {}, []],
  ['a share', { steps: [{ ...STEP, percent: 20 }, ...LATER] }, ['step 1: 5 % → 20 %']],
  [
    'a soak',
    { steps: [{ ...STEP, soakSeconds: STEP.soakSeconds + 43_200 }, ...LATER] },
    ['step 1 (5 %): soak 1 h → 13 h, ends 12 h later', 'The migration ends 12 h later.'],
  ],
  [
    'a share and its soak',
    { steps: [{ ...STEP, percent: 20, soakSeconds: 1800 }, ...LATER] },
    ['step 1: 5 % → 20 %, soak 1 h → 30 min, ends 30 min earlier', 'The migration ends 30 min earlier.'],
  ],
  [
    'an approval',
    { steps: [{ ...STEP, approval: !STEP.approval }, ...LATER] },
    ['step 1 (5 %): now waits for approval after its soak'],
  ],
  [
    'a step more',
    { steps: [STEP, { percent: 10, soakSeconds: 7200, approval: true }, ...LATER] },
    [
      'A new step 2 at 10 %: soak 2 h, then a person approves.',
      expect.stringMatching(/^The migration ends 2 h \d min later\.$/),
    ],
  ],
  [
    'a step less',
    { steps: LATER },
    ['The step at 5 % is gone.', expect.stringMatching(/^The migration ends 1 h \d min earlier\.$/)],
  ],
  [
    'a name less',
    { zones: [{ ...ZONE, records: ZONE.records.slice(1) }, OTHER_ZONE] },
    ['shop.test is not moved any more'],
  ],
  [
    'a name more',
    { zones: [{ ...ZONE, records: [...ZONE.records, '\\052.eu.shop.test.'] }, OTHER_ZONE] },
    ['*.eu.shop.test is moved, too'],
  ],
  [
    'the order of zones',
    { zones: [OTHER_ZONE, ZONE] },
    ['a rollback restores the zones in another order: shop.test, cdn.test → cdn.test, shop.test'],
  ],
  ['a zone less', { zones: [ZONE] }, ['zone cdn.test is left out, with img.cdn.test']],
  [
    "a zone's role",
    { zones: [{ ...ZONE, role: { arn: 'arn:aws:iam::444455556666:role/dns' } }, OTHER_ZONE] },
    ['zone shop.test: role {"arn":"arn:aws:iam::444455556666:role/dns"} is new'],
  ],
  [
    'an alarm for another',
    { alarms: SETTINGS.alarms.map((each) => ({ ...each, name: 'cluster-latency' })) },
    ['alarm cluster-5xx does not roll back any more', 'alarm cluster-latency rolls back, too'],
  ],
  [
    'the TTL',
    { ttlSeconds: SETTINGS.ttlSeconds + 60 },
    ['TTL while the migration runs: 1 min → 2 min', 'The migration ends 3 min later.'],
  ],
  [
    'seconds of hours',
    { holdTimeoutSeconds: SETTINGS.holdTimeoutSeconds + 1 },
    ['how long a hold waits for a decision: 86400 s → 86401 s'],
  ],
  [
    'the time-out of holds',
    { holdTimeoutSeconds: 172_800 },
    ['how long a hold waits for a decision: 1 d → 2 d'],
  ],
  [
    'the drain',
    { drain: { ...SETTINGS.drain, minimumStaySeconds: SETTINGS.drain.minimumStaySeconds + 86_400 } },
    ['legacy stays at least: 1 d → 2 d', 'The migration ends 1 d later.'],
  ],
  [
    'the target',
    { target: { kind: 'addresses', ipv4: ['203.0.113.9'], ipv6: [] } },
    [
      "the cluster's target: load balancer k8s-ingress-9876543210.us-west-1.elb.amazonaws.com → addresses 203.0.113.9",
    ],
  ],
  [
    'a database more',
    {
      databases: [
        ...SETTINGS.databases,
        { identifier: 'orders', kind: 'instance', engine: 'mysql', roundTrips: 5, p99BudgetMs: 50 },
      ],
    },
    ['database orders is checked, too'],
  ],
  [
    'a key more',
    { keys: [{ arn: 'arn:aws:kms:us-west-1:111122223333:key/1', usedBy: ['ec2'], roles: [] }] },
    ['key arn:aws:kms:us-west-1:111122223333:key/1 is checked, too'],
  ],
  [
    'an acceptance',
    { acceptances: [{ id: 'ssh-open', subject: 'sg-1', reason: 'an old bastion', until: '2027-04-01' }] },
    ['ssh-open sg-1 is accepted'],
  ],
  [
    'a metric of the cluster',
    {
      traffic: {
        legacy: [],
        cluster: [{ namespace: 'Ingress', metricName: 'requests', dimensions: { Cluster: 'k8s' } }],
      },
    },
    ['requests of the cluster are counted by Ingress requests, Cluster k8s'],
  ],
];

const changesBetween = (before: PlanDocument, after: PlanDocument) => compare(before, after).changes;

describe('two plans', () => {
  it.each(CHANGES)('that differ by %s: that is told, and nothing else', (_what, change, changes) => {
    expect(told({ ...SETTINGS, ...change })).toEqual(changes);
  });

  it('that differ in what is deployed beside the settings: that is told', () => {
    const deployed = { emails: ['a@shop.test', 'b@shop.test'], topic: '', repeated: '', logDays: 365 };
    const changes = changesBetween(
      document({ ...planned(SETTINGS), deployed }),
      document({
        ...planned(SETTINGS),
        deployed: {
          emails: ['b@shop.test', 'c@shop.test'],
          topic: '',
          repeated: 'cron(5 6 * * ? *)',
          logDays: 30,
        },
      }),
    );
    expect(changes[0]?.changes).toEqual([
      'c@shop.test is notified, too',
      'a@shop.test is not notified any more',
      'preflight is repeated: never → at 06:05 UTC each day',
      'logs are kept for: 365 d → 30 d',
    ]);
  });

  it('that differ in what alarms may miss: nothing, for it follows from the steps and the alarms', () => {
    const notSure = { percent: 5, failing: 20, failures: ['resets'], notKnown: [], options: [] };
    const [before, after] = [planned(SETTINGS), { ...planned(SETTINGS), notSure }].map((each) =>
      document(each),
    );
    expect(changesBetween(before as PlanDocument, after as PlanDocument)).toEqual([]);
    expect(changesBetween(after as PlanDocument, before as PlanDocument)).toEqual([]);
  });

  it('tell which migrations are new, and which are gone', () => {
    const other = planned({ ...SETTINGS, migration: 'staging' });
    expect(changesBetween(document(planned(SETTINGS)), document(other))).toEqual([
      { migration: SETTINGS.migration, changes: ['It is gone.'] },
      { migration: 'staging', changes: ['It is new.'] },
    ]);
  });

  it('tell of findings that are new or gone, but not of those in order', () => {
    const [before, after] = [
      document(planned(SETTINGS)),
      document(planned(SETTINGS, [warning, { ...warning, level: 'pass', code: 'movable' }])),
    ];
    expect(changesBetween(before, after)[0]?.changes).toEqual([
      'new: VerifyDns www.shop.test (follows): It leads to shop.test.',
    ]);
    expect(changesBetween(after, before)[0]?.changes).toEqual(['gone: VerifyDns www.shop.test (follows)']);
    expect(changesBetween(after, after)).toEqual([]);
  });

  it('tell how long open connections last, but not of a plan that knows nothing of them', () => {
    const one = planned(SETTINGS);
    const { plan } = one;
    if ('notMade' in plan) throw new Error(plan.notMade);
    const lasting = (seconds: number) => {
      const cluster = { at: 'k8s', bound: 'bounded', seconds, why: '' } as const;
      return document({ ...one, plan: { ...plan, connections: { legacy: [], cluster } } });
    };
    expect(changesBetween(lasting(3660), lasting(120))[0]?.changes).toEqual([
      'open connections to k8s last: up to 1 h 1 min → up to 2 min',
    ]);
    const { connections: _, ...earlier } = plan;
    expect(changesBetween(document({ ...one, plan: earlier as typeof plan }), lasting(120))).toEqual([]);
  });

  it('of which one is without a snapshot: findings are not compared, and the reason is told', () => {
    const before = { ...document(planned(SETTINGS)), snapshot: '' };
    const after = document(planned(SETTINGS, [warning]));
    expect(changesBetween(before, after)).toEqual([]);
    expect(compare(before, after).notCompared).toMatch(/^The plan before is without a snapshot/);
    expect(compare(after, before).notCompared).toMatch(/^This plan is without a snapshot/);
    expect(compare(after, after).notCompared).toBe('');
  });

  it('mean the same in whatever order things stand', () => {
    const turned = {
      ...SETTINGS,
      zones: SETTINGS.zones.map((zone) => ({ ...zone, records: zone.records.toReversed() })),
    };
    expect(told(turned)).toEqual([]);
  });
});

describe('where a freeze delays steps', () => {
  // The plan is made on a Monday; three soaks of an hour, and a day of drain.
  const frozen = someSettings({
    freeze: {
      timeZone: 'UTC',
      windows: [{ kind: 'weekly', from: 'Mon 01:30', until: 'Thu 00:00', why: '' }],
    },
  });
  const changes = (before: MigrationPlan, after: MigrationPlan) =>
    compare(document(before), document(after)).changes.flatMap((each) => each.changes);
  const withSoak = (soakSeconds: number) => ({ ...frozen, steps: [{ ...STEP, soakSeconds }, ...LATER] });

  it('tells the ends as the freeze leaves them', () => {
    const longer = changes(planned(frozen), planned(withSoak(2 * 3600)));
    // The second step falls into the freeze, too, and its soak comes after it.
    expect(longer).toEqual([
      'step 1 (5 %): soak 1 h → 2 h, ends 1 h later',
      'The migration ends 1 h 2 min later.',
    ]);
    const days = changes(planned(frozen), planned({ ...frozen, freeze: { timeZone: 'UTC', windows: [] } }));
    expect(days).toContainEqual(expect.stringMatching(/^The migration ends 2 d \d+ h earlier\.$/));
  });

  it('tells nothing of two plans that were made on different days', () => {
    const later = planned(frozen, [], NOW + 4 * 86_400_000);
    expect(changes(planned(frozen), later)).toEqual([]);
    expect(changes(later, planned(frozen))).toEqual([]);
  });
});
