import { allCallsAllowed, allCallsUnderstood, someCallsJudged } from '../../../../rehearsal/checks/calls.ts';
import {
  ended,
  nothingRuns,
  nothingSentTwice,
  notifiedOfAll,
  notifiedOnce,
  notifiedTimes,
} from '../../../../rehearsal/checks/executions.ts';
import {
  refusedWrite,
  reportedOnce,
  someCallsThrottled,
  waitedForChanges,
} from '../../../../rehearsal/checks/migration/calls.ts';
import type { Evidence, MigrationCheck } from '../../../../rehearsal/checks/migration/evidence.ts';
import {
  firstRollBackBecauseOf,
  notifiedOfAlarmsBefore,
  oneRolledBackForAll,
  rolledBackByOne,
} from '../../../../rehearsal/checks/migration/roll-backs.ts';
import { aCall, anExecution, type SomeShop, someShop } from './migration/some-evidence.ts';

let shop: SomeShop;
beforeAll(async () => {
  shop = await someShop();
});
afterAll(() => shop.close());

const contradictions = async (check: MigrationCheck, evidence: Evidence) => check.contradictions(evidence);

describe('executions', () => {
  const aborted = anExecution({ status: 'ABORTED', state: 'Soak' });

  it('end as they should, in their order', async () => {
    const evidence = shop.evidence({ executions: [aborted, anExecution({ machine: 'shop-Decide' })] });
    expect(await contradictions(ended('Migrate', { status: 'ABORTED', in: 'Soak' }), evidence)).toEqual([]);
    expect(await contradictions(ended('Decide', { status: 'SUCCEEDED' }), evidence)).toEqual([]);
    expect(await contradictions(ended('RollBack'), evidence)).toEqual([]);
  });

  it.each([
    ['another status', ended('Migrate', { status: 'SUCCEEDED' })],
    ['another state', ended('Migrate', { status: 'ABORTED', in: 'JudgeSoak' })],
    ['another error', ended('Migrate', { status: 'ABORTED', error: 'NotReady' })],
    ['one more than expected', ended('Migrate')],
    ['one fewer than expected', ended('Migrate', { status: 'ABORTED' }, { status: 'ABORTED' })],
  ])('contradict with %s', async (_what, check) => {
    expect(await contradictions(check, shop.evidence({ executions: [aborted] }))).toHaveLength(1);
  });

  it('must not be running any more', async () => {
    const running = anExecution({ status: 'RUNNING', state: 'WaitForDrain' });
    expect(await contradictions(nothingRuns, shop.evidence({ executions: [running] }))).toEqual([
      'shop-Migrate one is still in WaitForDrain',
    ]);
  });

  it('name who asked for the first rollback', async () => {
    const rollBack = anExecution({ machine: 'shop-RollBack', state: 'LegacyServes' });
    const inputs = new Map([[rollBack.executionArn, { source: 'aws.cloudwatch' }]]);
    const evidence = shop.evidence({ executions: [rollBack], inputs });
    expect(await contradictions(firstRollBackBecauseOf('alarm'), evidence)).toEqual([]);
    expect(await contradictions(firstRollBackBecauseOf('migration'), evidence)).toHaveLength(1);
    expect(await contradictions(firstRollBackBecauseOf('alarm'), shop.evidence())).toEqual([
      'there was no rollback',
    ]);
    const elsewhere = { ...rollBack, state: 'NothingToRollBack' };
    const joined = anExecution({ machine: 'shop-RollBack', name: 'other', state: 'Joined' });
    const both = (started: string) =>
      shop.evidence({
        executions: [
          { ...joined, started: '2026-03-01T00:00:00Z' },
          { ...rollBack, started },
        ],
        inputs: new Map([...inputs, [joined.executionArn, { source: 'migration' }]]),
      });
    // Asked for at the same time, either may be the one that does it.
    const atOnce = both('2026-03-01T00:00:01Z');
    for (const source of ['alarm', 'migration'] as const)
      expect(await contradictions(firstRollBackBecauseOf(source), atOnce)).toEqual([]);
    expect(await contradictions(firstRollBackBecauseOf('execution'), atOnce)).toHaveLength(1);
    const later = both('2026-03-01T00:00:03Z');
    expect(await contradictions(firstRollBackBecauseOf('migration'), later)).toEqual([
      'it ended SUCCEEDED in Joined',
    ]);
    expect(await contradictions(firstRollBackBecauseOf('alarm'), later)).toHaveLength(2);
    expect(
      await contradictions(
        firstRollBackBecauseOf('alarm'),
        shop.evidence({ executions: [elsewhere], inputs }),
      ),
    ).toHaveLength(1);
  });
});

describe('several rollbacks', () => {
  const rollBack = (state: string, status: 'SUCCEEDED' | 'ABORTED' = 'SUCCEEDED') =>
    anExecution({ machine: 'shop-RollBack', name: state, status, state });
  const done = rollBack('LegacyServes');
  const joined = rollBack('Joined');
  const stopped = rollBack('WaitToRestoreAgain', 'ABORTED');
  const check = rolledBackByOne({ joined: 1, stopped: 1 });

  it('are one that did it, and others that left it to that one', async () => {
    expect(await contradictions(check, shop.evidence({ executions: [joined, stopped, done] }))).toEqual([]);
  });

  it.each([
    ['none', []],
    ['two that did it', [done, done, stopped]],
    ['one that joined too much', [done, joined, joined, stopped]],
    ['one that joined in vain', [joined, joined, stopped]],
    ['one that failed', [done, anExecution({ machine: 'shop-RollBack', status: 'FAILED' }), stopped]],
  ])('contradict as %s', async (_what, executions) => {
    const ends = await contradictions(check, shop.evidence({ executions }));
    expect(ends).toHaveLength(Math.max(1, executions.length));
  });
});

describe('rollbacks of several alarms', () => {
  const minute = (n: number) => new Date(Date.UTC(2027, 0, 4, 8, n)).toISOString();
  const rollBack = (state: string, alarm: string, after: number) => ({
    execution: anExecution({ machine: 'shop-RollBack', name: alarm, state, started: minute(after) }),
    input: { source: alarm === '' ? 'aws.states' : 'aws.cloudwatch', detail: { alarmName: alarm } },
  });
  const storm = (body: string, ...rollBacks: readonly ReturnType<typeof rollBack>[]) => {
    const mail = { subject: 'shop: rolled back', body, at: Date.parse(minute(2)) };
    return shop.evidence({
      executions: rollBacks.map(({ execution }) => execution),
      inputs: new Map(rollBacks.map(({ execution, input }) => [execution.executionArn, input])),
      mails: [mail],
    });
  };
  const one = oneRolledBackForAll(/rolled back/);
  const all = notifiedOfAlarmsBefore(/rolled back/);
  const first = rollBack('LegacyServes', 'errors', 0);
  const second = rollBack('Joined', 'latency', 1);

  it('are one, which the others join; what fires after people were notified is neither', async () => {
    const late = rollBack('NothingToRollBack', 'slow', 2);
    const evidence = storm('errors, latency', second, first, rollBack('Joined', '', 0), late);
    expect(await contradictions(one, evidence)).toEqual([]);
    expect(await contradictions(all, evidence)).toEqual([]);
  });

  it('are wrong if one neither did it nor joined, if two did it, or if nobody is told of one', async () => {
    const apart = rollBack('NothingToRollBack', 'latency', 1);
    expect(await contradictions(one, storm('', first, apart))).toHaveLength(2);
    expect(await contradictions(one, storm('', first, rollBack('LegacyServes', 'latency', 1)))).toHaveLength(
      2,
    );
    expect(await contradictions(all, storm('errors', first, second))).toEqual(['it does not name latency']);
    expect(await contradictions(all, shop.evidence())).toEqual(['0 notifications match /rolled back/']);
  });

  it('prove nothing of one alarm alone', async () => {
    const late = rollBack('NothingToRollBack', 'latency', 2);
    expect(await contradictions(one, storm('', first, rollBack('Joined', '', 0), late))).toEqual([
      'alarms that asked before: errors. So it proves nothing',
    ]);
  });
});

describe('notifications', () => {
  const mail = { subject: 'shop: rolled back', body: 'because' };

  it('once is right, never and twice are not', async () => {
    const check = notifiedOnce('it was rolled back', /rolled back/);
    expect(await contradictions(check, shop.evidence({ mails: [mail] }))).toEqual([]);
    expect(await contradictions(check, shop.evidence())).toHaveLength(1);
    expect(await contradictions(check, shop.evidence({ mails: [mail, mail] }))).toEqual([
      '2 notifications match /rolled back/; all subjects: shop: rolled back | shop: rolled back',
    ]);
  });

  it('so often is right, and no other number', async () => {
    const check = notifiedTimes(2, 'it was rolled back', /rolled back/);
    expect(await contradictions(check, shop.evidence({ mails: [mail, mail] }))).toEqual([]);
    expect(await contradictions(check, shop.evidence({ mails: [mail] }))).toHaveLength(1);
  });

  it('too often show what they say that the others do not, line by line', async () => {
    const check = notifiedTimes(1, 'something blocks', /changed/);
    const changed = (code: string) => ({ subject: 'shop: changed', body: `1 new\n\n- VerifyDns: ${code}\n` });
    const [count, ...lines] = await contradictions(
      check,
      shop.evidence({ mails: [changed('one'), changed('two')] }),
    );
    expect(count).toBe('2 notifications match /changed/; all subjects: shop: changed | shop: changed');
    expect(lines).toEqual([
      expect.stringMatching(/^20\S+Z shop: changed says, unlike the others:$/),
      '  - VerifyDns: one',
      expect.stringMatching(/^20\S+Z shop: changed/),
      '  - VerifyDns: two',
    ]);
  });

  it('of several in one message: a name that is not in it contradicts, and so does a second message', async () => {
    const check = notifiedOfAll(/rolled back/, ['because', 'for']);
    const whole = { ...mail, body: 'for and because' };
    expect(await contradictions(check, shop.evidence({ mails: [whole] }))).toEqual([]);
    expect(await contradictions(check, shop.evidence({ mails: [mail] }))).toEqual(['it does not name for']);
    expect(await contradictions(check, shop.evidence({ mails: [whole, whole] }))).toHaveLength(1);
    expect(await contradictions(check, shop.evidence())).toHaveLength(3);
  });

  it('the same words twice contradict, others do not', async () => {
    expect(await contradictions(nothingSentTwice, shop.evidence({ mails: [mail, mail] }))).toHaveLength(1);
    const other = { ...mail, body: 'for another reason' };
    expect(await contradictions(nothingSentTwice, shop.evidence({ mails: [mail, other] }))).toEqual([]);
  });
});

describe('calls', () => {
  it.each([
    ['denied', allCallsAllowed, allCallsUnderstood],
    ['unknown', allCallsUnderstood, allCallsAllowed],
    ['malformed', allCallsUnderstood, allCallsAllowed],
  ] as const)('that were %s contradict, in the words of the gateway', async (outcome, check, other) => {
    const message = "ShiftWeight's role does not allow route53:GetChange";
    const calls = [outcome, 'ok' as const].map((each) =>
      aCall({ outcome: each, operation: 'GetChange', message }),
    );
    expect(await contradictions(check, shop.evidence({ calls }))).toEqual([
      `ShiftWeight: route53 GetChange: ${message}`,
    ]);
    expect(await contradictions(other, shop.evidence({ calls }))).toEqual([]);
  });

  it('must be there, and say which state made them', async () => {
    expect(await contradictions(someCallsJudged, shop.evidence({ calls: [aCall({})] }))).toEqual([]);
    expect(await contradictions(someCallsJudged, shop.evidence())).toEqual([
      'no call of a function was recorded',
    ]);
    const nameless = aCall({ caller: { appId: '' } });
    expect(await contradictions(someCallsJudged, shop.evidence({ calls: [nameless] }))).toHaveLength(1);
  });

  it('of a late writer: the last one must have been refused', async () => {
    const refused = aCall({ outcome: 'error', status: 400, errorCode: 'InvalidChangeBatch' });
    const check = refusedWrite('ShiftWeight');
    expect(await contradictions(check, shop.evidence({ calls: [aCall({}), refused] }))).toEqual([]);
    expect(await contradictions(check, shop.evidence({ calls: [refused, aCall({})] }))).toHaveLength(1);
    expect(await contradictions(check, shop.evidence())).toEqual(['it made no write']);
  });

  it('keep one report of a rollback, in two objects', async () => {
    const put = aCall({ caller: { name: 'NotifyRollBack' }, service: 's3', operation: 'PutObject' });
    const others = [{ ...put, outcome: 'error' as const }, aCall({ operation: 'PutObject' })];
    expect(await contradictions(reportedOnce, shop.evidence({ calls: [put, ...others, put] }))).toEqual([]);
    expect(await contradictions(reportedOnce, shop.evidence({ calls: [put, put, put, put] }))).toHaveLength(
      1,
    );
    expect(await contradictions(reportedOnce, shop.evidence())).toHaveLength(1);
  });

  it('must have been throttled where a scenario rests on that', async () => {
    const throttled = aCall({ outcome: 'error', status: 400, errorCode: 'Throttling' });
    expect(await contradictions(someCallsThrottled, shop.evidence({ calls: [throttled] }))).toEqual([]);
    expect(await contradictions(someCallsThrottled, shop.evidence({ calls: [aCall({})] }))).toHaveLength(1);
  });

  it('must have been throttled for changes, and be done, where a scenario rests on that', async () => {
    const check = waitedForChanges('ShiftWeight');
    const throttled = aCall({ outcome: 'error', status: 400, errorCode: 'Throttling' });
    const said = (calls: ReturnType<typeof aCall>[]) => contradictions(check, shop.evidence({ calls }));
    // The engine has refused nothing.
    expect(await said([throttled, aCall({})])).toEqual([
      'Route 53 throttled 0 by the limit on requests, 0 by the limit on changes',
    ]);
    expect(await said([throttled])).toContain('its last write did not succeed');
    expect(await said([aCall({})])).toContain('none of its writes was throttled');
  });
});
