import type { LoggedIn } from '../../../../lambdas/migration/contract/database-logins.ts';
import type { ProbedFromHere } from '../../../../lambdas/migration/contract/database-probes.ts';
import type { CheckResult, Finding } from '../../../../lambdas/migration/contract/findings.ts';
import type {
  ChangeResult,
  ConfirmResult,
  DescribedDatabases,
  DescribedOwners,
  DrainVerdict,
  LegacyVerdict,
  PromotionVerdict,
  Readiness,
  SoakVerdict,
  StepVerdict,
  ValidatedInput,
} from '../../../../lambdas/migration/contract/payloads.ts';
import type {
  ConfirmLegacyResult,
  JoinResult,
  RestoreResult,
  RollBackRequest,
  StopResult,
} from '../../../../lambdas/migration/contract/roll-back-payloads.ts';
import { readRequest } from '../../../../lambdas/migration/domain/roll-back-request.ts';
import { type Definition, definitionOf, type MachineName } from '../../support/definition.ts';
import { type Ended, StateError, type TaskCall } from '../../support/execution.ts';
import { execute } from '../../support/interpreter.ts';
import type { Template } from '../../support/template.ts';

/** A call as a script sees it: what the function (or the service) is handed. */
export interface Call extends TaskCall {
  // biome-ignore lint/suspicious/noExplicitAny: what a function is handed is its own business
  readonly payload: any;
  /** How often this state was visited before. */
  readonly visits: number;
}

/** Says what a state's task results in; states that it doesn't name do as in `GOOD`. */
export type Script = Readonly<Record<string, (call: Call) => unknown>>;

export interface ScriptedRun extends Ended {
  readonly calls: readonly Call[];
}

export const callsOf = ({ calls }: ScriptedRun, state: string) =>
  calls.filter((call) => call.state === state);
export const payloadsOf = (ran: ScriptedRun, state: string) =>
  callsOf(ran, state).map(({ payload }) => payload);

export const START = Date.parse('2026-11-02T09:00:00Z');
export const MINUTE = 60_000;
export const STEPS = 5;

export const at = (time: number): string => new Date(time).toISOString();

/** What ValidateInput makes of `{}`, or of something else. */
export function validated(overrides: Partial<ValidatedInput> = {}): ValidatedInput {
  return {
    dryRun: false,
    notify: '',
    begun: false,
    note: '',
    step: 0,
    shifted: -1,
    continues: '',
    next: 'ShiftWeight',
    ...overrides,
  };
}

const READY: LegacyVerdict = { verdict: 'pass', reasons: ['Legacy is ready.'], legacy: [] };

/** A run in which everything goes well; five steps, one minute for everything that is waited for. */
const GOOD: Script = {
  ValidateInput: (): ValidatedInput => validated(),
  DescribeOwners: (): DescribedOwners => ({ owned: [], unread: '' }),
  DescribeDatabases: (): DescribedDatabases => ({ endpoints: [], zones: [], findings: [] }),
  'ProbeDatabases 1': (): ProbedFromHere => ({ databases: [] }),
  'ProbeDatabases 2': (): ProbedFromHere => ({ databases: [] }),
  LogInToDatabases: (): LoggedIn => ({ logins: [] }),
  AssessReadiness: (): Readiness => ({
    ready: true,
    summary: 'All good.',
    report: 's3://reports/1',
    blocking: [],
  }),
  LowerTtl: ({ now }) => changed(now),
  AdoptRecords: ({ now }) => changed(now),
  ShiftWeight: ({ now }) => changed(now),
  ConfirmWeight: ({ now }): ConfirmResult => ({
    summary: 'In sync.',
    inSyncAt: at(now),
    soakFrom: at(now + MINUTE),
    soakUntil: at(now + 2 * MINUTE),
  }),
  JudgeSoak: ({ payload }): SoakVerdict => verdict('pass', { last: payload.step === STEPS - 1 }),
  RetireLegacyRecords: ({ now }) => changed(now),
  MeasureLegacyTraffic: ({ now }): DrainVerdict => ({
    verdict: 'pass',
    reasons: ['Quiet.'],
    legacy: [],
    waitUntil: at(now),
  }),
  CloseMigration: ({ now }) => changed(now),
  JudgeLegacy: (): StepVerdict => ({ ...READY, frozenUntil: '' }),
  JudgeTimeOut: (): LegacyVerdict => READY,
  JudgePromotion: (): PromotionVerdict => ({
    ...READY,
    reasons: ['No alarm is in ALARM.'],
    frozenUntil: '',
  }),
  StartRollBack: () => ({ ExecutionArn: 'arn', StartDate: 'now' }),
  RestoreLegacy: (call) => restored(call),
  StopMigration: (call) => stopped(call),
  JoinRollBack: (): JoinResult => ({ joined: true, reason: 'Another one is at it.' }),
  ConfirmLegacy: ({ now }): ConfirmLegacyResult => ({
    legacyServes: true,
    ended: true,
    reasons: [],
    inSyncAt: at(now),
    lastTtlRunsOutAt: at(now + MINUTE),
  }),
  NotifyHeld: () => ({ notified: true }),
  NotifyHeldPlainly: () => ({ MessageId: '5' }),
  NotifyRollBack: () => ({ notified: true, report: 's3://reports/2' }),
  HandOn: () => ({ ExecutionArn: 'arn', StartDate: 'now' }),
  NotifyNothingChanged: () => ({ MessageId: '1' }),
  NotifyDryRunEnded: () => ({ MessageId: '4' }),
  NotifyRollBackOwed: () => ({ MessageId: '2' }),
  NotifyUnrestorable: () => ({ MessageId: '3' }),
};

export function changed(now: number): ChangeResult {
  const change = (zoneId: string, seconds: number): ChangeResult['changes'][number] => ({
    zoneId,
    changeIds: [`C${zoneId}`],
    acceptedAt: at(now + seconds * 1000),
    epoch: 1,
  });
  return {
    summary: 'Changed.',
    percent: 5,
    waitUntil: at(now + MINUTE),
    ttlInForceSeconds: 60,
    changes: [change('Z1', 3), change('Z2', 1)],
  };
}

export function verdict(name: SoakVerdict['verdict'], more: Partial<SoakVerdict> = {}): SoakVerdict {
  return {
    verdict: name,
    reasons: ['because'],
    last: false,
    soakUntil: at(START),
    extensions: 0,
    resume: 'NextStep',
    ...more,
  };
}

/** What RestoreLegacy comes to, as far as the machine looks at it. */
export function restored({ now, payload }: Call, more: Partial<RestoreResult> = {}): RestoreResult {
  return {
    outcome: 'restored',
    reason: 'because',
    request: readRequest(payload.event, payload.run),
    migrationRun: 'run-1',
    underWay: '',
    startedAt: at(now),
    acceptedAt: at(now),
    changes: [],
    overwritten: [],
    notRestored: [],
    pending: [],
    marked: true,
    ttlInForceSeconds: 60,
    waitUntil: at(now + MINUTE),
    ...more,
  };
}

export function stopped({ payload }: Call, ...executions: readonly string[]): StopResult {
  const request: RollBackRequest = payload.restore?.request ?? readRequest(payload.event, payload.run);
  return { stopped: executions, request, marked: true };
}

/** Runs a machine of `template` with `input`, its tasks doing what `script` says. */
export function run(
  template: Template,
  machine: MachineName,
  input: unknown,
  script: Script = {},
): Promise<ScriptedRun> {
  const act = ({ state }: Call): Script[string] =>
    script[state] ?? GOOD[state] ?? (/^(Soak .*|WaitForDrain)$/.test(state) ? soaking : passing);
  return runScripted(definitionOf(template, machine), input, (call) => act(call)(call));
}

/** Runs a machine whose tasks result in what `act` says of each call. */
export async function runScripted(
  definition: Definition,
  input: unknown,
  act: (call: Call) => unknown,
): Promise<ScriptedRun> {
  const calls: Call[] = [];
  const visits = new Map<string, number>();
  const ended = await execute(definition, {
    name: 'run-1',
    input,
    startedAt: START,
    call: (task) => {
      const before = visits.get(task.state) ?? 0;
      if (task.tries === 0) visits.set(task.state, before + 1);
      const call: Call = { ...task, payload: payloadOf(task), visits: before - (task.tries > 0 ? 1 : 0) };
      calls.push(call);
      const result = act(call);
      return task.resource.endsWith(':lambda:invoke') ? { StatusCode: 200, Payload: result } : result;
    },
  });
  return { ...ended, calls };
}

/** Nobody ends the soak, or the drain, before its time. */
function soaking(): never {
  throw new StateError('States.Timeout');
}

function payloadOf({ arguments: given }: TaskCall): unknown {
  return given.Payload ?? given.Input ?? given;
}

function passing({ state }: Call): CheckResult {
  const finding: Finding = {
    check: state,
    subject: 'it',
    level: 'pass',
    code: 'good',
    seen: 'good',
    why: '',
    toDo: '',
  };
  return { check: state, findings: [finding] };
}
