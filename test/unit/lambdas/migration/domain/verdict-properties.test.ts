import fc from 'fast-check';
import type { VerdictName } from '../../../../../lambdas/migration/contract/payloads.ts';
import { ALARM_STATES } from '../../../../../lambdas/migration/domain/alarm.ts';
import type { AlarmEvidence } from '../../../../../lambdas/migration/domain/alarm-grounds.ts';
import type { Counted } from '../../../../../lambdas/migration/domain/counted.ts';
import { type DrainEvidence, judgeDrain } from '../../../../../lambdas/migration/domain/drain-verdict.ts';
import { judgeSoak, type SoakEvidence } from '../../../../../lambdas/migration/domain/soak-verdict.ts';
import type { ZoneEvidence } from '../../../../../lambdas/migration/domain/zone-grounds.ts';
import { anAlarm, goodDrain, goodSoak, quietAlarm } from '../../../../support/migration/evidence.ts';

const from = Date.parse('2027-03-01T00:00:00Z');
const iso = (ms: number) => new Date(ms).toISOString();

const state = fc.constantFrom(...ALARM_STATES);
const unread = fc.constant({ known: false as const, why: 'Throttling: later' });
const goodAlarm = fc.constant(quietAlarm());
const anyRead = fc.oneof(
  unread,
  fc.constant({ known: true as const, value: undefined }),
  state.map((value) => ({ known: true as const, value: anAlarm({ state: value }) })),
);
const anyAlarm: fc.Arbitrary<AlarmEvidence> = fc.record({
  name: fc.constantFrom('a', 'b'),
  allowInsufficientData: fc.boolean(),
  alarm: anyRead,
  beneath: fc.array(fc.record({ name: fc.constantFrom('c', 'd'), alarm: anyRead }), { maxLength: 2 }),
  transitions: fc.oneof(
    unread,
    fc
      .array(fc.record({ minute: fc.integer({ min: 0, max: 59 }), from: state, to: state }), { maxLength: 4 })
      .map((changes) => ({
        known: true as const,
        value: changes
          .toSorted((a, b) => a.minute - b.minute)
          .map(({ minute, ...rest }) => ({ at: iso(from + minute * 60_000), reason: '', ...rest })),
      })),
  ),
});
const anyZone: fc.Arbitrary<ZoneEvidence> = fc.record({
  zone: fc.constant('shop.test.'),
  foreign: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(fc.string(), { minLength: 1 })),
});
const unknownCount = fc.constant<Counted>({ known: false, source: 'x', why: 'not found' });
const anyCount: fc.Arbitrary<Counted> = fc.oneof(
  unknownCount,
  fc.record({
    known: fc.constant(true as const),
    source: fc.constant('x'),
    requests: fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 100_000 })),
    unit: fc.constantFrom('request' as const, 'request' as const, 'connection' as const),
  }),
);
/** Mostly good, so that a fair part of all evidence passes. */
const mostly = <T>(good: fc.Arbitrary<T>, any: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: good }, any);

const soakEvidence: fc.Arbitrary<SoakEvidence> = fc
  .record({
    alarms: fc.array(mostly(goodAlarm, anyAlarm), { maxLength: 3 }),
    zones: fc.array(mostly(fc.constant<ZoneEvidence>({ zone: 'z', foreign: [] }), anyZone), { maxLength: 3 }),
    cluster: mostly(fc.constant([...goodSoak().cluster]), fc.array(anyCount, { maxLength: 2 })),
    legacy: mostly(fc.constant([...goodSoak().legacy]), fc.array(anyCount, { maxLength: 2 })),
    recent: fc.record({
      from: fc.constant(goodSoak().recent.from),
      cluster: mostly(fc.constant([...goodSoak().recent.cluster]), fc.array(anyCount, { maxLength: 2 })),
    }),
    extensions: fc.nat({ max: 4 }),
    last: fc.boolean(),
    step: fc.record({
      percent: fc.constantFrom(0.5, 5, 33, 100),
      soakSeconds: fc.constant(3600),
      approval: fc.boolean(),
    }),
  })
  .map(goodSoak);
const soakSettings = fc.record({
  minimumRequests: fc.integer({ min: 0, max: 300 }),
  minimumShareSeen: fc.constantFrom(0, 0.5, 1),
  maximumExtensions: fc.nat({ max: 4 }),
  extensionSeconds: fc.integer({ min: 60, max: 86_400 }),
});

const drainEvidence: fc.Arbitrary<DrainEvidence> = fc
  .record({
    now: fc.integer({ min: 0, max: 20 * 24 }).map((hours) => from + hours * 3_600_000),
    alarms: fc.array(mostly(goodAlarm, anyAlarm), { maxLength: 3 }),
    zones: fc.array(mostly(fc.constant<ZoneEvidence>({ zone: 'z', foreign: [] }), anyZone), { maxLength: 3 }),
    legacy: mostly(fc.constant([...goodDrain().legacy]), fc.array(anyCount, { maxLength: 2 })),
  })
  .map(goodDrain);
const drainSettings = fc.record({
  minimumStaySeconds: fc.integer({ min: 0, max: 3 * 86_400 }),
  quietRequests: fc.nat({ max: 200 }),
  quietWindowSeconds: fc.integer({ min: 60, max: 86_400 }),
  maximumStaySeconds: fc.integer({ min: 4 * 86_400, max: 14 * 86_400 }),
});

/** A pass is better than waiting or asking, and those are better than rolling back. */
const RANK: Record<VerdictName, number> = { pass: 0, inconclusive: 1, hold: 1, fail: 2 };

/** True when the alarm was read, exists, watched all the time and never fired, and so what it rests on, which may fire. */
function alarmIsGood({ alarm, beneath, transitions, allowInsufficientData }: AlarmEvidence): boolean {
  for (const { alarm: child } of beneath) {
    if (!child.known || !child.value) return false;
    if (child.value.state === 'INSUFFICIENT_DATA' && !allowInsufficientData) return false;
  }
  if (!alarm.known || !alarm.value || !transitions.known) return false;
  const states = [alarm.value.state, ...transitions.value.flatMap((change) => [change.from, change.to])];
  return !states.includes('ALARM') && (allowInsufficientData || alarm.value.state === 'OK');
}

const watchIsGood = ({ alarms, zones }: Pick<SoakEvidence, 'alarms' | 'zones'>): boolean =>
  alarms.length > 0 &&
  alarms.every(alarmIsGood) &&
  zones.length > 0 &&
  zones.every(({ foreign }) => foreign.length === 0);

const sum = (counted: readonly Counted[]): number =>
  counted.length === 0
    ? Number.NaN
    : counted.reduce((all, one) => all + (one.known ? one.requests : Number.NaN), 0);

type Spoil<T> = (evidence: T) => T;
const badAlarm = (value: 'ALARM' | 'INSUFFICIENT_DATA') => quietAlarm({ name: 'bad', state: value });
const spoilWatch: readonly Spoil<Pick<SoakEvidence, 'alarms' | 'zones'>>[] = [
  (e) => ({ ...e, alarms: [...e.alarms, badAlarm('ALARM')] }),
  (e) => ({ ...e, alarms: [...e.alarms, badAlarm('INSUFFICIENT_DATA')] }),
  (e) => ({ ...e, alarms: [...e.alarms, { ...quietAlarm(), alarm: { known: true, value: undefined } }] }),
  (e) => ({
    ...e,
    alarms: [
      ...e.alarms,
      { ...quietAlarm(), beneath: [{ name: 'c', alarm: { known: true, value: undefined } }] },
    ],
  }),
  (e) => ({ ...e, alarms: [...e.alarms, { ...quietAlarm(), transitions: { known: false, why: 'x' } }] }),
  (e) => ({ ...e, zones: [...e.zones, { zone: 'z', foreign: ['www holds something else'] }] }),
];
const unknown: Counted = { known: false, source: 'x', why: 'gone' };

describe('whatever was seen in a soak', () => {
  it('never passes with anything missing, unknown or bad', () => {
    let passes = 0;
    fc.assert(
      fc.property(soakEvidence, soakSettings, (evidence, soak) => {
        if (judgeSoak(evidence, soak).verdict !== 'pass') return;
        passes++;
        expect(watchIsGood(evidence)).toBe(true);
        expect(evidence.step.approval).toBe(false);
        expect(sum(evidence.cluster)).toBeGreaterThanOrEqual(soak.minimumRequests);
        expect(sum(evidence.recent.cluster)).toBeGreaterThan(0);
        if (soak.minimumShareSeen === 0) return;
        const share = sum(evidence.cluster) / (sum(evidence.cluster) + sum(evidence.legacy));
        // The weights may be off the share asked for by a little: at most one part in 510.
        const least = (evidence.step.percent / 100 - 1 / 510) * soak.minimumShareSeen;
        expect(share).toBeGreaterThanOrEqual(least);
      }),
      { numRuns: 3000 },
    );
    expect(passes).toBeGreaterThan(50);
  });

  it('one more bad sign never improves the verdict', () => {
    const spoils: readonly Spoil<SoakEvidence>[] = [
      ...spoilWatch.map(
        (spoil): Spoil<SoakEvidence> =>
          (e) => ({ ...e, ...spoil(e) }),
      ),
      (e) => ({ ...e, cluster: [...e.cluster, unknown] }),
      (e) => ({ ...e, step: { ...e.step, approval: true } }),
    ];
    fc.assert(
      fc.property(soakEvidence, soakSettings, fc.constantFrom(...spoils), (evidence, soak, spoil) => {
        const before = RANK[judgeSoak(evidence, soak).verdict];
        const after = RANK[judgeSoak(spoil(evidence), soak).verdict];
        return after >= Math.max(before, 1);
      }),
      { numRuns: 3000 },
    );
  });

  it('does not pass for lack of anything to look at', () => {
    fc.assert(
      fc.property(
        soakEvidence,
        soakSettings,
        fc.constantFrom('alarms', 'zones', 'cluster'),
        (e, soak, what) => {
          expect(judgeSoak({ ...e, [what]: [] }, soak).verdict).not.toBe('pass');
        },
      ),
    );
  });

  it('is extended at most as often as is allowed, each time into the future, and always with a reason', () => {
    fc.assert(
      fc.property(fc.array(soakEvidence, { minLength: 6, maxLength: 6 }), soakSettings, (seen, soak) => {
        let soakUntil = goodSoak().soakUntil;
        let extensions = 0;
        for (const evidence of seen) {
          const now = Date.parse(soakUntil) + 1;
          const judged = judgeSoak({ ...evidence, now, soakUntil, extensions }, soak);
          if (judged.reasons.length === 0) return false;
          if (judged.verdict !== 'inconclusive') return true;
          if (Date.parse(judged.soakUntil) <= now) return false;
          soakUntil = judged.soakUntil;
          extensions++;
          if (extensions > soak.maximumExtensions) return false;
        }
        return true;
      }),
      { numRuns: 1000 },
    );
  });
});

describe('whatever was seen in a drain', () => {
  it('never passes unless everything is known, good, quiet and long enough', () => {
    let passes = 0;
    fc.assert(
      fc.property(drainEvidence, drainSettings, (evidence, drain) => {
        if (judgeDrain(evidence, drain).verdict !== 'pass') return;
        passes++;
        expect(watchIsGood(evidence)).toBe(true);
        expect(sum(evidence.legacy)).toBeLessThanOrEqual(drain.quietRequests);
        expect((evidence.now - from) / 1000).toBeGreaterThanOrEqual(drain.minimumStaySeconds);
      }),
      { numRuns: 3000 },
    );
    expect(passes).toBeGreaterThan(50);
  });

  it('one more bad sign never improves the verdict', () => {
    const spoils: readonly Spoil<DrainEvidence>[] = [
      ...spoilWatch.map(
        (spoil): Spoil<DrainEvidence> =>
          (e) => ({ ...e, ...spoil(e) }),
      ),
      (e) => ({ ...e, legacy: [...e.legacy, unknown] }),
      (e) => ({ ...e, legacy: [{ known: true, source: 'l', requests: 1_000_000, unit: 'request' }] }),
      (e) => ({ ...e, legacy: [] }),
    ];
    fc.assert(
      fc.property(drainEvidence, drainSettings, fc.constantFrom(...spoils), (evidence, drain, spoil) => {
        const before = RANK[judgeDrain(evidence, drain).verdict];
        const after = RANK[judgeDrain(spoil(evidence), drain).verdict];
        return after >= Math.max(before, 1);
      }),
      { numRuns: 3000 },
    );
  });

  it('measured again only later, and not for ever', () => {
    fc.assert(
      fc.property(drainEvidence, drainSettings, (evidence, drain) => {
        const { verdict, waitUntil } = judgeDrain(evidence, drain);
        if (verdict !== 'inconclusive') return;
        expect(Date.parse(waitUntil)).toBeGreaterThan(evidence.now);
        expect(Date.parse(waitUntil)).toBeLessThanOrEqual(from + drain.maximumStaySeconds * 1000);
      }),
      { numRuns: 2000 },
    );
  });
});
