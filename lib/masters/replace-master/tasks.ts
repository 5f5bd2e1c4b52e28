import type { TaskStateBase } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { MastersCalls, ResultOf } from '../../../lambdas/masters/contract/calls.ts';
import type {
  DrainPayload,
  JudgePayload,
  ObservePayload,
  Outcomes,
  PagePayload,
  ReplacePayload,
  StepOf,
  VerifyPayload,
} from '../../../lambdas/masters/contract/payloads.ts';
import { REPLACE_MASTER } from '../../../lambdas/masters/contract/states.ts';
import { THIS_RUN } from '../../shared/machines/execution.ts';
import { expression, type Given } from '../../shared/machines/expression.ts';
import type { FunctionTaskProps } from '../../shared/machines/function-task.ts';
import { type Assigned, result } from '../../shared/machines/reader.ts';
import type { MastersFunctions } from '../functions/masters-functions.ts';
import { mastersTask } from '../machines/masters-task.ts';
import { BETWEEN_HEARTBEATS, UNTIL_TOLD } from './retries.ts';
import { type ReplaceVariables, set, variable } from './variables.ts';

/** The states of ReplaceMaster that run functions, by their keys in the contract. */
export type ReplaceTasks = Readonly<Record<Extract<keyof typeof REPLACE_MASTER, FunctionKey>, TaskStateBase>>;
type FunctionKey = {
  [Key in keyof typeof REPLACE_MASTER]: (typeof REPLACE_MASTER)[Key] extends keyof MastersCalls ? Key : never;
}[keyof typeof REPLACE_MASTER];

const REPLACE = {
  run: THIS_RUN,
  replacement: variable('replacement'),
  phase: variable('phase'),
  fencing: variable('fencing'),
} satisfies Given<ReplacePayload>;
const JUDGE = {
  ...REPLACE,
  view: variable('view'),
  health: variable('health'),
} satisfies Given<JudgePayload>;
const DRAIN = { ...REPLACE, seenAt: variable('view.at') } satisfies Given<DrainPayload>;
const VERIFY = {
  ...JUDGE,
  passes: variable('passes'),
  passedBy: variable('passedBy'),
} satisfies Given<VerifyPayload>;
const PAGE = { ...REPLACE, page: variable('page') } satisfies Given<PagePayload>;
const OBSERVE = { run: THIS_RUN, view: variable('view') } satisfies Given<ObservePayload>;

const came = result<StepOf<keyof Outcomes>>();

/** Set by every step that may have to be repeated. */
const STEP = {
  pauseSeconds: came('pauseSeconds'),
  heartbeat: expression<ReplaceVariables['heartbeat']>(
    `$exists(${came('heartbeat')}) ? ${came('heartbeat')} : 'unknown'`,
  ),
} satisfies Assigned<ReplaceVariables>;

const step = () => set(STEP);

export function replaceTasks(scope: Construct, functions: MastersFunctions): ReplaceTasks {
  const task = <State extends keyof MastersCalls>(
    state: State,
    props: FunctionTaskProps<MastersCalls[State]['payload'], ResultOf<State>>,
  ): TaskStateBase => mastersTask(scope, functions, state, { retries: [BETWEEN_HEARTBEATS], ...props });
  return {
    acquireLease: task(REPLACE_MASTER.acquireLease, {
      payload: REPLACE,
      assign: (acquired) => set({ ...STEP, fencing: acquired('fencing') }),
    }),
    describeMasters: task(REPLACE_MASTER.describeMasters, {
      payload: REPLACE,
      assign: (view) => set({ view: view() }),
    }),
    observeCluster: task(REPLACE_MASTER.observeCluster, {
      payload: OBSERVE,
      assign: (health) => set({ health: health() }),
    }),
    judgeQuorum: task(REPLACE_MASTER.judgeQuorum, { payload: JUDGE, assign: step }),
    recordHeartbeat: task(REPLACE_MASTER.recordHeartbeat, { payload: REPLACE }),
    drainMaster: task(REPLACE_MASTER.drainMaster, { payload: DRAIN, assign: step }),
    completeLifecycle: task(REPLACE_MASTER.completeLifecycle, { payload: JUDGE, assign: step }),
    waitForVolumes: task(REPLACE_MASTER.waitForVolumes, { payload: REPLACE, assign: step }),
    waitForReplacement: task(REPLACE_MASTER.waitForReplacement, { payload: REPLACE, assign: step }),
    verifyMaster: task(REPLACE_MASTER.verifyMaster, {
      payload: VERIFY,
      assign: (verified) => set({ ...STEP, passes: verified('passes'), passedBy: verified('passedBy') }),
    }),
    releaseLease: task(REPLACE_MASTER.releaseLease, { payload: REPLACE }),
    pageOperator: task(REPLACE_MASTER.pageOperator, { payload: PAGE, retries: [UNTIL_TOLD] }),
  };
}
