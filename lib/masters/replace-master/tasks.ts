import type { TaskStateBase } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type {
  DrainPayload,
  JudgePayload,
  ObservePayload,
  PagePayload,
  ReplacePayload,
  VerifyPayload,
} from '../../../lambdas/masters/contract/payloads.ts';
import { type MastersFunction, REPLACE_MASTER } from '../../../lambdas/masters/contract/states.ts';
import { functionTask } from '../../shared/machines/function-task.ts';
import { jsonata, RESULT, THIS_RUN } from '../../shared/machines/jsonata.ts';
import type { MastersFunctions } from '../functions/masters-functions.ts';
import { BETWEEN_HEARTBEATS, UNTIL_TOLD } from './retries.ts';

/** The states of ReplaceMaster that run functions, by their keys in the contract. */
export type ReplaceTasks = Readonly<Record<Extract<keyof typeof REPLACE_MASTER, FunctionKey>, TaskStateBase>>;
type FunctionKey = {
  [Key in keyof typeof REPLACE_MASTER]: (typeof REPLACE_MASTER)[Key] extends MastersFunction ? Key : never;
}[keyof typeof REPLACE_MASTER];

type Payload<P> = Readonly<Record<keyof P, unknown>>;

const PAYLOAD: Payload<ReplacePayload> = {
  run: THIS_RUN,
  replacement: jsonata('$replacement'),
  phase: jsonata('$phase'),
  fencing: jsonata('$fencing'),
};
const JUDGE: Payload<JudgePayload> = { ...PAYLOAD, view: jsonata('$view'), health: jsonata('$health') };
const DRAIN: Payload<DrainPayload> = { ...PAYLOAD, seenAt: jsonata('$view.at') };
const VERIFY: Payload<VerifyPayload> = {
  ...JUDGE,
  passes: jsonata('$passes'),
  passedBy: jsonata('$passedBy'),
};
const PAGE: Payload<PagePayload> = { ...PAYLOAD, page: jsonata('$page') };
const OBSERVE: Payload<ObservePayload> = { view: jsonata('$view') };

/** Set by every step that may have to be repeated. */
const STEP = {
  pauseSeconds: jsonata(`${RESULT}.pauseSeconds`),
  heartbeat: jsonata(`$exists(${RESULT}.heartbeat) ? ${RESULT}.heartbeat : 'unknown'`),
};

export function replaceTasks(scope: Construct, functions: MastersFunctions): ReplaceTasks {
  const task = (
    state: MastersFunction,
    payload: Readonly<Record<string, unknown>> = PAYLOAD,
    assign?: Readonly<Record<string, string>>,
    retries = BETWEEN_HEARTBEATS,
  ): TaskStateBase =>
    functionTask(scope, functions, state, { payload, retries: [retries], ...(assign && { assign }) });
  const step = (state: MastersFunction, payload = PAYLOAD, assign = {}): TaskStateBase =>
    task(state, payload, { ...STEP, ...assign });
  return {
    acquireLease: step(REPLACE_MASTER.acquireLease, PAYLOAD, { fencing: jsonata(`${RESULT}.fencing`) }),
    describeMasters: task(REPLACE_MASTER.describeMasters, PAYLOAD, { view: jsonata(RESULT) }),
    observeCluster: task(REPLACE_MASTER.observeCluster, OBSERVE, { health: jsonata(RESULT) }),
    judgeQuorum: step(REPLACE_MASTER.judgeQuorum, JUDGE),
    recordHeartbeat: task(REPLACE_MASTER.recordHeartbeat),
    drainMaster: step(REPLACE_MASTER.drainMaster, DRAIN),
    completeLifecycle: step(REPLACE_MASTER.completeLifecycle, JUDGE),
    waitForVolumes: step(REPLACE_MASTER.waitForVolumes),
    waitForReplacement: step(REPLACE_MASTER.waitForReplacement),
    verifyMaster: step(REPLACE_MASTER.verifyMaster, VERIFY, {
      passes: jsonata(`${RESULT}.passes`),
      passedBy: jsonata(`${RESULT}.passedBy`),
    }),
    releaseLease: task(REPLACE_MASTER.releaseLease),
    pageOperator: task(REPLACE_MASTER.pageOperator, PAGE, undefined, UNTIL_TOLD),
  };
}
