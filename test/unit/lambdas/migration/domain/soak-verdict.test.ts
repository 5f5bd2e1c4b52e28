import type { VerdictName } from '../../../../../lambdas/migration/contract/payloads.ts';
import type { SoakSettings } from '../../../../../lambdas/migration/contract/settings.ts';
import type { Counted } from '../../../../../lambdas/migration/domain/counted.ts';
import type { Decline } from '../../../../../lambdas/migration/domain/own-history.ts';
import { judgeSoak, type SoakEvidence } from '../../../../../lambdas/migration/domain/soak-verdict.ts';
import { anAlarm, change, goodSoak, quietAlarm, requests } from '../../../../support/migration/evidence.ts';

const SOAK: SoakSettings = {
  minimumRequests: 100,
  minimumShareSeen: 0.5,
  maximumExtensions: 2,
  extensionSeconds: 1800,
};
const judge = (overrides: Partial<SoakEvidence>, soak = SOAK) => judgeSoak(goodSoak(overrides), soak);
const firing = { ...quietAlarm(), alarm: { known: true, value: anAlarm({ state: 'ALARM' }) } as const };
const foreign = [{ zone: 'shop.test.', foreign: ['www.shop.test holds A 203.0.113.9'] }];
const approval = { percent: 5, soakSeconds: 3600, approval: true };

describe('the verdict on a soak', () => {
  it('passes with everything that it rests on', () => {
    expect(judge({})).toEqual({
      verdict: 'pass',
      last: false,
      resume: 'NextStep',
      extensions: 0,
      soakUntil: '2027-03-01T01:00:00Z',
      reasons: [
        'Alarm cluster-5xx was never in ALARM from 2027-03-01T00:00:00Z to 2027-03-01T01:00:01Z.',
        'Zone shop.test. is as this migration wrote it.',
        'The cluster had 500 requests on ingress; at least 100 requests are required.',
        'In the last 15 min the cluster had 125 requests on ingress.',
        '5 % of 10,000 requests reached the cluster. Its weight is 5 %; at least 2.5 % is required.',
      ],
    });
  });

  it('after the last step continues with the retirement of the records', () => {
    expect(judge({ last: true })).toMatchObject({
      verdict: 'pass',
      last: true,
      resume: 'RetireLegacyRecords',
    });
  });

  it.each<[string, Partial<SoakEvidence>, VerdictName, string]>([
    ['an alarm fires', { alarms: [firing] }, 'fail', 'is in ALARM'],
    [
      'an alarm fired and recovered',
      {
        alarms: [
          {
            ...quietAlarm(),
            transitions: {
              known: true,
              value: [change('00:10', 'OK', 'ALARM'), change('00:11', 'ALARM', 'OK')],
            },
          },
        ],
      },
      'fail',
      'fired',
    ],
    ['somebody else wrote', { zones: foreign }, 'hold', 'changed by somebody else: www.shop.test holds'],
    ['no zone was read', { zones: [] }, 'inconclusive', 'No zone'],
    [
      'too few requests came',
      { cluster: [requests('ingress', 99)], legacy: [] },
      'inconclusive',
      'Too few to judge: the cluster had 99 requests on ingress; at least 100 requests are required.',
    ],
    [
      'the weight did not take effect',
      { cluster: [requests('ingress', 249)], legacy: [requests('legacy', 9751)] },
      'inconclusive',
      '2.49 % of 10,000 requests reached the cluster. Its weight is 5 %; at least 2.5 % is required.',
    ],
    [
      'the requests stopped before its end',
      { recent: { from: '2027-03-01T00:45:01Z', cluster: [requests('ingress', 0)] } },
      'inconclusive',
      'In the last 15 min the cluster had no request: without any its alarms see nothing.',
    ],
    [
      'nobody knows whether the requests stopped',
      {
        recent: {
          from: '2027-03-01T00:45:01Z',
          cluster: [{ known: false, source: 'ingress', why: 'Throttling' }],
        },
      },
      'inconclusive',
      'Requests on the cluster since 2027-03-01T00:45:01Z are unknown: ingress: Throttling',
    ],
    [
      'the cluster cannot be counted',
      { cluster: [{ known: false, source: 'ingress', why: 'there is no such load balancer' }] },
      'inconclusive',
      'Requests on the cluster are unknown: ingress: there is no such load balancer',
    ],
    ['nothing counts the cluster', { cluster: [] }, 'inconclusive', 'no metric counts them'],
    [
      'legacy cannot be counted',
      { legacy: [requests('one', 1), { known: false, source: 'two', why: 'Forbidden' }] },
      'inconclusive',
      'requests on legacy are unknown: two: Forbidden',
    ],
    [
      'they count different things',
      { legacy: [{ known: true, source: 'legacy', requests: 9500, unit: 'connection' }] },
      'inconclusive',
      'legacy counts connections and the cluster requests',
    ],
    ['the step asks for approval', { step: approval }, 'hold', 'requires a person'],
  ])('when %s', (_what, overrides, verdict, reason) => {
    const judged = judge(overrides);
    expect(judged.verdict).toBe(verdict);
    expect(judged.reasons.join('\n')).toContain(reason);
  });

  it('accepts exactly the configured numbers', () => {
    const exact = { cluster: [requests('ingress', 100)], legacy: [requests('legacy', 3900)] };
    expect(judge(exact).verdict).toBe('pass');
  });

  it('does not look at the share where the settings ask for none', () => {
    const soak = { ...SOAK, minimumShareSeen: 0 };
    expect(judge({ legacy: [{ known: false, source: 'l', why: 'x' }] }, soak).verdict).toBe('pass');
  });

  it('is inconclusive without a single request on either side, even if none is required', () => {
    const nothing = { cluster: [requests('ingress', 0)], legacy: [requests('legacy', 0)] };
    const judged = judge(nothing, { ...SOAK, minimumRequests: 0 });
    expect(judged.verdict).toBe('inconclusive');
    expect(judged.reasons).toContain('No request was seen on legacy or on the cluster.');
  });

  it('compares with the share that the weights really give', () => {
    const step = { percent: 0.5, soakSeconds: 3600, approval: false };
    const judged = judge({ step, cluster: [requests('ingress', 100)], legacy: [requests('legacy', 20_000)] });
    expect(judged.reasons.join('\n')).toContain('0.498 % of 20,100 requests');
    expect(judged.verdict).toBe('pass');
  });
});

const connections = (source: string, n: number): Counted => ({
  known: true,
  source,
  requests: n,
  unit: 'connection',
});
const lost = (least: number, likely: number, most: number): Decline => ({
  known: true,
  unit: 'request',
  had: 9500,
  expected: { least: 9900, likely: 10_000, most: 10_100 },
  lost: { least, likely, most },
  weeks: 8,
});
const both = (decline: Decline) => ({ decline: { whole: decline, recent: decline } });
const untold: Decline = { known: false, why: '3 weeks with requests are required' };

describe('a cluster that counts connections beside requests of legacy', () => {
  const network = {
    cluster: [connections('ingress', 500)],
    recent: { from: '2027-03-01T00:45:01Z', cluster: [connections('ingress', 125)] },
  };

  it.each<[string, Decline, VerdictName, string]>([
    [
      'lost enough for certain',
      lost(2.5, 5, 7),
      'pass',
      "The cluster's weight is 5 %; at least 2.5 % is required.",
    ],
    [
      'may not have lost enough',
      lost(2.4, 5, 7),
      'inconclusive',
      'at least 2.5 % is required, and that is not certain. Name comparable',
    ],
    ['has not lost enough', lost(-1, 1, 2.4), 'inconclusive', 'at least 2.5 % is required.'],
    [
      'has no past',
      untold,
      'inconclusive',
      "legacy counts requests and the cluster connections, and legacy's own past does not tell (3 weeks",
    ],
  ])('is judged by what legacy lost: it %s', (_what, decline, verdict, reason) => {
    const judged = judge({ ...network, ...both(decline) });
    expect(judged.verdict).toBe(verdict);
    expect(judged.reasons.join('\n')).toContain(reason);
  });

  it('needs as many connections as it would need requests', () => {
    const few = { ...network, cluster: [connections('ingress', 99)], ...both(lost(4, 5, 6)) };
    expect(judge(few).verdict).toBe('inconclusive');
  });
});

describe('a cluster whose requests nothing counts', () => {
  const uncounted = {
    cluster: [{ known: false, source: '192.0.2.1', why: 'addresses have no metric' } as const],
  };

  it('is judged by what legacy lost: enough, until the end, and by the weights', () => {
    const judged = judge({ ...uncounted, ...both(lost(4, 5, 6)) });
    expect(judged.verdict).toBe('pass');
    expect(judged.reasons).toContain(
      "Nothing counts the cluster's requests (192.0.2.1: addresses have no metric). Legacy lost at least 400; at least 100 requests are required.",
    );
    expect(judged.reasons).toContain('Legacy still loses requests at the end of the soak: at least 4 %.');
  });

  it.each<[string, { whole: Decline; recent: Decline }, string]>([
    [
      'too few for certain',
      { whole: { ...lost(3, 5, 6), had: 9801 } as Decline, recent: lost(4, 5, 6) },
      'Legacy lost at least 99; at least 100',
    ],
    [
      'nothing for certain at the end',
      { whole: lost(4, 5, 6), recent: lost(0, 5, 9) },
      'At the end of the soak it is not certain',
    ],
    ['less than the weights', { whole: lost(2.4, 5, 6), recent: lost(4, 5, 6) }, 'and that is not certain'],
    [
      'nobody knows what',
      { whole: untold, recent: untold },
      'What legacy lost is unknown: 3 weeks with requests are required',
    ],
    ['nobody knows what at the end', { whole: lost(4, 5, 6), recent: untold }, 'What legacy lost is unknown'],
  ])('is inconclusive where legacy lost %s', (_what, decline, reason) => {
    const judged = judge({ ...uncounted, decline });
    expect(judged.verdict).toBe('inconclusive');
    expect(judged.reasons.join('\n')).toContain(reason);
  });

  it('needs one request at least, whatever is required', () => {
    const none = { ...lost(4, 5, 6), had: 9900 } as Decline;
    const judged = judge(
      { ...uncounted, decline: { whole: none, recent: lost(4, 5, 6) } },
      { ...SOAK, minimumRequests: 0 },
    );
    expect(judged.verdict).toBe('inconclusive');
  });

  it('needs no share where none is required', () => {
    const judged = judge({ ...uncounted, ...both(lost(1, 5, 6)) }, { ...SOAK, minimumShareSeen: 0 });
    expect(judged.verdict).toBe('pass');
  });
});

describe('several things at once', () => {
  it.each<[string, Partial<SoakEvidence>, VerdictName]>([
    ['fail before hold', { alarms: [firing], zones: foreign, cluster: [], step: approval }, 'fail'],
    ['hold for a foreign write before inconclusive', { zones: foreign, cluster: [], step: approval }, 'hold'],
    ['inconclusive before approval', { cluster: [], step: approval }, 'inconclusive'],
  ])('%s', (_what, overrides, verdict) => {
    expect(judge(overrides).verdict).toBe(verdict);
  });

  it('are all reported, the worst first', () => {
    const { reasons } = judge({ alarms: [firing], zones: foreign, cluster: [], step: approval });
    expect(reasons.map((reason) => reason.slice(0, 24))).toEqual([
      'Alarm cluster-5xx is in ',
      'Zone shop.test. was chan',
      'Requests on the cluster ',
      'The step at 5 % requires',
    ]);
  });

  it('after a foreign write the same step is taken again, after an approval the next', () => {
    expect(judge({ zones: foreign, step: approval, last: true }).resume).toBe('ShiftWeight');
    expect(judge({ step: approval }).resume).toBe('NextStep');
    expect(judge({ step: approval, last: true }).resume).toBe('RetireLegacyRecords');
  });
});

describe('an inconclusive soak', () => {
  it('is extended from now, as often as is allowed', () => {
    const first = judge({ cluster: [] });
    expect(first.soakUntil).toBe('2027-03-01T01:30:01Z');
    expect(first.reasons).toContain(
      'The soak continues until 2027-03-01T01:30:01Z (extension 1 of at most 2).',
    );
    expect(judge({ cluster: [], extensions: 1 }).verdict).toBe('inconclusive');
  });

  it('then waits for a person, and says why', () => {
    const spent = judge({ cluster: [], extensions: 2 });
    expect(spent).toMatchObject({ verdict: 'hold', resume: 'NextStep', soakUntil: '2027-03-01T01:00:00Z' });
    expect(spent.reasons[0]).toBe('The soak was extended 2 times and is still inconclusive.');
    expect(spent.reasons[1]).toContain('Requests on the cluster are unknown');
  });

  it('holds at once if no extension is allowed', () => {
    expect(judge({ cluster: [] }, { ...SOAK, maximumExtensions: 0 }).verdict).toBe('hold');
  });
});
