import { ERRORS } from '../../lambdas/migration/contract/errors.ts';
import {
  at,
  MINUTE,
  type Script,
  type ScriptedRun,
  START,
  STEPS,
  verdict,
} from './migration/support/scripted-run.ts';
import { decide, once } from './support/scripted-decisions.ts';
import { migrate } from './support/shop-machines.ts';

describe('the verdict on a soak', () => {
  it('inconclusive: soaks on until then, and counts', async () => {
    const soakedUntil = at(START + 100 * MINUTE);
    const { status, path, calls } = await migrate({
      JudgeSoak: once(verdict('inconclusive', { soakUntil: soakedUntil, extensions: 1 }), ({ payload }) =>
        verdict('pass', { last: payload.step === STEPS - 1 }),
      ),
    });
    expect(status).toBe('SUCCEEDED');
    const judged = calls.filter(({ state }) => state === 'JudgeSoak');
    expect(judged[1]?.payload).toMatchObject({ step: 0, soakUntil: soakedUntil, extensions: 1 });
    expect(judged[1]?.now).toBe(START + 100 * MINUTE);
    expect(judged[1]?.payload.soakFrom).toBe(judged[0]?.payload.soakFrom);
    expect(path.join()).toContain('Verdict,WhichSoak,Soak 5 %,JudgeSoak,Verdict,JudgeLegacy');
    // The next step begins to count anew.
    expect(judged[2]?.payload).toMatchObject({ step: 1, extensions: 0 });
  });

  it('fail: rolls back for its reasons', async () => {
    const { error, cause, calls } = await migrate({
      JudgeSoak: () => verdict('fail', { reasons: ['alarm a fired', 'alarm b fired'] }),
    });
    expect({ error, cause }).toEqual({ error: ERRORS.soakFailed, cause: 'alarm a fired; alarm b fired' });
    expect(calls.at(-1)?.payload.reason).toBe('SoakFailed: alarm a fired; alarm b fired');
  });

  it('again: makes the step again after a look at legacy, three times at most, and then asks a person', async () => {
    const lost = verdict('again', { resume: 'ShiftWeight', reasons: ['Route 53 has lost it'] });
    const { calls, path } = await migrate({
      JudgeSoak: () => lost,
      HoldForDecision: () => decide('abort'),
    });
    const shifts = calls.filter(({ state }) => state === 'ShiftWeight').map(({ payload }) => payload.step);
    expect(shifts).toEqual([0, 0, 0, 0]);
    expect(path.join()).toContain('JudgeSoak,Verdict,JudgeLegacy,IsLegacyReady,ShiftWeight');
    const hold = calls.find(({ state }) => state === 'HoldForDecision');
    expect(hold?.payload).toMatchObject({ state: 'JudgeSoak', reasons: ['Route 53 has lost it'] });
  });

  it('that nobody knows rolls back', async () => {
    const { error, path } = await migrate({ JudgeSoak: () => ({ ...verdict('pass'), verdict: 'splendid' }) });
    expect(error).toBe(ERRORS.soakFailed);
    expect(path.at(-1)).toBe('RolledBack');
  });

  it('hold: asks a person, and says why', async () => {
    const { calls } = await migrate({
      JudgeSoak: once(verdict('hold', { reasons: ['approval asked for'] }), () =>
        verdict('pass', { last: true }),
      ),
      HoldForDecision: () => decide('promote'),
    });
    const hold = calls.find(({ state }) => state === 'HoldForDecision');
    expect(hold?.resource).toMatch(/:lambda:invoke\.waitForTaskToken$/);
    expect(hold?.payload).toEqual({
      run: expect.objectContaining({ name: 'run-1' }),
      taskToken: 'token-HoldForDecision',
      step: 0,
      state: 'JudgeSoak',
      reasons: ['approval asked for'],
      legacy: [],
      oneWay: false,
      again: false,
    });
  });
});

describe('the drain', () => {
  const drain = (first: string, script: Script = {}): Promise<ScriptedRun> =>
    migrate({
      MeasureLegacyTraffic: once(
        { verdict: first, reasons: ['12 requests'], legacy: [], waitUntil: at(START + 1000 * MINUTE) },
        ({ now }) => ({ verdict: 'pass', reasons: [], legacy: [], waitUntil: at(now) }),
      ),
      ...script,
    });

  it('continues until legacy is quiet', async () => {
    const { status, path, calls } = await drain('inconclusive');
    expect(status).toBe('SUCCEEDED');
    expect(path.join()).toContain(
      'IsLegacyQuiet,WaitForDrain,MeasureLegacyTraffic,IsLegacyQuiet,CloseMigration',
    );
    expect(calls.filter(({ state }) => state === 'MeasureLegacyTraffic')[1]?.now).toBe(START + 1000 * MINUTE);
  });

  it('is measured at once when Watch ends it', async () => {
    const { path, calls } = await drain('inconclusive', {
      WaitForDrain: () => ({ reason: 'somebody wrote' }),
    });
    expect(path.join()).toContain('WaitForDrain,MeasureLegacyTraffic,IsLegacyQuiet,WaitForDrain');
    const [waits] = calls.filter(({ state }) => state === 'WaitForDrain');
    expect(waits?.resource).toMatch(/:lambda:invoke\.waitForTaskToken$/);
    expect(waits?.payload).toMatchObject({ taskToken: 'token-WaitForDrain', step: STEPS - 1 });
    const [measured] = calls.filter(({ state }) => state === 'MeasureLegacyTraffic');
    expect(measured?.now).toBe(waits?.now);
  });

  it('rolls back when it fails', async () => {
    const { error, cause } = await drain('fail');
    expect({ error, cause }).toEqual({ error: ERRORS.soakFailed, cause: '12 requests' });
  });

  it('asks a person when it takes too long, who may close', async () => {
    const { status, path } = await drain('hold', { HoldForDecision: () => decide('promote') });
    expect(status).toBe('SUCCEEDED');
    expect(path.join()).toContain('Decision,JudgePromotion,Promotion,CloseMigration');
  });

  it('… or drain longer', async () => {
    const until = START + 2000 * MINUTE;
    const { path, calls } = await drain('hold', { HoldForDecision: () => decide('extend', at(until)) });
    expect(path.join()).toContain('Decision,WaitForDrain,MeasureLegacyTraffic');
    expect(calls.filter(({ state }) => state === 'MeasureLegacyTraffic')[1]?.now).toBe(until);
  });
});
