import type { JournalRun } from '../../../../../../lambdas/migration/domain/journal-state.ts';
import {
  ALARM_GRACE_MS,
  HOLDER_GRACE_MS,
  judgeWatch,
  OWNER_GRACE_MS,
} from '../../../../../../lambdas/migration/domain/watch/judge-watch.ts';
import type { SeenExecution, WatchSeen } from '../../../../../../lambdas/migration/domain/watch/seen.ts';
import { quietAlarm } from '../../../../../support/migration/evidence.ts';

const NOW = Date.parse('2027-03-02T00:00:00Z');
const known = <T>(value: T) => ({ known: true, value }) as const;
const unknown = { known: false, why: 'Throttling: slow down' } as const;
const RUNNING = known<SeenExecution>({ running: true });
const ended = (agoMs: number) =>
  known<SeenExecution>({ running: false, status: 'ABORTED', endedAt: NOW - agoMs });

const RUN: JournalRun = {
  execution: 'run-1',
  executionArn: 'arn:run-1',
  startedAt: '2027-03-01T00:00:00.000Z',
  status: 'open',
  statusAt: '2027-03-01T00:00:00.000Z',
  begunAt: '2027-03-01T00:00:00.000Z',
  beforeImageOf: 'run-1',
  tookOver: '',
};
const holder = {
  arn: 'arn:back-1',
  name: 'back-1',
  since: '2027-03-01T12:00:00.000Z',
  request: { source: 'alarm', run: '', reason: 'r', asOf: '2027-03-01T12:00:00Z', cause: 'arn:alarm' },
} as const;
const OWED: JournalRun = { ...RUN, status: 'owed', holder };
const soak = {
  run: 'run-1',
  step: 1,
  taskToken: 'token',
  since: '2027-03-01T23:00:00.000Z',
  until: '2027-03-02T06:00:00Z',
};
const hold = {
  run: 'run-1',
  state: 'JudgeSoak',
  step: 1,
  reasons: ['too few requests'],
  legacy: [],
  taskToken: 'held',
  since: '2027-03-01T01:00:00.000Z',
};
const foreign = {
  zoneId: 'Z1',
  zone: 'shop.test.',
  kind: 'foreign',
  lines: ['www.shop.test has A 203.0.113.9'],
  changed: [],
} as const;
const FIRING = { state: 'ALARM', stateReason: 'Threshold Crossed: 12 > 5' } as const;
const firing = quietAlarm(FIRING);
const ago = (ms: number) => new Date(NOW - ms).toISOString();

function seen(more: Partial<WatchSeen> = {}): WatchSeen {
  return {
    now: NOW,
    own: { run: 'run-1', execution: RUNNING },
    run: RUN,
    owner: RUNNING,
    alarms: [quietAlarm()],
    zones: [{ zoneId: 'Z1', zone: 'shop.test.', kind: 'as-written' }],
    soak,
    ...more,
  };
}
const judge = (more: Partial<WatchSeen> = {}) => judgeWatch(seen(more), { holdTimeoutSeconds: 86_400 });
const kinds = (more: Partial<WatchSeen>) => judge(more).acts.map(({ kind }) => kind);

describe('what Watch does', () => {
  it('is nothing while all is as it should be', () =>
    expect(judge()).toEqual({ acts: [], unchangedUntil: '' }));

  it.each<[string, Partial<WatchSeen>, readonly string[]]>([
    ['an alarm fires, and no rollback has begun', { alarms: [quietAlarm(), firing] }, ['roll-back']],
    ['an alarm has just fired', { alarms: [quietAlarm({ ...FIRING, stateSince: ago(1000) })] }, []],
    [
      'an alarm fired, and its event had its time',
      { alarms: [quietAlarm({ ...FIRING, stateSince: ago(ALARM_GRACE_MS) })] },
      ['roll-back'],
    ],
    ['an alarm fires, and a rollback runs', { alarms: [firing], rollingBack: known(true) }, []],
    [
      'an alarm fires, and nobody knows whether a rollback runs',
      { alarms: [firing], rollingBack: unknown },
      ['roll-back'],
    ],
    ['an alarm can’t be read', { alarms: [{ ...quietAlarm(), alarm: unknown }] }, []],
    ['the execution has just ended', { owner: ended(1000), rollingBack: known(false) }, []],
    ['the execution ended, and its event had its time', { owner: ended(OWNER_GRACE_MS) }, ['roll-back']],
    ['the execution ended long ago', { owner: known({ running: false, status: 'gone' }) }, ['roll-back']],
    [
      'the execution ended, and another one may take the run over',
      { owner: ended(OWNER_GRACE_MS), others: known(true) },
      [],
    ],
    ['the execution can’t be looked at', { owner: unknown }, []],
    ['the rollback’s execution runs', { run: OWED, holder: RUNNING }, []],
    ['the rollback’s execution has just ended', { run: OWED, holder: ended(1000) }, []],
    [
      'the rollback’s execution ended, and nobody continues it',
      { run: OWED, holder: ended(HOLDER_GRACE_MS) },
      ['roll-back'],
    ],
    [
      'the same, and another one runs',
      { run: OWED, holder: ended(HOLDER_GRACE_MS), rollingBack: known(true) },
      [],
    ],
    ['the same, and nobody knows of its execution', { run: OWED, holder: unknown }, []],
    ['somebody wrote during a soak', { zones: [foreign] }, ['notify-zones', 'end-soak']],
    ['somebody wrote while nothing soaks', { zones: [foreign], soak: undefined }, ['notify-zones']],
    [
      'somebody wrote after the soak’s end',
      { zones: [foreign], now: Date.parse(soak.until) },
      ['notify-zones'],
    ],
    [
      'somebody wrote, and the token is of another run',
      { zones: [foreign], soak: { ...soak, run: 'run-0' } },
      ['notify-zones'],
    ],
    [
      'Route 53 has lost changes',
      { zones: [{ ...foreign, kind: 'vanished' }] },
      ['notify-zones', 'end-soak'],
    ],
    ['a zone can’t be read', { zones: [{ zoneId: 'Z1', zone: 'shop.test.', kind: 'unread', why: 'x' }] }, []],
    ['a step is under way', { zones: [{ zoneId: 'Z1', zone: 'shop.test.', kind: 'under-way' }] }, []],
    ['a hold is an hour from its end', { hold }, ['notify-hold']],
    ['a hold has time', { hold: { ...hold, since: '2027-03-01T12:00:00.000Z' } }, []],
    ['a hold is over', { hold: { ...hold, since: '2027-02-28T23:00:00.000Z' } }, []],
    ['a hold is of another run', { hold: { ...hold, run: 'run-0' } }, []],
    ['the run was closed', { run: { ...RUN, status: 'closed' } }, ['remove-schedule']],
    ['the run was restored', { run: { ...RUN, status: 'restored' } }, ['remove-schedule']],
    ['another run has begun since', { own: { run: 'run-0', execution: ended(1) } }, ['remove-schedule']],
    ['the run is about to take this one over', { own: { run: 'run-2', execution: RUNNING } }, []],
    ['nobody knows whether it is', { own: { run: 'run-2', execution: unknown } }, []],
    [
      'there is no run any more',
      { run: undefined, own: { run: 'run-1', execution: ended(1) } },
      ['remove-schedule'],
    ],
  ])('%s', (_what, more, acts) => expect(kinds(more)).toEqual(acts));

  it('rolls back the run alone, and says why', () => {
    expect(judge({ alarms: [firing], rollingBack: known(false) }).acts).toEqual([
      {
        kind: 'roll-back',
        reason: 'Alarm cluster-5xx is in ALARM: Threshold Crossed: 12 > 5',
        predecessor: '',
      },
    ]);
  });

  it('takes the place of the execution that has left a rollback owed', () => {
    expect(judge({ run: OWED, holder: ended(HOLDER_GRACE_MS) }).acts).toMatchObject([
      { kind: 'roll-back', predecessor: 'arn:back-1' },
    ]);
  });

  it('looks again when a time of grace is over, and before a hold ends', () => {
    const fresh = quietAlarm({ ...FIRING, stateSince: ago(1000) });
    expect(judge({ alarms: [fresh] }).unchangedUntil).toBe('2027-03-02T00:00:29.000Z');
    expect(judge({ owner: ended(1000) }).unchangedUntil).toBe('2027-03-02T00:04:59.000Z');
    expect(judge({ run: OWED, holder: ended(1000) }).unchangedUntil).toBe('2027-03-02T00:02:59.000Z');
    const late = { ...hold, since: '2027-03-01T12:00:00.000Z' };
    expect(judge({ hold: late }).unchangedUntil).toBe('2027-03-02T11:00:00.000Z');
    expect(judge({ hold: late, owner: ended(1000) }).unchangedUntil).toBe('2027-03-02T00:04:59.000Z');
  });

  it('reminds of a short hold when three quarters of it are over', () => {
    const short = { ...hold, since: new Date(NOW - 900_000).toISOString() };
    const asked = (now: number) => judgeWatch(seen({ hold: short, now }), { holdTimeoutSeconds: 1200 });
    expect(asked(NOW - 1).acts).toEqual([]);
    expect(asked(NOW).acts).toMatchObject([{ kind: 'notify-hold' }]);
  });

  it('has a key for what somebody wrote: the same for the same, another one for more', () => {
    const keyOf = (...lines: string[]) => {
      const [act] = judge({ zones: [{ ...foreign, lines }] }).acts;
      return act?.kind === 'notify-zones' ? act.key : undefined;
    };
    expect(keyOf('a')).toBe(keyOf('a'));
    expect(keyOf('a')).not.toBe(keyOf('a', 'b'));
  });
});

describe('the latch of the data plane', () => {
  const settings = { holdTimeoutSeconds: 86_400, dataPlane: { checkId: 'check', alarms: ['5xx'] } };
  const own = { run: 'run-1', execution: RUNNING };
  const seen = (more: Partial<WatchSeen>): WatchSeen => ({ now: NOW, own, run: RUN, ...more });

  it('is kept each minute while the rollback is owed, after all else is done', () => {
    const owed = judgeWatch(seen({ run: OWED, holder: RUNNING }), settings);
    expect(owed).toEqual({ acts: [{ kind: 'say-owed', owed: true }], unchangedUntil: ago(0) });
    const gone = { run: OWED, holder: ended(HOLDER_GRACE_MS), rollingBack: known(false) };
    expect(judgeWatch(seen(gone), settings).acts.map(({ kind }) => kind)).toEqual(['roll-back', 'say-owed']);
  });

  it('is let go before the schedule is removed, when legacy serves', () => {
    const restored = judgeWatch(seen({ run: { ...RUN, status: 'restored' } }), settings);
    expect(restored.acts).toMatchObject([{ kind: 'say-owed', owed: false }, { kind: 'remove-schedule' }]);
    const closed = judgeWatch(seen({ run: { ...RUN, status: 'closed' } }), settings);
    expect(closed.acts).toMatchObject([{ kind: 'remove-schedule' }]);
  });

  it('is nobody’s business without health checks, nor while the run is open', () => {
    const { dataPlane: _, ...without } = settings;
    expect(judgeWatch(seen({ run: OWED, holder: RUNNING }), without).acts).toEqual([]);
    expect(judgeWatch(seen({ alarms: [] }), settings).acts).toEqual([]);
  });
});
