import type {
  AcquireResult,
  Outcomes,
  Page,
  ReplacementRef,
  RollNextResult,
  StepOf,
  StepResult,
  VerifyResult,
} from '../../../../lambdas/masters/contract/payloads.ts';
import type { ClusterVersions } from '../../../../lambdas/masters/contract/versions.ts';
import type { MasterHealth, MastersView } from '../../../../lambdas/masters/contract/view.ts';
import {
  type Call,
  runScripted,
  type Script,
  type ScriptedRun,
} from '../../migration/support/scripted-run.ts';
import type { Definition } from '../../support/definition.ts';

export const REPLACEMENT: ReplacementRef = {
  id: 'i-0a',
  group: 'control-plane-us-west-1a.masters.k8s.shop.test',
  instance: 'i-0a',
  attempt: 2,
};
export const VIEW: MastersView = { at: '2026-11-02T09:00:00Z', groups: [], otherVolumes: [] };
export const VERSIONS: ClusterVersions = {
  masters: [{ instance: 'i-0b', version: 'v1.36.2', reason: '' }],
  nodes: { known: false, reason: 'the token may not list nodes (403)' },
};
export const HEALTH: readonly MasterHealth[] = [
  { instance: 'i-0b', answered: true, etcd: { etcd: true }, reason: 'ok' },
];
export const PAGE: Page = { heading: 'QuorumAtRisk', reason: '1 of 3 healthy' };
/** How long every step says to pause. */
export const PAUSE_SECONDS = 30;
export const FENCING = 7;

export function step<State extends keyof Outcomes>(outcome: Outcomes[State], page?: Page): StepResult {
  return { outcome, reason: 'because', pauseSeconds: PAUSE_SECONDS, ...(page && { page }) };
}

/** A replacement in which everything goes well at once, and a roll of one master. */
export const GOOD: Script = {
  AcquireLease: (): AcquireResult => ({
    ...(step<'AcquireLease'>('acquired') as AcquireResult),
    fencing: FENCING,
  }),
  DescribeMasters: () => VIEW,
  ObserveCluster: () => HEALTH,
  JudgeQuorum: () => step<'JudgeQuorum'>('proceed'),
  DrainMaster: () => step<'DrainMaster'>('drained'),
  CompleteLifecycle: () => step<'CompleteLifecycle'>('completed'),
  WaitForVolumes: () => step<'WaitForVolumes'>('free'),
  WaitForReplacement: () => step<'WaitForReplacement'>('ready'),
  // Twice in a row, as the real one has it.
  VerifyMaster: ({ payload }): VerifyResult => ({
    ...(step<'VerifyMaster'>(payload.passes > 0 ? 'verified' : 'again') as VerifyResult),
    passes: payload.passes + 1,
    passedBy: 'i-0d',
  }),
  RecordHeartbeat: () => step<'RecordHeartbeat'>('recorded'),
  ReleaseLease: () => ({ summary: 'released' }),
  PageOperator: () => ({ summary: 'Notified: x.' }),
  NotifyNotReplaced: () => ({ MessageId: '1' }),
  ObserveVersions: () => VERSIONS,
  PlanRoll: () => ({ summary: 'planned', warnings: [], untagged: '', dryRun: false }),
  RollNextMaster: ({ visits }): RollNextResult => ({
    ...(step<'RollNextMaster'>(visits === 0 ? 'waiting' : 'done') as StepOf<'RollNextMaster'>),
    replacing: visits === 0 ? 'i-0a' : '',
    report: visits === 0 ? [] : ['i-0a (a): replaced'],
  }),
};

/** Runs a machine of masters; a state that neither the script nor `GOOD` knows is an error. */
export function runMasters(
  definition: Definition,
  input: unknown = REPLACEMENT,
  script: Script = {},
): Promise<ScriptedRun> {
  return runScripted(definition, input, (call: Call) => {
    const act = script[call.state] ?? GOOD[call.state];
    if (!act) throw new Error(`Nothing is scripted for ${call.state}`);
    return act(call);
  });
}
