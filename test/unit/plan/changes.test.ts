import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import type { JudgedFinding } from '../../../lambdas/migration/domain/readiness/judged-finding.ts';
import { changesBetween } from '../../../plan/against/changes.ts';
import { assessAlone } from '../../../plan/assess/assess.ts';
import type { MigrationPlan, PlanDocument } from '../../../plan/plan-document.ts';
import { someSettings } from '../../support/migration/settings.ts';

const NOW = Date.parse('2027-03-01T00:00:00Z');
const SETTINGS = someSettings();
const [ZONE, OTHER_ZONE] = SETTINGS.zones;
const [STEP, ...LATER] = SETTINGS.steps;

function planned(settings: MigrationSettings, findings: readonly JudgedFinding[] = []): MigrationPlan {
  return { stack: 'Shop', settings, ...assessAlone(settings, NOW), findings };
}

function document(...migrations: readonly MigrationPlan[]): PlanDocument {
  return { schema: 'kops-cutover.plan/1', plannedAt: '', snapshot: '', migrations, overlaps: [] };
}

function told(settings: MigrationSettings): readonly string[] {
  const [changed] = changesBetween(document(planned(SETTINGS)), document(planned(settings)));
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
    ['step 1 (5 %): soak 1 h → 13 h', 'It ends 12 h later after its start.'],
  ],
  [
    'an approval',
    { steps: [{ ...STEP, approval: !STEP.approval }, ...LATER] },
    ['step 1 (5 %): now waits for approval after its soak'],
  ],
  [
    'a step more',
    { steps: [STEP, { percent: 10, soakSeconds: 7200, approval: true }, ...LATER] },
    ['A new step 2 at 10 %: soak 2 h, then a person approves.'],
  ],
  ['a step less', { steps: LATER }, ['The step at 5 % is gone.']],
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
    'a zone less',
    { zones: [ZONE] },
    [expect.stringMatching(/^zone cdn\.test is left out, with img\.cdn\.test$/)],
  ],
  [
    "a zone's role",
    { zones: [{ ...ZONE, role: { arn: 'arn:aws:iam::444455556666:role/dns' } }, OTHER_ZONE] },
    [expect.stringContaining('zones shop.test role: nothing → {"arn":"arn:aws:iam::444455556666:role/dns"}')],
  ],
  [
    'an alarm for another',
    { alarms: SETTINGS.alarms.map((each) => ({ ...each, name: 'cluster-latency' })) },
    [
      expect.stringMatching(/^alarm .* does not roll back any more$/),
      'alarm cluster-latency rolls back, too',
    ],
  ],
  ['the TTL', { ttlSeconds: SETTINGS.ttlSeconds + 60 }, ['TTL while the migration runs: 1 min → 2 min']],
  [
    'the time-out of holds',
    { holdTimeoutSeconds: 172_800 },
    [expect.stringMatching(/^how long a hold waits for a decision: .* → 2 d$/)],
  ],
  [
    'the drain',
    { drain: { ...SETTINGS.drain, minimumStaySeconds: SETTINGS.drain.minimumStaySeconds + 86_400 } },
    [expect.stringMatching(/^drain minimumStay: /), 'It ends 1 d later after its start.'],
  ],
  [
    'the target',
    { target: { kind: 'addresses', ipv4: ['203.0.113.9'], ipv6: [] } },
    expect.arrayContaining(["the kind of the cluster's target: load-balancer → addresses"]) as never,
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
];

describe('two plans', () => {
  it.each(CHANGES)('that differ by %s: only that is told', (_what, change, changes) => {
    const seen = told({ ...SETTINGS, ...change });
    // A share or a step alone moves the end, by as much as is written and waited for.
    const words = seen.filter((text) => !text.startsWith('It ends') || changes.includes(text));
    expect(words.filter((text) => !/^It ends/.test(text) || changes.length > 1)).toEqual(changes);
  });

  it('miss no setting: whatever differs, something is told', () => {
    for (const key of Object.keys(SETTINGS) as (keyof MigrationSettings)[]) {
      if (key === 'migration' || key === 'steps') continue;
      const { [key]: _, ...rest } = SETTINGS;
      expect([
        key,
        changesBetween(
          document(planned(SETTINGS)),
          document({ ...planned(SETTINGS), settings: rest as never }),
        ),
      ]).not.toEqual([key, []]);
    }
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

  it('mean the same in whatever order things stand', () => {
    const turned = {
      ...SETTINGS,
      zones: SETTINGS.zones.toReversed().map((zone) => ({ ...zone, records: zone.records.toReversed() })),
    };
    expect(told(turned)).toEqual([]);
  });
});
