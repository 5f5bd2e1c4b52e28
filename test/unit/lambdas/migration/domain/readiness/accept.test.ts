import fc from 'fast-check';
import {
  ACCEPTABLE,
  type AcceptableCode,
  type AcceptanceSettings,
} from '../../../../../../lambdas/migration/contract/acceptances.ts';
import { type Finding, LEVELS } from '../../../../../../lambdas/migration/contract/findings.ts';
import { accept, blocksDespite } from '../../../../../../lambdas/migration/domain/readiness/accept.ts';
import { isReady } from '../../../../../../lambdas/migration/domain/readiness/readiness-facts.ts';
import { cases } from '../../../../../support/cases.ts';

const NOW = Date.parse('2027-03-01T12:00:00Z');

const finding = (overrides: Partial<Finding> = {}): Finding => ({
  check: 'VerifyCluster',
  subject: 'main',
  level: 'fail',
  code: 'zone-loss-loses-quorum',
  seen: 's',
  why: 'w',
  toDo: 't',
  ...overrides,
});
const acceptance = (overrides: Partial<AcceptanceSettings> = {}): AcceptanceSettings => ({
  id: 'zone-loss-loses-quorum',
  subject: 'main',
  reason: 'Two zones.',
  until: '2027-06-30',
  ...overrides,
});
const briefly = (findings: readonly Finding[]) =>
  findings.map(({ level, code, subject }) => `${level} ${code} ${subject}`);

describe('An acceptance', () => {
  it('marks its finding, which stays as it is and blocks no more', () => {
    const [accepted, ...others] = accept([finding()], [acceptance()], NOW);
    expect(accepted).toEqual({ ...finding(), accepted: { reason: 'Two zones.', until: '2027-06-30' } });
    expect(others).toEqual([]);
    expect(blocksDespite([acceptance()], finding(), NOW)).toBe(false);
    expect(blocksDespite([], finding(), NOW)).toBe(true);
  });

  it('holds to the end of its day, in UTC', () => {
    const day = [acceptance({ until: '2027-03-01' })];
    expect(isReady({ findings: accept([finding()], day, Date.parse('2027-03-01T23:59:59.999Z')) })).toBe(
      true,
    );
    const after = accept([finding()], day, Date.parse('2027-03-02T00:00:00Z'));
    expect(briefly(after)).toEqual(['fail zone-loss-loses-quorum main', 'fail acceptance-expired main']);
    expect(after[1]?.seen).toContain('Two zones.');
  });

  it.each<[string, Partial<AcceptanceSettings>]>([
    ['another subject', { subject: 'events' }],
    ['a part of the subject', { subject: 'mai' }],
    ['another code', { id: 'routes-of-another-account' }],
    ['another subject, and has expired', { subject: 'events', until: '2027-02-01' }],
  ])('of %s accepts nothing, and is a warning', (_what, overrides) => {
    const judged = accept([finding()], [acceptance(overrides)], NOW);
    expect(briefly(judged)).toEqual([
      'fail zone-loss-loses-quorum main',
      `warn acceptance-unused ${overrides.subject ?? 'main'}`,
    ]);
  });

  it('never accepts a code that is not in the table, nor another level of one that is', () => {
    const forged = { ...acceptance(), id: 'record-missing' } as unknown as AcceptanceSettings;
    expect(isReady({ findings: accept([finding({ code: 'record-missing' })], [forged], NOW) })).toBe(false);
    const denied = finding({ level: 'fail', code: 'routes-of-another-account' });
    const accepted = acceptance({ id: 'routes-of-another-account' });
    expect(isReady({ findings: accept([denied], [accepted], NOW) })).toBe(false);
  });
});

describe('Whatever was found and accepted', () => {
  const subjects = fc.constantFrom('main', 'events', 'pcx-1');
  const acceptable = Object.keys(ACCEPTABLE) as AcceptableCode[];
  const findings = fc.array(
    fc
      .record({
        subject: subjects,
        level: fc.constantFrom(...LEVELS),
        code: fc.constantFrom<string>(...acceptable, 'record-missing', 'constructor'),
      })
      .map(finding),
    { maxLength: 6 },
  );
  const days = fc
    .integer({ min: -3, max: 3 })
    .map((days) => new Date(Date.UTC(2027, 1, 27 + days)).toISOString());
  const acceptances = fc.array(
    fc
      .record({
        id: fc.constantFrom(...acceptable),
        subject: subjects,
        until: days.map((day) => day.slice(0, 10)),
      })
      .map(acceptance),
    { maxLength: 6 },
  );
  const times = fc.integer({ min: Date.UTC(2027, 1, 24), max: Date.UTC(2027, 2, 3) });

  /** By the calendar, not by comparing texts. */
  function isCovered(
    { code, level, subject }: Finding,
    given: readonly AcceptanceSettings[],
    now: number,
  ): boolean {
    return given.some((one) => {
      const [year = 0, month = 0, day = 0] = one.until.split('-').map(Number);
      const endsAt = Date.UTC(year, month - 1, day + 1);
      const takes = ACCEPTABLE[one.id].level;
      return one.id === code && takes === level && one.subject === subject && now < endsAt;
    });
  }

  it('is ready exactly when each failure and each unknown is covered by a valid acceptance', () => {
    fc.assert(
      fc.property(findings, acceptances, times, (found, given, now) => {
        const open = found.filter(
          (one) => (one.level === 'fail' || one.level === 'unknown') && !isCovered(one, given, now),
        );
        expect(isReady({ findings: accept(found, given, now) })).toBe(open.length === 0);
        expect(found.filter((one) => blocksDespite(given, one, now))).toEqual(open);
      }),
      { numRuns: cases(2000) },
    );
  });

  it('keeps every finding as it was, in its place', () => {
    fc.assert(
      fc.property(findings, acceptances, times, (found, given, now) => {
        const judged = accept(found, given, now).slice(0, found.length);
        expect(judged.map(({ accepted: _, ...one }) => one)).toEqual(found);
      }),
    );
  });
});
