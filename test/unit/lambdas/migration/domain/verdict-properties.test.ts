import fc from 'fast-check';
import type { SoakVerdict } from '../../../../../lambdas/migration/contract/payloads.ts';
import type { AlarmEvidence } from '../../../../../lambdas/migration/domain/alarm-grounds.ts';
import type { Counted } from '../../../../../lambdas/migration/domain/counted.ts';
import { type DrainEvidence, judgeDrain } from '../../../../../lambdas/migration/domain/drain-verdict.ts';
import type { Decline } from '../../../../../lambdas/migration/domain/own-history.ts';
import { judgeSoak, type SoakEvidence } from '../../../../../lambdas/migration/domain/soak-verdict.ts';
import { cases } from '../../../../support/cases.ts';
import {
  drainEvidence,
  drainSettings,
  from,
  soakEvidence,
  soakSettings,
} from '../../../../support/migration/any-evidence.ts';
import { goodSoak, quietAlarm } from '../../../../support/migration/evidence.ts';

/** A pass is better than waiting or asking, and those are better than rolling back. */
const RANK: Record<SoakVerdict['verdict'], number> = { pass: 0, inconclusive: 1, again: 1, hold: 1, fail: 2 };

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

/** Requests that legacy lost for certain; none where that is unknown. */
function leastLost(decline: Decline | undefined): number {
  return decline?.known ? decline.expected.least - decline.had : Number.NaN;
}

/** By the counts of both sides where they can be compared, or else by what legacy lost (0–1). */
function certainShare({ cluster, legacy, decline }: SoakEvidence): number {
  const units = (counted: readonly Counted[]) =>
    counted.flatMap((each) => (each.known && each.unit === 'connection' ? 1 : [])).length > 0;
  const isKnown = !Number.isNaN(sum(cluster) + sum(legacy));
  if (isKnown && units(cluster) === units(legacy)) return sum(cluster) / (sum(cluster) + sum(legacy));
  return decline?.whole.known ? decline.whole.lost.least / 100 : Number.NaN;
}

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
        const isCounted = !Number.isNaN(sum(evidence.cluster));
        const came = isCounted ? sum(evidence.cluster) : leastLost(evidence.decline?.whole);
        const cameLast = isCounted ? sum(evidence.recent.cluster) : leastLost(evidence.decline?.recent);
        expect(came).toBeGreaterThanOrEqual(soak.minimumRequests);
        expect(cameLast).toBeGreaterThan(0);
        if (soak.minimumShareSeen === 0) return;
        // The weights may be off the share asked for by a little: at most one part in 510.
        const least = (evidence.step.percent / 100 - 1 / 510) * soak.minimumShareSeen;
        expect(certainShare(evidence)).toBeGreaterThanOrEqual(least);
      }),
      { numRuns: cases(3000) },
    );
    expect(passes).toBeGreaterThan(cases(50));
  });

  it('one more bad sign never improves the verdict', () => {
    const spoils: readonly Spoil<SoakEvidence>[] = [
      ...spoilWatch.map(
        (spoil): Spoil<SoakEvidence> =>
          (e) => ({ ...e, ...spoil(e) }),
      ),
      // What legacy lost is known only of a cluster that nothing counts, by design.
      ({ decline: _, ...e }) => ({ ...e, cluster: [...e.cluster, unknown] }),
      (e) => ({ ...e, step: { ...e.step, approval: true } }),
    ];
    fc.assert(
      fc.property(soakEvidence, soakSettings, fc.constantFrom(...spoils), (evidence, soak, spoil) => {
        const before = RANK[judgeSoak(evidence, soak).verdict];
        const after = RANK[judgeSoak(spoil(evidence), soak).verdict];
        return after >= Math.max(before, 1);
      }),
      { numRuns: cases(3000) },
    );
  });

  it('does not pass for lack of anything to look at', () => {
    fc.assert(
      fc.property(
        soakEvidence,
        soakSettings,
        fc.constantFrom('alarms', 'zones', 'cluster'),
        // What legacy lost would be something to look at where nothing counts the cluster.
        ({ decline: _, ...e }, soak, what) => {
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
      { numRuns: cases(1000) },
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
        const { decline } = evidence;
        const left = decline?.known ? 100 - decline.lost.least : Number.NaN;
        expect(sum(evidence.legacy) <= drain.quietRequests || left <= drain.quietPercent).toBe(true);
        expect((evidence.now - from) / 1000).toBeGreaterThanOrEqual(drain.minimumStaySeconds);
      }),
      { numRuns: cases(3000) },
    );
    expect(passes).toBeGreaterThan(cases(50));
  });

  it('one more bad sign never improves the verdict', () => {
    const spoils: readonly Spoil<DrainEvidence>[] = [
      ...spoilWatch.map(
        (spoil): Spoil<DrainEvidence> =>
          (e) => ({ ...e, ...spoil(e) }),
      ),
      (e) => ({ ...e, legacy: [...e.legacy, unknown] }),
      ({ decline: _, ...e }) => ({
        ...e,
        legacy: [{ known: true, source: 'l', requests: 1_000_000, unit: 'request' }],
      }),
      (e) => ({ ...e, legacy: [] }),
    ];
    fc.assert(
      fc.property(drainEvidence, drainSettings, fc.constantFrom(...spoils), (evidence, drain, spoil) => {
        const before = RANK[judgeDrain(evidence, drain).verdict];
        const after = RANK[judgeDrain(spoil(evidence), drain).verdict];
        return after >= Math.max(before, 1);
      }),
      { numRuns: cases(3000) },
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
      { numRuns: cases(2000) },
    );
  });
});
