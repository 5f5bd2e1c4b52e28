import type { VerdictName } from '../../../../../lambdas/migration/contract/payloads.ts';
import type { DrainSettings } from '../../../../../lambdas/migration/contract/settings.ts';
import type { AlarmEvidence } from '../../../../../lambdas/migration/domain/alarm-grounds.ts';
import {
  type DrainEvidence,
  drainWatchedFrom,
  firstMeasurement,
  judgeDrain,
} from '../../../../../lambdas/migration/domain/drain-verdict.ts';
import type { Decline } from '../../../../../lambdas/migration/domain/own-history.ts';
import { anAlarm, change, goodDrain, quietAlarm, requests } from '../../../../support/migration/evidence.ts';

const DAY = 86_400;
const DRAIN: DrainSettings = {
  minimumStaySeconds: 86_400,
  quietRequests: 10,
  quietPercent: 0,
  quietWindowSeconds: 3600,
  maximumStaySeconds: 7 * 86_400,
};
const judge = (overrides: Partial<DrainEvidence>, drain = DRAIN) => judgeDrain(goodDrain(overrides), drain);
const at = (text: string) => Date.parse(text);
const firing = { ...quietAlarm(), alarm: { known: true, value: anAlarm({ state: 'ALARM' }) } as const };

describe('the verdict on the drain', () => {
  it('passes when legacy is quiet, has stayed long enough, and nothing fired', () => {
    expect(judge({})).toEqual({
      verdict: 'pass',
      legacy: [],
      waitUntil: '2027-03-03T00:00:00Z',
      reasons: [
        'Alarm cluster-5xx was never in ALARM from 2027-03-01T00:00:00Z to 2027-03-03T00:00:00Z.',
        'Zone shop.test. is as this migration wrote it.',
        'Legacy has been kept for 2 d; the minimum is 1 d.',
        'Legacy had 3 requests on legacy in 1 h; quiet means at most 10 requests.',
      ],
    });
  });

  it('calls exactly the most that is quiet quiet', () => {
    expect(judge({ legacy: [requests('a', 6), requests('b', 4)] }).verdict).toBe('pass');
    expect(judge({ legacy: [requests('a', 6), requests('b', 5)] }).verdict).toBe('inconclusive');
  });

  it.each<[string, Partial<DrainEvidence>, VerdictName, string]>([
    [
      'legacy is not known',
      { legacy: [{ known: false, source: 'l', why: 'there is no such load balancer' }] },
      'inconclusive',
      'Requests on legacy are unknown: l: there is no such load balancer',
    ],
    ['nothing counts legacy', { legacy: [] }, 'inconclusive', 'no metric counts them'],
    [
      'the minimum stay is not over',
      { now: at('2027-03-01T23:59:59Z') },
      'inconclusive',
      'Legacy has been kept for 23 h 59 min; the minimum is 1 d.',
    ],
    ['an alarm fires', { alarms: [firing] }, 'fail', 'is in ALARM'],
    [
      'an alarm fired since the records were retired',
      {
        alarms: [{ ...quietAlarm(), transitions: { known: true, value: [change('00:10', 'ALARM', 'OK')] } }],
      },
      'fail',
      'fired',
    ],
    ['somebody else wrote', { zones: [{ zone: 'shop.test.', foreign: ['x'] }] }, 'hold', 'somebody else'],
    [
      'it stayed too long',
      { legacy: [requests('legacy', 11)], now: at('2027-03-08T00:00:00Z') },
      'hold',
      'Legacy has been kept for 7 d; the maximum is 7 d.',
    ],
  ])('when %s', (_what, overrides, verdict, reason) => {
    const judged = judge(overrides);
    expect(judged.verdict).toBe(verdict);
    expect(judged.reasons.join('\n')).toContain(reason);
  });

  describe('asked for what is left of its own past', () => {
    const asked = { ...DRAIN, quietPercent: 0.5 };
    const busy = { legacy: [requests('legacy', 50)] };
    const left = (most: number): Decline => ({
      known: true,
      unit: 'request',
      had: 50,
      expected: { least: 9000, likely: 10_000, most: 11_000 },
      lost: { least: 100 - most, likely: 99.5, most: 99.6 },
      weeks: 8,
    });

    it('is quiet with little of it, however many requests that is', () => {
      const judged = judge({ ...busy, decline: left(0.5) }, asked);
      expect(judged.verdict).toBe('pass');
      expect(judged.reasons.join('\n')).toContain(
        'quiet means at most 10 requests. Quiet also means at most 0.5 % of what its own past predicts; it had up to 0.5 %. Legacy had 50 requests, 99.5 % fewer than the 10,000 expected',
      );
    });

    it.each<[string, Decline, string]>([
      ['more than that for certain', left(0.51), 'it had up to 0.51 %'],
      ['an unknown part', { known: false, why: 'too few weeks' }, 'which is unknown: too few weeks'],
    ])('is not quiet with %s', (_what, decline, reason) => {
      const judged = judge({ ...busy, decline }, asked);
      expect(judged.verdict).toBe('inconclusive');
      expect(judged.reasons.join('\n')).toContain(reason);
    });

    it('is quiet with few requests, whatever its past was', () => {
      expect(judge({ decline: left(50) }, asked).verdict).toBe('pass');
    });
  });

  it('passes after the longest stay too, if legacy is quiet at last', () => {
    expect(judge({ now: at('2027-03-20T00:00:00Z') }).verdict).toBe('pass');
  });

  it('lets an alarm weigh more than a foreign write, and that more than noise', () => {
    const zones = [{ zone: 'shop.test.', foreign: ['x'] }];
    expect(judge({ zones, alarms: [firing], legacy: [] }).verdict).toBe('fail');
    expect(judge({ zones, legacy: [] }).verdict).toBe('hold');
  });
});

describe('a stay that outlasts what CloudWatch knows of an alarm', () => {
  const LONG = { ...DRAIN, minimumStaySeconds: 30 * DAY, maximumStaySeconds: 60 * DAY };
  const retiredAt = '2027-03-01T00:00:00Z';

  it('is measured so often that each measurement sees back to the one before', () => {
    let now = at(retiredAt);
    let next = now + firstMeasurement(LONG) * 1000;
    const measured: string[] = [];
    for (;;) {
      expect(at(drainWatchedFrom(retiredAt, next))).toBeLessThanOrEqual(now);
      now = next;
      const judged = judge({ now }, LONG);
      measured.push(judged.verdict);
      if (judged.verdict !== 'inconclusive') break;
      next = at(judged.waitUntil);
    }
    expect(measured).toEqual(['inconclusive', 'inconclusive', 'pass']);
    expect(now).toBe(at('2027-03-31T00:00:00Z'));
  });

  it('passes on what is known, and says since when', () => {
    const judged = judge({ now: at('2027-03-31T00:00:00Z') }, LONG);
    expect(judged.verdict).toBe('pass');
    expect(judged.reasons[0]).toBe(
      'Alarm cluster-5xx was never in ALARM from 2027-03-17T00:00:00Z to 2027-03-31T00:00:00Z.',
    );
  });

  it('asks of an alarm that it saw half of that', () => {
    const now = at('2027-03-31T00:00:00Z');
    const blindUntil = (text: string): AlarmEvidence => ({
      ...quietAlarm(),
      transitions: {
        known: true,
        value: [{ at: text, from: 'INSUFFICIENT_DATA', to: 'OK', reason: '' }],
      },
    });
    expect(judge({ now, alarms: [blindUntil('2027-03-24T00:00:00Z')] }, LONG).verdict).toBe('pass');
    expect(judge({ now, alarms: [blindUntil('2027-03-24T00:00:01Z')] }, LONG).verdict).toBe('inconclusive');
  });
});

describe('the next measurement', () => {
  const noisy = { legacy: [requests('legacy', 11)] };

  it('is within thirteen days, however rarely legacy is measured', () => {
    const rarely = { ...DRAIN, quietWindowSeconds: 30 * DAY, maximumStaySeconds: 90 * DAY };
    expect(judge(noisy, rarely).waitUntil).toBe('2027-03-16T00:00:00Z');
  });

  it('is when the minimum stay is over, if it is not', () => {
    expect(judge({ now: at('2027-03-01T12:00:00Z') }).waitUntil).toBe('2027-03-02T00:00:00Z');
  });

  it('is a quiet window later', () => {
    const long = { ...DRAIN, quietWindowSeconds: 6 * 3600 };
    expect(judge(noisy, long).waitUntil).toBe('2027-03-03T06:00:00Z');
  });

  it('is never after the longest stay, when a person is asked', () => {
    const now = at('2027-03-07T23:30:00Z');
    expect(judge({ ...noisy, now }).waitUntil).toBe('2027-03-08T00:00:00Z');
  });

  it('comes at most about a hundred times, however short the window', () => {
    const drain = { ...DRAIN, quietWindowSeconds: 60, maximumStaySeconds: 90 * 86_400 };
    let now = at('2027-03-02T00:00:00Z');
    let measurements = 0;
    for (;;) {
      const judged = judge({ ...noisy, now }, drain);
      measurements++;
      if (judged.verdict !== 'inconclusive') break;
      expect(at(judged.waitUntil)).toBeGreaterThan(now);
      now = at(judged.waitUntil);
    }
    expect(measurements).toBeGreaterThan(50);
    expect(measurements).toBeLessThanOrEqual(101);
  });
});
