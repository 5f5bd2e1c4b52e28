import { ERRORS } from '../../../lambdas/masters/contract/errors.ts';
import { PAGES } from '../../../lambdas/masters/contract/states.ts';
import { MOST_OUTAGES } from '../../../lib/masters/replace-master/failures.ts';
import { UNTIL_TOLD } from '../../../lib/masters/replace-master/retries.ts';
import { longestSeconds } from '../../../lib/shared/machines/retries.ts';
import { MINUTE, type Script, START } from '../migration/support/scripted-run.ts';
import { allStates } from '../support/definition.ts';
import { StateError } from '../support/execution.ts';
import { FENCING, GOOD, PAGE, REPLACEMENT, step } from './support/masters-script.ts';
import { definition, run, settings } from './support/replace-master.ts';

const FUNCTIONS = allStates(definition).flatMap(([name, { Resource = '' }]) =>
  Resource.endsWith(':lambda:invoke') ? [name] : [],
);

describe('what stops', () => {
  const STOPPING = ['JudgeQuorum', 'WaitForVolumes', 'WaitForReplacement', 'VerifyMaster'];

  it.each(STOPPING)('%s: pages, with what it says, and fails by the page’s name', async (state) => {
    const ended = await run({
      [state]: () => ({ ...step<'JudgeQuorum'>('stop', PAGE), passes: 0, passedBy: '' }),
    });
    expect(ended).toMatchObject({ status: 'FAILED', error: PAGE.heading, cause: PAGE.reason });
    expect(ended.calls.at(-1)).toMatchObject({
      state: 'PageOperator',
      payload: { page: PAGE, fencing: FENCING },
    });
  });

  it.each([...STOPPING, 'AcquireLease', 'DrainMaster', 'CompleteLifecycle'])(
    '%s with an outcome that nobody knows: pages that',
    async (state) => {
      const result = {
        outcome: 'excellent',
        reason: 'who knows',
        pauseSeconds: 1,
        fencing: FENCING,
        passes: 0,
        passedBy: '',
      };
      const { error, cause } = await run({ [state]: () => result });
      expect(error).toBe(PAGES.replacementFailed);
      expect(cause).toBe(`${state} returned the unexpected outcome excellent: who knows`);
    },
  );

  it('without a page: pages that it stopped', async () => {
    const { error, cause } = await run({ WaitForVolumes: () => step<'WaitForVolumes'>('stop') });
    expect({ error, cause }).toEqual({
      error: PAGES.replacementFailed,
      cause: 'WaitForVolumes returned the unexpected outcome stop: because',
    });
  });
});

describe('a function that fails', () => {
  const others = FUNCTIONS.filter((state) => state !== 'PageOperator');
  const failing = (state: string, error: string, message = 'broken'): Script => ({
    [state]: () => {
      throw new StateError(error, JSON.stringify({ errorType: error, errorMessage: message, trace: [] }));
    },
  });

  it.each(others)('%s: pages which state, what error, and its words alone', async (state) => {
    const ended = await run(failing(state, 'Error', 'x is "undefined"'));
    expect(ended).toMatchObject({
      status: 'FAILED',
      error: PAGES.replacementFailed,
      cause: `${state}: Error: x is "undefined"`,
    });
    expect(ended.calls.filter((call) => call.state === state)).toHaveLength(1);
    expect(ended.calls.at(-1)?.state).toBe('PageOperator');
  });

  it.each(others)('%s for want of the lease: ends, and neither acts nor pages', async (state) => {
    const ended = await run(failing(state, ERRORS.leaseLost, 'fencing is 9'));
    expect(ended).toMatchObject({
      status: 'FAILED',
      error: ERRORS.leaseLost,
      cause: `${state}: LeaseLost: fencing is 9`,
    });
    expect(ended.calls.at(-1)?.state).toBe(state);
  });

  it('for want of the token: pages that', async () => {
    const ended = await run(failing('ObserveCluster', ERRORS.credentialsUnreadable, 'no such secret'));
    expect(ended).toMatchObject({
      error: PAGES.credentialsRefused,
      cause: 'ObserveCluster: CredentialsUnreadable: no such secret',
    });
  });

  const OUTAGES = [
    ERRORS.transient,
    'Lambda.TooManyRequestsException',
    'Lambda.ResourceNotReadyException',
    'Lambda.Unknown',
    'Runtime.ExitError',
    'States.Timeout',
  ];

  it.each(others)('%s in an outage: has heartbeats recorded, and is tried again', async (state) => {
    const ended = await run({
      [state]: (call) => {
        if (call.visits === 0) throw new StateError(ERRORS.transient, 'throttled');
        return GOOD[state]?.(call);
      },
    });
    expect(ended.status).toBe('SUCCEEDED');
    const calls = ended.calls.map((call) => call.state);
    const from = calls.indexOf(state);
    expect(calls.slice(from, from + 6)).toEqual(Array.from({ length: 6 }, () => state));
    if (state !== 'RecordHeartbeat') expect(calls[from + 6]).toBe('RecordHeartbeat');
    expect(calls.lastIndexOf(state)).toBeGreaterThan(from + 5);
  });

  it('asks for heartbeats after it, whatever the look before has seen; and not where that saw none to be due', async () => {
    const ended = await run({
      WaitForVolumes: ({ visits }) => {
        if (visits === 0) return { ...step<'WaitForVolumes'>('pending'), heartbeat: 'not-due' };
        if (visits === 1) throw new StateError(ERRORS.transient, 'throttled');
        return step<'WaitForVolumes'>('free');
      },
    });
    const calls = ended.calls.map((call) => call.state);
    const [from, to] = [calls.indexOf('WaitForVolumes'), calls.indexOf('WaitForReplacement')];
    const tries = Array.from({ length: 6 }, () => 'WaitForVolumes');
    expect(calls.slice(from, to)).toEqual(['WaitForVolumes', ...tries, 'RecordHeartbeat', 'WaitForVolumes']);
  });

  it.each(OUTAGES)(
    'with %s for good: notifies people after a while, and records heartbeats until then',
    async (error) => {
      const ended = await run(failing('ObserveCluster', error, 'gone'));
      expect(ended).toMatchObject({ status: 'FAILED', error: PAGES.replacementFailed });
      expect(ended.cause).toBe(`ObserveCluster: ${error}: gone`);
      const heartbeats = ended.calls.filter(({ state }) => state === 'RecordHeartbeat').map(({ now }) => now);
      expect(heartbeats).toHaveLength(MOST_OUTAGES - 1);
      for (const [i, now] of heartbeats.entries())
        expect(now - (heartbeats[i - 1] ?? START)).toBeLessThan((settings.heartbeatSeconds / 3) * 1000);
      expect(ended.endedAt - START).toBeGreaterThanOrEqual(10 * MINUTE);
      expect(ended.endedAt - START).toBeLessThanOrEqual(20 * MINUTE);
    },
  );

  it('that recovers does not count later: only outages count', async () => {
    const { status } = await run({
      JudgeQuorum: (call) =>
        call.visits < 40 ? step<'JudgeQuorum'>('wait') : step<'JudgeQuorum'>('proceed'),
    });
    expect(status).toBe('SUCCEEDED');
  });
});

describe('a page that fails', () => {
  const stopped: Script = {
    WaitForVolumes: () => step<'WaitForVolumes'>('stop', PAGE),
    PageOperator: () => {
      throw new StateError('Error', '{"errorMessage":"no table"}');
    },
  };

  it('is reported without any function', async () => {
    const ended = await run(stopped);
    expect(ended).toMatchObject({ status: 'FAILED', error: PAGE.heading, cause: PAGE.reason });
    const notified = ended.calls.at(-1);
    expect(notified).toMatchObject({ state: 'NotifyNotReplaced', resource: 'arn:aws:states:::sns:publish' });
    const { Subject = '', Message } = (notified?.arguments ?? {}) as { Subject?: string; Message?: string };
    expect(Subject).toBe('shop-masters: a master is NOT REPLACED, check now');
    expect(Subject.length).toBeLessThanOrEqual(100);
    expect(Message).toContain(`Group: ${REPLACEMENT.group}, instance: i-0a`);
    expect(Message).toContain(`Why: ${PAGE.reason}`);
    expect(Message).toContain('the lease may still be taken: Error: no table');
    expect(Message).toContain('heading NotifyNotReplaced');
  });

  it('and can’t be reported either: fails all the same, by the page’s name', async () => {
    const ended = await run({
      ...stopped,
      NotifyNotReplaced: () => {
        throw new StateError('SNS.KmsDisabled', 'key is disabled');
      },
    });
    expect(ended).toMatchObject({ status: 'FAILED', error: PAGE.heading, cause: PAGE.reason });
  });

  it('for a while only: is tried for as long as its retries say', async () => {
    const ended = await run({
      ...stopped,
      PageOperator: ({ tries }) => {
        if (tries < 100) throw new StateError(ERRORS.transient, 'throttled');
        return { summary: 'Notified: x.' };
      },
    });
    expect(ended.calls.some(({ state }) => state === 'NotifyNotReplaced')).toBe(false);
    expect(longestSeconds(UNTIL_TOLD)).toBe(20 * 60);
  });
});
