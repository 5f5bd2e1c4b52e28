/** Evidence of soaks and drains, good and bad, for properties. */
import fc from 'fast-check';
import { ALARM_STATES } from '../../../lambdas/migration/domain/alarm.ts';
import type { AlarmEvidence } from '../../../lambdas/migration/domain/alarm-grounds.ts';
import type { Counted } from '../../../lambdas/migration/domain/counted.ts';
import type { DrainEvidence } from '../../../lambdas/migration/domain/drain-verdict.ts';
import type { Decline } from '../../../lambdas/migration/domain/own-history.ts';
import type { SoakEvidence } from '../../../lambdas/migration/domain/soak-verdict.ts';
import type { ZoneEvidence } from '../../../lambdas/migration/domain/zone-grounds.ts';
import { anAlarm, goodDrain, goodSoak, quietAlarm } from './evidence.ts';

export const from = Date.parse('2027-03-01T00:00:00Z');
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
const anyDecline: fc.Arbitrary<Decline> = fc.oneof(
  fc.constant<Decline>({ known: false, why: 'too few weeks' }),
  fc
    .tuple(
      fc.integer({ min: 0, max: 10_000 }),
      fc.integer({ min: 1, max: 10_000 }),
      fc.float({ min: 1, max: 2, noNaN: true }),
    )
    .map(([had, likely, reach]): Decline => {
      const expected = { least: likely / reach, likely, most: likely * reach };
      const lostOf = (from: number) => 100 * (1 - had / from);
      const lost = { least: lostOf(expected.least), likely: lostOf(likely), most: lostOf(expected.most) };
      return { known: true, unit: 'request', had, expected, lost, weeks: 8 };
    }),
);
/** Mostly good, so that a fair part of all evidence passes. */
const mostly = <T>(good: fc.Arbitrary<T>, any: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: good }, any);

export const soakEvidence: fc.Arbitrary<SoakEvidence> = fc
  .record({
    alarms: fc.array(mostly(goodAlarm, anyAlarm), { maxLength: 3 }),
    zones: fc.array(mostly(fc.constant<ZoneEvidence>({ zone: 'z', foreign: [] }), anyZone), { maxLength: 3 }),
    cluster: mostly(fc.constant([...goodSoak().cluster]), fc.array(anyCount, { maxLength: 2 })),
    legacy: mostly(fc.constant([...goodSoak().legacy]), fc.array(anyCount, { maxLength: 2 })),
    decline: fc.option(fc.record({ whole: anyDecline, recent: anyDecline }), { nil: undefined }),
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
  .map(({ decline, ...others }) => goodSoak({ ...others, ...(decline && { decline }) }));
export const soakSettings = fc.record({
  minimumRequests: fc.integer({ min: 0, max: 300 }),
  minimumShareSeen: fc.constantFrom(0, 0.5, 1),
  maximumExtensions: fc.nat({ max: 4 }),
  extensionSeconds: fc.integer({ min: 60, max: 86_400 }),
});

export const drainEvidence: fc.Arbitrary<DrainEvidence> = fc
  .record({
    now: fc.integer({ min: 0, max: 20 * 24 }).map((hours) => from + hours * 3_600_000),
    alarms: fc.array(mostly(goodAlarm, anyAlarm), { maxLength: 3 }),
    zones: fc.array(mostly(fc.constant<ZoneEvidence>({ zone: 'z', foreign: [] }), anyZone), { maxLength: 3 }),
    legacy: mostly(fc.constant([...goodDrain().legacy]), fc.array(anyCount, { maxLength: 2 })),
    decline: anyDecline,
  })
  .map(goodDrain);
export const drainSettings = fc.record({
  minimumStaySeconds: fc.integer({ min: 0, max: 3 * 86_400 }),
  quietRequests: fc.nat({ max: 200 }),
  quietPercent: fc.constantFrom(0, 0.1, 5),
  quietWindowSeconds: fc.integer({ min: 60, max: 86_400 }),
  maximumStaySeconds: fc.integer({ min: 4 * 86_400, max: 14 * 86_400 }),
});
