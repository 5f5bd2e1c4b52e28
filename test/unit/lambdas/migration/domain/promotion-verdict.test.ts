import type { Frozen } from '../../../../../lambdas/migration/contract/payloads.ts';
import type { AlarmReading } from '../../../../../lambdas/migration/domain/alarm-grounds.ts';
import { judgePromotion } from '../../../../../lambdas/migration/domain/promotion-verdict.ts';
import { aComposite, anAlarm } from '../../../../support/migration/evidence.ts';

const reading = (
  overrides: Parameters<typeof anAlarm>[0] = {},
  allowInsufficientData = false,
): AlarmReading => {
  const alarm = anAlarm(overrides);
  return { name: alarm.name, allowInsufficientData, alarm: { known: true, value: alarm }, beneath: [] };
};
const unread: AlarmReading = { ...reading(), alarm: { known: false, why: 'Throttling: Rate exceeded' } };
const gone: AlarmReading = { ...reading(), alarm: { known: true, value: undefined } };
const blind = reading({ state: 'INSUFFICIENT_DATA', stateReason: 'no data since 10:00' });

const child = { name: 'c', alarm: { known: true, value: undefined } } as const;
const composite: AlarmReading = {
  name: 'any',
  allowInsufficientData: false,
  alarm: { known: true, value: aComposite({ rule: 'ALARM(c)' }) },
  beneath: [child],
};

const judge = (alarms: readonly AlarmReading[], reasons: readonly string[]) =>
  judgePromotion({ alarms, against: [], inFreeze: undefined }, { reasons, legacy: [] });

describe('the verdict on a promoted hold', () => {
  it('asks again about what an alarm rests on, unless the person was notified', () => {
    expect(judge([composite], [])).toMatchObject({ verdict: 'hold' });
    const known = ['Alarm any rests on c, which does not exist, so it watches nothing.'];
    expect(judge([composite], known).verdict).toBe('pass');
  });

  it('is good while every alarm is OK', () => {
    expect(judge([reading(), reading({ name: 'latency' })], []).verdict).toBe('pass');
  });

  it('is good where an alarm may be without data', () => {
    const allowed = reading({ state: 'INSUFFICIENT_DATA' }, true);
    expect(judge([allowed], []).verdict).toBe('pass');
  });

  it('is bad as soon as one alarm is in ALARM, and says which', () => {
    const firing = reading({ name: 'latency', state: 'ALARM', stateReason: 'p99 was 3 s' });
    expect(judge([blind, firing], [])).toEqual({
      verdict: 'fail',
      reasons: ['Alarm latency is in ALARM: p99 was 3 s'],
      legacy: [],
      frozenUntil: '',
    });
  });

  it.each<[what: string, alarm: AlarmReading, known: string]>([
    ['has no data', blind, 'Alarm cluster-5xx is in INSUFFICIENT_DATA: no data since 09:00'],
    ['could not be read', unread, 'Alarm cluster-5xx could not be read: TransientFailure'],
    ['is gone', gone, 'Alarm cluster-5xx no longer exists, so it watches nothing.'],
    [
      'cannot be trusted',
      reading({ evaluationState: 'PARTIAL_DATA' }),
      'Alarm cluster-5xx cannot be trusted: CloudWatch reports PARTIAL_DATA.',
    ],
  ])('is not known where an alarm %s, unless the hold’s reasons said so', (_what, alarm, known) => {
    const asked = judge([alarm, reading({ name: 'latency' })], ['approval asked for']);
    expect(asked).toEqual({
      verdict: 'hold',
      reasons: [
        'It does not go on, because not all alarms are known to be OK:',
        expect.stringContaining('cluster-5xx'),
      ],
      legacy: [],
      frozenUntil: '',
    });
    expect(judge([alarm], [known]).verdict).toBe('pass');
    expect(judge([alarm], asked.reasons).verdict).toBe('pass');
  });

  it('asks again for what is new beside the hold’s reasons, and says both', () => {
    const known = ['Alarm cluster-5xx is in INSUFFICIENT_DATA: no data'];
    const { verdict, reasons } = judge([blind, { ...unread, name: 'latency' }], known);
    expect(verdict).toBe('hold');
    expect(reasons).toHaveLength(3);
  });

  it('does not count what the reasons say of another alarm, or that this one was OK', () => {
    const known = [
      'Alarm cluster-5xx-2 is in INSUFFICIENT_DATA: x',
      'Alarm cluster-5xx was never in ALARM from',
    ];
    expect(judge([blind], known).verdict).toBe('hold');
    const odd = reading({ name: 'a: b', state: 'INSUFFICIENT_DATA' });
    expect(judge([odd], ['Alarm a: b was never in ALARM from']).verdict).toBe('hold');
  });

  it('waits for the end of a freeze, unless something else is against it', () => {
    const inFreeze: Frozen = {
      verdict: 'frozen',
      reasons: ['The next step waits.'],
      legacy: [],
      frozenUntil: '2027-03-05T15:00:00Z',
    };
    const judged = (state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA') =>
      judgePromotion({ alarms: [reading({ state })], against: [], inFreeze }, { reasons: [], legacy: [] });
    expect(judged('OK')).toEqual(inFreeze);
    expect(judged('ALARM').verdict).toBe('fail');
    expect(judged('INSUFFICIENT_DATA').verdict).toBe('hold');
  });

  it('is not known where nothing watches', () => {
    expect(judge([], []).verdict).toBe('hold');
  });

  describe('with legacy, which may not carry the traffic', () => {
    const small = (healthy: number) =>
      `Legacy legacy-1.elb.test (legacy-too-small): ${healthy} healthy hosts now. To do: scale it out.`;
    const other =
      'Legacy legacy-1.elb.test (legacy-zone-empty): No healthy host in us-west-1a. To do: start some.';
    const promoted = (against: readonly string[], legacy: readonly string[], ...alarms: AlarmReading[]) =>
      judgePromotion(
        { alarms: alarms.length > 0 ? alarms : [reading()], against, inFreeze: undefined },
        { reasons: [], legacy },
      );

    it('asks again for what the hold did not say, and says it', () => {
      expect(promoted([small(2)], [])).toEqual({
        verdict: 'hold',
        reasons: [
          'It does not go on, because legacy may not be able to take all the traffic back:',
          small(2),
        ],
        legacy: [small(2)],
        frozenUntil: '',
      });
      expect(promoted([small(2), other], [small(2)]).verdict).toBe('hold');
    });

    it('goes by what the person knew, whatever the figures are by now', () => {
      expect(promoted([small(1)], [small(2)]).verdict).toBe('pass');
      expect(promoted([], [small(2)]).verdict).toBe('pass');
    });

    it('rolls back nevertheless if an alarm is in ALARM: the cluster fails now', () => {
      expect(promoted([small(2)], [], reading({ state: 'ALARM' })).verdict).toBe('fail');
    });
  });
});
