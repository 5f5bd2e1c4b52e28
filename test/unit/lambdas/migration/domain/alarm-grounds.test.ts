import type { AlarmState } from '../../../../../lambdas/migration/domain/alarm.ts';
import { type AlarmEvidence, alarmGrounds } from '../../../../../lambdas/migration/domain/alarm-grounds.ts';
import type { AlarmRead } from '../../../../../lambdas/migration/domain/alarm-tree.ts';
import { reasonsOf, worst } from '../../../../../lambdas/migration/domain/grounds.ts';
import { aComposite, anAlarm, change, quietAlarm } from '../../../../support/migration/evidence.ts';

const WATCH = { from: '2027-03-01T00:00:00Z', until: '2027-03-01T01:00:00Z', secondsToSee: 3600 };

const judge = (evidence: Partial<AlarmEvidence>, watch = WATCH) => {
  const grounds = alarmGrounds([{ ...quietAlarm(), ...evidence }], watch);
  return { verdict: worst(grounds), reasons: reasonsOf(grounds).join('\n') };
};
const history = (...value: ReturnType<typeof change>[]) => ({ transitions: { known: true, value } as const });
const state = (value: AlarmState) => ({ alarm: { known: true, value: anAlarm({ state: value }) } as const });

describe('a composite alarm that is OK', () => {
  const over = (rule: string, child: AlarmRead) => ({
    name: 'any',
    alarm: { known: true, value: aComposite({ rule }) } as const,
    beneath: [{ name: 'b', alarm: child }],
  });
  const well: AlarmRead = { known: true, value: anAlarm({ name: 'b' }) };
  const blind: AlarmRead = {
    known: true,
    value: anAlarm({ name: 'b', state: 'INSUFFICIENT_DATA', stateReason: 'no datapoints' }),
  };

  it('passes when all that it rests on can say something', () => {
    expect(judge(over('ALARM(b)', well)).verdict).toBe('pass');
    const firing: AlarmRead = { known: true, value: anAlarm({ name: 'b', state: 'ALARM' }) };
    expect(judge(over('AT_LEAST(2, ALARM, (a, b))', firing)).verdict).toBe('pass');
    expect(judge({ ...over('ALARM(b)', blind), allowInsufficientData: true }).verdict).toBe('pass');
  });

  it.each<[string, string, AlarmRead, string]>([
    ['has lost its data', 'ALARM(b)', blind, 'rests on b, which is in INSUFFICIENT_DATA: no datapoints'],
    ['is gone', 'ALARM(b)', { known: true, value: undefined }, 'rests on b, which does not exist'],
    ['is not readable', 'ALARM(b)', { known: false, why: 'Throttling' }, 'could not be read: Throttling'],
    [
      'is not evaluated',
      'ALARM(b)',
      { known: true, value: anAlarm({ name: 'b', evaluationState: 'EVALUATION_ERROR' }) },
      'rests on b, which cannot be trusted: CloudWatch reports EVALUATION_ERROR.',
    ],
    [
      'is well under a rule that nobody can read',
      'ALARM(b',
      well,
      'has a rule that cannot be read: expected',
    ],
    ['is well under a rule that is never true', 'ALARM(b) AND FALSE', well, 'has a rule that is never true.'],
    ['leads back to it', 'ALARM(any) OR ALARM(b)', well, 'does not evaluate: any → any.'],
  ])('is inconclusive when what it rests on %s', (_what, rule, child, text) => {
    const { verdict, reasons } = judge(over(rule, child));
    expect(verdict).toBe('inconclusive');
    expect(reasons).toContain(`Alarm any `);
    expect(reasons).toContain(text);
  });
});

describe('an alarm over a window', () => {
  it('passes when it is OK and nothing changed', () => {
    expect(judge({})).toEqual({
      verdict: 'pass',
      reasons: 'Alarm cluster-5xx was never in ALARM from 2027-03-01T00:00:00Z to 2027-03-01T01:00:00Z.',
    });
  });

  it.each([
    ['in ALARM now', state('ALARM'), 'fail', 'Alarm cluster-5xx is in ALARM: Threshold Crossed'],
    [
      'fired and recovered',
      history(change('00:10', 'OK', 'ALARM'), change('00:20', 'ALARM', 'OK')),
      'fail',
      'Alarm cluster-5xx fired: OK → ALARM at 2027-03-01T00:10:00Z, ALARM → OK at 2027-03-01T00:20:00Z.',
    ],
    [
      'in ALARM when the window began',
      history(change('00:01', 'ALARM', 'OK')),
      'fail',
      'Alarm cluster-5xx fired: ALARM → OK at 2027-03-01T00:01:00Z.',
    ],
    [
      'gone',
      { alarm: { known: true, value: undefined } as const },
      'inconclusive',
      'Alarm cluster-5xx no longer exists, so it watches nothing.',
    ],
    [
      'not readable',
      { alarm: { known: false, why: 'AccessDenied: no' } as const },
      'inconclusive',
      'Alarm cluster-5xx could not be read: AccessDenied: no',
    ],
    [
      'without a readable history',
      { transitions: { known: false, why: 'Throttling: later' } as const },
      'inconclusive',
      'The history of alarm cluster-5xx could not be read: Throttling: later',
    ],
    [
      'one that CloudWatch cannot evaluate',
      { alarm: { known: true, value: anAlarm({ evaluationState: 'EVALUATION_ERROR' }) } as const },
      'inconclusive',
      'Alarm cluster-5xx cannot be trusted: CloudWatch reports EVALUATION_ERROR.',
    ],
  ])('%s', (_what, evidence, verdict, reason) => {
    expect(judge(evidence)).toEqual({ verdict, reasons: reason });
  });

  it('says everything that speaks against it, the worst first', () => {
    const { verdict, reasons } = judge({
      ...state('INSUFFICIENT_DATA'),
      ...history(change('00:10', 'OK', 'ALARM'), change('00:50', 'ALARM', 'INSUFFICIENT_DATA')),
    });
    expect(verdict).toBe('fail');
    expect(reasons).toBe(
      [
        'Alarm cluster-5xx fired: OK → ALARM at 2027-03-01T00:10:00Z, ALARM → INSUFFICIENT_DATA at 2027-03-01T00:50:00Z.',
        'Alarm cluster-5xx is in INSUFFICIENT_DATA: Threshold Crossed',
        'Alarm cluster-5xx had no data for 10 min: it watched for 50 min of 1 h.',
      ].join('\n'),
    );
  });

  it('is inconclusive when its window began before what CloudWatch still knows', () => {
    const until = '2027-03-15T00:00:00Z';
    expect(judge({}, { ...WATCH, until }).verdict).toBe('pass');
    expect(judge({}, { ...WATCH, until: '2027-03-15T00:00:01Z' })).toEqual({
      verdict: 'inconclusive',
      reasons:
        "It is unknown whether alarm cluster-5xx fired from 2027-03-01T00:00:00Z to 2027-03-01T00:00:01Z: CloudWatch keeps an alarm's history for 14 d.",
    });
  });

  it('is inconclusive when no alarm is configured at all', () => {
    expect(worst(alarmGrounds([], WATCH))).toBe('inconclusive');
  });
});

describe('an alarm without data for a while', () => {
  const blind = history(
    change('00:10', 'OK', 'INSUFFICIENT_DATA'),
    change('00:25', 'INSUFFICIENT_DATA', 'OK'),
  );

  it('has not watched long enough', () => {
    expect(judge(blind)).toEqual({
      verdict: 'inconclusive',
      reasons: 'Alarm cluster-5xx had no data for 15 min: it watched for 45 min of 1 h.',
    });
  });

  it('has watched long enough once the window is extended by as much', () => {
    expect(judge(blind, { ...WATCH, until: '2027-03-01T01:14:59Z' }).verdict).toBe('inconclusive');
    expect(judge(blind, { ...WATCH, until: '2027-03-01T01:15:00Z' }).verdict).toBe('pass');
  });

  it('counts the time before its first change and after its last one', () => {
    expect(judge(history(change('00:20', 'INSUFFICIENT_DATA', 'OK'))).reasons).toContain(
      'no data for 20 min',
    );
    const until = judge({
      ...state('INSUFFICIENT_DATA'),
      ...history(change('00:20', 'OK', 'INSUFFICIENT_DATA')),
    });
    expect(until.reasons).toContain('no data for 40 min');
    expect(judge(state('INSUFFICIENT_DATA')).reasons).toContain('no data for 1 h: it watched for 0 s');
  });

  it('is let through where the settings allow it, but an ALARM is not', () => {
    const allowed = { allowInsufficientData: true };
    expect(judge({ ...blind, ...allowed }).verdict).toBe('pass');
    expect(judge({ ...state('INSUFFICIENT_DATA'), ...allowed }).verdict).toBe('pass');
    expect(judge({ ...state('ALARM'), ...allowed }).verdict).toBe('fail');
    expect(judge({ ...history(change('00:10', 'INSUFFICIENT_DATA', 'ALARM')), ...allowed }).verdict).toBe(
      'fail',
    );
  });
});
