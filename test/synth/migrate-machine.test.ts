import { ERRORS } from '../../lambdas/shared/contract/errors.ts';
import type { Decision } from '../../lambdas/shared/contract/payloads.ts';
import { StateError } from './support/execution.ts';
import {
  at,
  type Call,
  MINUTE,
  run,
  type Script,
  type ScriptedRun,
  START,
  STEPS,
  verdict,
} from './support/scripted-run.ts';
import { shopTemplate } from './support/shop-templates.ts';

const template = shopTemplate();
const migrate = (script: Script = {}, input: unknown = {}): Promise<ScriptedRun> =>
  run(template, 'Migrate', input, script);

const PREFLIGHT = [
  'Preflight',
  'ProvisionStateBucket',
  'VerifyKms',
  'DescribeDatabases',
  'VerifyRds',
  'VerifyDns',
  'VerifyAlarms',
];
const STEP = ['ShiftWeight', 'WaitForPropagation', 'ConfirmWeight', 'Soak', 'JudgeSoak', 'Verdict'];
const BEFORE = [
  'ValidateInput',
  ...PREFLIGHT,
  'AssessReadiness',
  'IsReady',
  'LowerTtl',
  'WaitForOldTtl',
  'AdoptRecords',
];
const AFTER = [
  'RetireLegacyRecords',
  'WaitForDrain',
  'MeasureLegacyTraffic',
  'IsLegacyQuiet',
  'CloseMigration',
  'Migrated',
];

const decide = (decision: Decision['decision'], soakUntil = ''): Decision => ({
  decision,
  reason: 'looked at it',
  decidedBy: 'somebody',
  soakUntil,
});

const once =
  (failing: unknown, otherwise: (call: Call) => unknown): Script[string] =>
  (call) => {
    if (call.visits > 0) return otherwise(call);
    if (failing instanceof Error) throw failing;
    return failing;
  };
const fails =
  (name: string, cause = 'broken'): Script[string] =>
  () => {
    throw new StateError(name, cause);
  };

describe('the way of a migration', () => {
  it('goes from the look before to the end of the drain, six states a step', async () => {
    const { status, path } = await migrate();
    expect(status).toBe('SUCCEEDED');
    expect(path).toEqual([...BEFORE, ...Array.from({ length: STEPS }, () => STEP).flat(), ...AFTER]);
  });

  it('costs at most 30 transitions and 6 a step', async () => {
    const { path } = await migrate();
    expect(path.length).toBeLessThanOrEqual(30 + 6 * STEPS);
  });

  it('waits for everything that it is told to wait for', async () => {
    const { endedAt } = await migrate();
    // The old TTL, for each step propagation and a soak that ends two minutes after its confirmation, the drain.
    expect(endedAt - START).toBe((1 + STEPS * 3 + 1) * MINUTE);
  });

  it('hands every function what it needs, and nothing that names a target', async () => {
    const { calls } = await migrate({}, { note: 'n' });
    const execution = { name: 'run-1', arn: expect.stringContaining('run-1'), startedAt: at(START) };
    const payloads = Object.fromEntries(calls.map(({ state, payload }) => [state, payload]));
    expect(payloads.ValidateInput).toEqual({ run: execution, input: { note: 'n' } });
    expect(payloads.VerifyDns).toEqual({ run: execution, continues: '', dryRun: false });
    expect(payloads.VerifyRds).toEqual({
      run: execution,
      continues: '',
      dryRun: false,
      described: { endpoints: [], findings: [] },
    });
    expect(payloads.AssessReadiness.checks.map(({ check }: { check: string }) => check)).toEqual([
      'ProvisionStateBucket',
      'VerifyKms',
      'VerifyRds',
      'VerifyDns',
      'VerifyAlarms',
    ]);
    expect(payloads.JudgeSoak).toEqual({
      run: execution,
      step: STEPS - 1,
      soakFrom: expect.stringMatching(/Z$/),
      soakUntil: expect.stringMatching(/Z$/),
      extensions: 0,
    });
    // The later of the two zones' changes, whichever comes first.
    const retired = calls.find(({ state }) => state === 'RetireLegacyRecords');
    expect(payloads.MeasureLegacyTraffic).toEqual({
      run: execution,
      retiredAt: at((retired?.now ?? 0) + 3000),
    });
  });

  it('counts the steps', async () => {
    const { calls } = await migrate();
    const steps = calls.filter(({ state }) => state === 'ShiftWeight').map(({ payload }) => payload.step);
    expect(steps).toEqual([0, 1, 2, 3, 4]);
  });
});

describe('what comes before the first change', () => {
  it('ends with the plan when only that was asked for', async () => {
    const { status, path } = await migrate({
      ValidateInput: () => ({ dryRun: true, note: '', step: 0, continues: '' }),
    });
    expect(status).toBe('SUCCEEDED');
    expect(path.slice(-2)).toEqual(['IsReady', 'PlanReady']);
    expect(path).not.toContain('LowerTtl');
  });

  it('refuses when something is not ready, dry run or not', async () => {
    for (const dryRun of [true, false]) {
      const { status, error, cause, path } = await migrate({
        ValidateInput: () => ({ dryRun, note: '', step: 0, continues: '' }),
        AssessReadiness: () => ({
          ready: false,
          summary: '1 of 9 findings fails.',
          report: 's3://r',
          failing: ['x'],
        }),
      });
      expect({ status, error }).toEqual({ status: 'FAILED', error: ERRORS.notReady });
      expect(cause).toBe('1 of 9 findings fails. Report: s3://r');
      expect(path).not.toContain('LowerTtl');
    }
  });

  it('continues a stopped run at its step, and takes it over once only', async () => {
    const { status, path, calls } = await migrate({
      ValidateInput: () => ({ dryRun: false, note: '', step: 3, continues: 'run-0' }),
    });
    expect(status).toBe('SUCCEEDED');
    expect(path).not.toContain('LowerTtl');
    const shifts = calls.filter(({ state }) => state === 'ShiftWeight').map(({ payload }) => payload);
    expect(shifts.map(({ step, continues }) => [step, continues])).toEqual([
      [3, 'run-0'],
      [4, ''],
    ]);
    expect(calls.find(({ state }) => state === 'VerifyDns')?.payload.continues).toBe('run-0');
  });

  it('tells a check that breaks as a finding that fails, beside those of the others', async () => {
    const { path, calls } = await migrate({ VerifyKms: fails('TypeError', 'x is undefined') });
    const { checks } = calls.find(({ state }) => state === 'AssessReadiness')?.payload ?? {};
    expect(checks).toHaveLength(5);
    expect(checks[1]).toEqual({
      check: 'VerifyKms',
      findings: [
        expect.objectContaining({
          check: 'VerifyKms',
          level: 'fail',
          code: 'check-broken',
          seen: 'TypeError: x is undefined',
        }),
      ],
    });
    expect(path).toContain('VerifyAlarms');
  });

  it('tells one finding when the databases can’t be described', async () => {
    const { path, calls } = await migrate({ DescribeDatabases: fails('AccessDenied') });
    expect(path).not.toContain('VerifyRds');
    const { checks } = calls.find(({ state }) => state === 'AssessReadiness')?.payload ?? {};
    expect(checks[2]).toMatchObject({
      check: 'VerifyRds',
      findings: [{ level: 'fail', code: 'check-broken' }],
    });
  });

  it.each(['ValidateInput', 'AssessReadiness'])(
    'fails at once when %s does, and rolls nothing back',
    async (state) => {
      const { status, error, path } = await migrate({ [state]: fails('InvalidInput') });
      expect({ status, error }).toEqual({ status: 'FAILED', error: 'InvalidInput' });
      expect(path).not.toContain('StartRollBack');
    },
  );
});

describe('a failure from LowerTtl on', () => {
  it.each([
    'LowerTtl',
    'AdoptRecords',
    'ShiftWeight',
    'ConfirmWeight',
    'JudgeSoak',
    'RetireLegacyRecords',
    'MeasureLegacyTraffic',
    'CloseMigration',
  ])('of %s starts the rollback and ends in failure', async (state) => {
    const { status, error, cause, path, calls } = await migrate({
      [state]: fails(ERRORS.fenceLost, 'epoch 7'),
    });
    expect(path.slice(-3)).toEqual([state, 'StartRollBack', 'RolledBack']);
    expect({ status, error, cause }).toEqual({ status: 'FAILED', error: ERRORS.fenceLost, cause: 'epoch 7' });
    expect(calls.at(-1)?.payload).toEqual({
      source: 'migration',
      run: 'run-1',
      reason: 'FenceLost: epoch 7',
      asOf: expect.stringMatching(/Z$/),
      cause: expect.stringContaining('run-1'),
    });
    expect(calls.at(-1)?.arguments.StateMachineArn).toMatch(/:stateMachine:shop-RollBack$/);
  });

  it('ends in failure with its own error when the rollback can’t be started', async () => {
    const { status, error } = await migrate({
      ShiftWeight: fails('FenceLost'),
      StartRollBack: fails('StepFunctions.ExecutionLimitExceeded'),
    });
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'FenceLost' });
  });

  it('has a reason even when Step Functions gives none', async () => {
    const { cause, calls } = await migrate({
      LowerTtl: () => {
        throw new StateError('States.Timeout');
      },
    });
    expect(cause).toBe('');
    expect(calls.at(-1)?.payload.reason).toBe('States.Timeout: ');
  });

  it('is tried again first when it is transient', async () => {
    const { status, calls } = await migrate({ ShiftWeight: fails(ERRORS.transient) });
    expect(status).toBe('FAILED');
    expect(calls.filter(({ state }) => state === 'ShiftWeight')).toHaveLength(1 + 6);
  });

  it('is not tried again when it is not', async () => {
    const { calls } = await migrate({ ShiftWeight: fails('TypeError') });
    expect(calls.filter(({ state }) => state === 'ShiftWeight')).toHaveLength(1);
  });

  it('waits for Route 53 every 20 seconds for half an hour', async () => {
    const { status, calls } = await migrate({ ConfirmWeight: fails(ERRORS.notInSync) });
    const asked = calls.filter(({ state }) => state === 'ConfirmWeight').map(({ now }) => now);
    expect(status).toBe('FAILED');
    expect(asked).toHaveLength(91);
    expect((asked.at(-1) ?? 0) - (asked[0] ?? 0)).toBe(30 * MINUTE);
  });
});

describe('the verdict on a soak', () => {
  it('inconclusive: soaks on until then, and counts', async () => {
    const soakedUntil = at(START + 100 * MINUTE);
    const { status, path, calls } = await migrate({
      JudgeSoak: once(verdict('inconclusive', { soakUntil: soakedUntil }), ({ payload }) =>
        verdict('pass', { last: payload.step === STEPS - 1 }),
      ),
    });
    expect(status).toBe('SUCCEEDED');
    const judged = calls.filter(({ state }) => state === 'JudgeSoak');
    expect(judged[1]?.payload).toMatchObject({ step: 0, soakUntil: soakedUntil, extensions: 1 });
    expect(judged[1]?.now).toBe(START + 100 * MINUTE);
    expect(judged[1]?.payload.soakFrom).toBe(judged[0]?.payload.soakFrom);
    expect(path.join()).toContain('Verdict,Soak,JudgeSoak,Verdict,ShiftWeight');
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
    });
  });
});

describe('a decision on a held soak', () => {
  const held = (resume: string, decision: Decision): Promise<ScriptedRun> =>
    migrate({
      JudgeSoak: once({ ...verdict('hold'), resume }, ({ payload }) =>
        verdict('pass', { last: payload.step >= STEPS - 1 }),
      ),
      HoldForDecision: () => decision,
    });

  it('promote goes on to the next step', async () => {
    const { path, calls } = await held('NextStep', decide('promote'));
    expect(path.join()).toContain('HoldForDecision,Decision,ShiftWeight');
    expect(calls.filter(({ state }) => state === 'ShiftWeight').map(({ payload }) => payload.step)).toEqual([
      0, 1, 2, 3, 4,
    ]);
  });

  it.each(['ShiftWeight', 'ConfirmWeight', 'RetireLegacyRecords', 'CloseMigration', 'AdoptRecords'])(
    'promote goes on at %s where the hold says so, with the same step',
    async (resume) => {
      const { status, path, calls } = await held(resume, decide('promote'));
      expect(status).toBe('SUCCEEDED');
      expect(path.join()).toContain(`HoldForDecision,Decision,${resume}`);
      const resumed = calls.slice(calls.findIndex(({ state }) => state === 'HoldForDecision'));
      const next = resumed.find(
        ({ payload }) => typeof payload.step === 'number' && payload.taskToken === undefined,
      );
      expect(next?.payload.step ?? 0).toBe(0);
    },
  );

  it('extend soaks on until then', async () => {
    const until = at(START + 500 * MINUTE);
    const { path, calls } = await held('NextStep', decide('extend', until));
    expect(path.join()).toContain('HoldForDecision,Decision,Soak,JudgeSoak');
    const judged = calls.filter(({ state }) => state === 'JudgeSoak')[1];
    expect(judged).toMatchObject({ now: START + 500 * MINUTE, payload: { soakUntil: until, step: 0 } });
  });

  it('abort rolls back for the person’s reason', async () => {
    const { status, error, cause, path } = await held('NextStep', decide('abort'));
    expect({ status, error, cause }).toEqual({
      status: 'FAILED',
      error: ERRORS.aborted,
      cause: 'looked at it',
    });
    expect(path.slice(-2)).toEqual(['StartRollBack', 'RolledBack']);
  });

  it('that nobody knows rolls back', async () => {
    const { error, path } = await held('NextStep', { ...decide('promote'), decision: 'sure' as 'promote' });
    expect(error).toBe(ERRORS.invalidInput);
    expect(path.at(-1)).toBe('RolledBack');
  });

  it('that fits no state rolls back', async () => {
    const { error, path } = await held('Nowhere', decide('promote'));
    expect(error).toBe(ERRORS.invalidInput);
    expect(path.at(-1)).toBe('RolledBack');
  });

  it('none, for as long as the hold may last, rolls back', async () => {
    const { error, cause, calls } = await migrate({
      JudgeSoak: () => verdict('hold'),
      HoldForDecision: fails('States.Timeout'),
    });
    expect({ error, cause }).toEqual({ error: 'States.Timeout', cause: 'Nobody decided within 1 day.' });
    expect(calls.find(({ state }) => state === 'HoldForDecision')?.timeoutSeconds).toBe(24 * 3600);
  });
});

describe('what somebody else wrote', () => {
  const STATES = [
    'AdoptRecords',
    'ShiftWeight',
    'ConfirmWeight',
    'RetireLegacyRecords',
    'CloseMigration',
  ] as const;
  const foreign = (state: string, ...decisions: Decision[]): Promise<ScriptedRun> =>
    migrate({
      [state]: (call) => {
        if (call.visits === 0) throw new StateError(ERRORS.foreignWrite, 'www holds 192.0.2.1');
        return state === 'ConfirmWeight'
          ? { soakFrom: at(call.now), soakUntil: at(call.now) }
          : { waitUntil: at(call.now), changes: [{ acceptedAt: at(call.now) }] };
      },
      HoldForDecision: ({ visits }) => decisions[visits],
    });

  it.each(STATES)('is held at %s, and tried again when a person says so', async (state) => {
    const { status, path, calls } = await foreign(state, decide('promote'));
    expect(status).toBe('SUCCEEDED');
    expect(path.join()).toContain(`${state},HoldForDecision,Decision,${state}`);
    expect(calls.find((call) => call.state === 'HoldForDecision')?.payload).toMatchObject({
      state,
      reasons: ['www holds 192.0.2.1'],
    });
  });

  it.each(STATES)('is asked about again at %s when a person wants time', async (state) => {
    const until = START + 1000 * MINUTE;
    const { path, calls } = await foreign(state, decide('extend', at(until)), decide('abort'));
    expect(path.join()).toContain('Decision,WaitToAskAgain,HoldForDecision,Decision,StartRollBack');
    const asked = calls.filter((call) => call.state === 'HoldForDecision');
    expect(asked.map(({ payload }) => payload.state)).toEqual([state, state]);
    expect(asked[1]?.now).toBe(until);
  });

  it('is not held before anything was changed', async () => {
    const { path } = await migrate({ LowerTtl: fails(ERRORS.foreignWrite) });
    expect(path.slice(-2)).toEqual(['StartRollBack', 'RolledBack']);
  });
});

describe('the drain', () => {
  const drain = (first: string, script: Script = {}): Promise<ScriptedRun> =>
    migrate({
      MeasureLegacyTraffic: once(
        { verdict: first, reasons: ['12 requests'], waitUntil: at(START + 1000 * MINUTE) },
        ({ now }) => ({ verdict: 'pass', reasons: [], waitUntil: at(now) }),
      ),
      ...script,
    });

  it('goes on until legacy is quiet', async () => {
    const { status, path, calls } = await drain('inconclusive');
    expect(status).toBe('SUCCEEDED');
    expect(path.join()).toContain(
      'IsLegacyQuiet,WaitForDrain,MeasureLegacyTraffic,IsLegacyQuiet,CloseMigration',
    );
    expect(calls.filter(({ state }) => state === 'MeasureLegacyTraffic')[1]?.now).toBe(START + 1000 * MINUTE);
  });

  it('rolls back when it fails', async () => {
    const { error, cause } = await drain('fail');
    expect({ error, cause }).toEqual({ error: ERRORS.soakFailed, cause: '12 requests' });
  });

  it('asks a person when it takes too long, who may close', async () => {
    const { status, path } = await drain('hold', { HoldForDecision: () => decide('promote') });
    expect(status).toBe('SUCCEEDED');
    expect(path.join()).toContain('IsLegacyQuiet,HoldForDecision,Decision,CloseMigration');
  });

  it('… or drain longer', async () => {
    const until = START + 2000 * MINUTE;
    const { path, calls } = await drain('hold', { HoldForDecision: () => decide('extend', at(until)) });
    expect(path.join()).toContain('Decision,WaitForDrain,MeasureLegacyTraffic');
    expect(calls.filter(({ state }) => state === 'MeasureLegacyTraffic')[1]?.now).toBe(until);
  });
});
