import { ERRORS } from '../../../lambdas/migration/contract/errors.ts';
import { fails, migrate } from '../support/shop-machines.ts';
import { PREFLIGHT, SHOP_CHECKS } from './support/preflight-path.ts';
import { at, MINUTE, START, STEPS, validated } from './support/scripted-run.ts';

/** Before each step, and before the end of the shift. */
const LEGACY = ['JudgeLegacy', 'IsLegacyReady'];
const stepTo = (percent: number) => [
  ...LEGACY,
  'ShiftWeight',
  'WaitForPropagation',
  'ConfirmWeight',
  'WhichSoak',
  `Soak ${percent} %`,
  'JudgeSoak',
  'Verdict',
];
const BEFORE = [
  'ValidateInput',
  'HasItBegun',
  ...PREFLIGHT,
  'AssessReadiness',
  'IsReady',
  'LowerTtl',
  'StartWatch',
  'WaitForOldTtl',
  'AdoptRecords',
];
const AFTER = [
  ...LEGACY,
  'RetireLegacyRecords',
  'WaitForDrain',
  'MeasureLegacyTraffic',
  'IsLegacyQuiet',
  'CloseMigration',
  'Migrated',
];

describe('the way of a migration', () => {
  it('leads from preflight to the end of the drain, nine states a step, and each soak says which it is', async () => {
    const { status, path } = await migrate();
    expect(status).toBe('SUCCEEDED');
    expect(path).toEqual([...BEFORE, ...[5, 25, 50, 75, 100].flatMap(stepTo), ...AFTER]);
  });

  it('costs 17 transitions beside Preflight, and nine a step', async () => {
    const { path } = await migrate();
    expect(path).toHaveLength(PREFLIGHT.length - 1 + 17 + 9 * STEPS);
  });

  it('waits for everything that it must wait for', async () => {
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
    const described = { endpoints: [], zones: [], findings: [] };
    const asked = { run: execution, continues: '', dryRun: false };
    expect(payloads['ProbeDatabases 2']).toEqual({ ...asked, endpoints: [], place: 1 });
    expect(payloads.LogInToDatabases).toEqual({ ...asked, endpoints: [] });
    expect(payloads.VerifyRds).toEqual({
      ...asked,
      described,
      seen: [{ databases: [] }, { databases: [] }, { logins: [] }],
    });
    expect(payloads.AssessReadiness.checks.map(({ check }: { check: string }) => check)).toEqual([
      'ProvisionStateBucket',
      'VerifyKms',
      'VerifyCluster',
      'VerifyRds',
      'VerifyIngress',
      'VerifyDns',
      'VerifyAlarms',
      'VerifyRollBack',
      'VerifyNotifications',
      'VerifyLegacy',
      'VerifyCredentials',
      'VerifyNetwork',
      'VerifyWorkloads',
    ]);
    expect(payloads.JudgeSoak).toEqual({
      run: execution,
      step: STEPS - 1,
      from: -1,
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
  it('ends with the plan when only that was requested', async () => {
    const { status, path } = await migrate({
      ValidateInput: () => validated({ dryRun: true }),
    });
    expect(status).toBe('SUCCEEDED');
    expect(path.slice(-2)).toEqual(['IsReady', 'PlanReady']);
    expect(path).not.toContain('LowerTtl');
  });

  it('refuses when something is not ready, dry run or not', async () => {
    for (const dryRun of [true, false]) {
      const { status, error, cause, path } = await migrate({
        ValidateInput: () => validated({ dryRun }),
        AssessReadiness: () => ({
          ready: false,
          summary: '1 of 9 findings blocks the start.',
          report: 's3://r',
          blocking: ['x'],
        }),
      });
      expect({ status, error }).toEqual({ status: 'FAILED', error: ERRORS.notReady });
      expect(cause).toBe('1 of 9 findings blocks the start. Report: s3://r');
      expect(path).not.toContain('LowerTtl');
    }
  });

  it.each([true, false])('ends a repeated dry run in success, ready or not (%s)', async (ready) => {
    const { status, path, calls } = await migrate({
      ValidateInput: () => validated({ dryRun: true, notify: 'changes' }),
      AssessReadiness: () => ({ ready, summary: 's', report: 's3://r', blocking: ready ? [] : ['x'] }),
    });
    expect(status).toBe('SUCCEEDED');
    expect(path.slice(-2)).toEqual(['IsReady', 'PreflightRepeated']);
    expect(calls.find(({ state }) => state === 'AssessReadiness')?.payload.notify).toBe('changes');
  });

  it('checks nothing in a repeated dry run once the migration has begun', async () => {
    const { status, path } = await migrate({
      ValidateInput: () => validated({ dryRun: true, notify: 'changes', begun: true }),
    });
    expect(status).toBe('SUCCEEDED');
    expect(path).toEqual(['ValidateInput', 'HasItBegun', 'AlreadyBegun']);
  });

  it('continues one that was stopped in its drain without checks: it is taken over, judged and retired', async () => {
    const { status, path, calls } = await migrate({
      ValidateInput: () =>
        validated({ step: STEPS - 1, shifted: STEPS - 1, continues: 'run-0', next: 'RetireLegacyRecords' }),
      'StartWatch again': () => ({ summary: '' }),
    });
    expect(status).toBe('SUCCEEDED');
    expect(path.slice(0, 7)).toEqual([
      'ValidateInput',
      'HasItBegun',
      'StartWatch again',
      'JudgeLegacy',
      'IsLegacyReady',
      'RetireLegacyRecords',
      'WaitForDrain',
    ]);
    const continues = (name: string) => calls.find(({ state }) => state === name)?.payload.continues;
    expect([continues('StartWatch again'), continues('JudgeLegacy')]).toEqual(['run-0', 'run-0']);
  });

  it('continues a stopped run at its step, and takes it over once only', async () => {
    const { status, path, calls } = await migrate({
      ValidateInput: () => validated({ step: 3, continues: 'run-0' }),
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

  it('reports a check that breaks as a finding that fails, beside those of the others', async () => {
    const { path, calls } = await migrate({ VerifyKms: fails('TypeError', 'x is undefined') });
    const { checks } = calls.find(({ state }) => state === 'AssessReadiness')?.payload ?? {};
    expect(checks).toHaveLength(SHOP_CHECKS.length);
    expect(checks[SHOP_CHECKS.indexOf('VerifyKms')]).toEqual({
      check: 'VerifyKms',
      findings: [
        expect.objectContaining({
          check: 'VerifyKms',
          level: 'fail',
          code: 'check-broken',
          seen: 'TypeError: x is undefined',
          toDo: 'Read the log in /aws/lambda/shop-VerifyKms, fix what it names, then start again.',
        }),
      ],
    });
    expect(path).toContain('VerifyAlarms');
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
    'StartWatch',
    'AdoptRecords',
    'ShiftWeight',
    'ConfirmWeight',
    'Soak 5 %',
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
    const { cause, calls } = await migrate({ LowerTtl: fails('States.Timeout') });
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
