import type { CheckResult, Finding } from '../../../../../../lambdas/migration/contract/findings.ts';
import { compact } from '../../../../../../lambdas/migration/domain/readiness/compact.ts';
import { joined, uncovered } from '../../../../../../lambdas/migration/domain/readiness/coverage.ts';
import { someSettings } from '../../../../../support/migration/settings.ts';

const finding = (check: string, subject: string, overrides: Partial<Finding> = {}): Finding => ({
  check,
  subject,
  level: 'pass',
  code: 'fine',
  seen: 's',
  why: 'w',
  toDo: '',
  ...overrides,
});
const result = (check: string, ...subjects: string[]): CheckResult => ({
  check,
  findings: subjects.map((subject) => finding(check, subject)),
});
const SETTINGS = someSettings({
  keys: [{ arn: 'arn:key', usedBy: [], roles: [] }],
  databases: [{ identifier: 'shop-db', kind: 'instance', engine: 'postgres', roundTrips: 1, p99BudgetMs: 1 }],
  stateBucket: { name: 'kops-state', create: false, fix: false },
  hooks: { afterStep: { kind: 'function', arn: 'arn:hook', timeLimitSeconds: 60 } },
});
const ALL = {
  dns: result('VerifyDns', 'shop.test', 'cdn.test'),
  alarms: result('VerifyAlarms', 'cluster-5xx'),
  kms: result('VerifyKms', 'arn:key'),
  rds: result('VerifyRds', 'shop-db'),
  bucket: result('ProvisionStateBucket', 'kops-state'),
  hooks: result('VerifyHooks', 'hook afterStep'),
};
/** What is missed where some checks say something else than in `ALL`, or nothing. */
const missed = (others: { readonly [name: string]: CheckResult | undefined } = {}) =>
  uncovered(
    SETTINGS,
    Object.values({ ...ALL, ...others }).filter((check) => check !== undefined),
  ).map(({ level, check, subject, code }) => `${level} ${check} ${subject} ${code}`);

describe('What the settings name', () => {
  it('is covered when every check says something of each', () => {
    expect(missed()).toEqual([]);
  });

  it.each<[string, Parameters<typeof missed>[0], string[]]>([
    [
      'a check that is missing',
      { dns: undefined },
      ['fail VerifyDns shop.test not-checked', 'fail VerifyDns cdn.test not-checked'],
    ],
    ['a check that says nothing', { kms: result('VerifyKms') }, ['fail VerifyKms arn:key not-checked']],
    [
      'a new check that says nothing',
      { cluster: result('VerifyNetwork') },
      ['fail VerifyNetwork VerifyNetwork not-checked'],
    ],
    [
      'a check that forgets a hook',
      { hooks: result('VerifyHooks', 'hook beforeStep') },
      ['fail VerifyHooks hook afterStep not-checked'],
    ],
    [
      'a check that was not asked, though the settings name what it checks',
      { kms: { ...result('VerifyKms'), notAsked: 'No `keys` are configured.' } },
      ['fail VerifyKms arn:key not-checked'],
    ],
    [
      'a check that forgets one',
      { dns: result('VerifyDns', 'shop.test') },
      ['fail VerifyDns cdn.test not-checked'],
    ],
    [
      'a check that speaks of another with a longer name',
      { alarms: result('VerifyAlarms', 'cluster-5xx-2') },
      ['fail VerifyAlarms cluster-5xx not-checked'],
    ],
    [
      'one that speaks of what is another’s',
      { kms: undefined, rds: result('VerifyRds', 'arn:key', 'shop-db') },
      ['fail VerifyKms arn:key not-checked'],
    ],
  ])('is not covered by %s', (_what, others, expected) => {
    expect(missed(others)).toEqual(expected);
  });

  it('is covered where a check says that it was not asked, and nothing is named', () => {
    const notAsked = { ...result('VerifyNetwork'), notAsked: 'No `network` is configured.' };
    expect(missed({ network: notAsked })).toEqual([]);
  });

  it('is covered by what is said of a part of it', () => {
    expect(missed({ alarms: result('VerifyAlarms', 'cluster-5xx (child)') })).toEqual([]);
  });

  describe('whose findings are joined', () => {
    const alarms = Array.from({ length: 12 }, (_, i) => `alarm-${i}`);
    const settings = someSettings({
      alarms: alarms.map((name) => ({ name, arn: name, allowInsufficientData: false })),
    });
    const missedOf = (judged: readonly string[], named: readonly string[] = alarms) => {
      const { findings } = result('VerifyAlarms', ...judged);
      const check = joined('VerifyAlarms', findings, named);
      return uncovered(settings, [ALL.dns, check]).map(({ subject }) => subject);
    };

    it('is covered when each was judged', () => {
      expect(
        joined('VerifyAlarms', result('VerifyAlarms', ...alarms).findings, alarms).findings,
      ).toHaveLength(1);
      expect(missedOf(alarms)).toEqual([]);
    });

    it('is missed where one was not judged, and no other is', () => {
      expect(missedOf(alarms.slice(1))).toEqual(['alarm-0']);
    });

    it('is missed where the check knows of fewer: its stack is older', () => {
      expect(missedOf(alarms.slice(1), alarms.slice(1))).toContain('alarm-0');
    });
  });

  it('is not reported one by one when its check broke', () => {
    const broken = finding('VerifyDns', 'VerifyDns', { level: 'fail', code: 'check-broken' });
    expect(missed({ dns: { check: 'VerifyDns', findings: [broken] } })).toEqual([]);
  });

  it('needs no entry for a check that is new', () => {
    expect(missed({ cluster: result('VerifyCluster', 'masters') })).toEqual([]);
  });
});

describe('Findings that say the same', () => {
  const many = (n: number, overrides: Partial<Finding> = {}) =>
    Array.from({ length: n }, (_, i) => finding('VerifyDns', `name-${i}`, { level: 'fail', ...overrides }));

  it('are reported one by one while they are few', () => {
    expect(compact(many(10))).toHaveLength(10);
  });

  it('become one that names them all when they are many', () => {
    const [one, ...others] = compact([...many(11), finding('VerifyDns', 'z')]);
    expect(others).toEqual([finding('VerifyDns', 'z')]);
    expect(one).toMatchObject({ level: 'fail', subject: 'name-0 and 10 more' });
    expect(one?.seen).toBe(
      `s The same is true of all 11: ${Array.from({ length: 11 }, (_, i) => `name-${i}`).join(', ')}`,
    );
  });

  it('are never mixed with others: neither in level nor in what to do', () => {
    const mixed = [...many(8), ...many(8, { level: 'warn' }), ...many(8, { toDo: 'other' })];
    expect(compact(mixed)).toHaveLength(24);
  });

  it('stay apart when a person may accept them, each by its subject', () => {
    const acceptable = many(12, { level: 'unknown', code: 'routes-of-another-account' });
    expect(compact(acceptable)).toEqual(acceptable);
  });

  it('never take much space', () => {
    const long = Array.from({ length: 10_000 }, (_, i) =>
      finding('VerifyDns', `a-rather-long-name-for-a-shop-${i}.shop.test`),
    );
    expect(JSON.stringify(compact(long)).length).toBeLessThan(10_000);
  });
});
