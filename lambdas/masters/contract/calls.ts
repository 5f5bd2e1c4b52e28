import type { Call, Summary } from '../../shared/contract/call.ts';
import type { InputPayload } from '../../shared/contract/input-payload.ts';
import type {
  AcquireResult,
  DescribePayload,
  DrainPayload,
  JudgePayload,
  ObservePayload,
  PagePayload,
  PlanRollPayload,
  ReplacePayload,
  RollNextPayload,
  RollNextResult,
  RollPlan,
  StepOf,
  VerifyPayload,
  VerifyResult,
} from './payloads.ts';
import type { ClusterVersions } from './versions.ts';
import type { MasterHealth, MastersView } from './view.ts';

/**
 * Each function that a machine runs, by its state. The compiler holds both sides to it: the machine (`mastersTask`),
 * which hands over exactly this payload and reads nothing but this result, and the function (`makeHandler`).
 */
export interface MastersCalls {
  AcquireLease: Call<ReplacePayload, AcquireResult>;
  DescribeMasters: Call<DescribePayload, MastersView>;
  ObserveCluster: Call<ObservePayload, readonly MasterHealth[]>;
  JudgeQuorum: Call<JudgePayload, StepOf<'JudgeQuorum'>>;
  RecordHeartbeat: Call<ReplacePayload, StepOf<'RecordHeartbeat'>>;
  DrainMaster: Call<DrainPayload, StepOf<'DrainMaster'>>;
  CompleteLifecycle: Call<JudgePayload, StepOf<'CompleteLifecycle'>>;
  WaitForVolumes: Call<ReplacePayload, StepOf<'WaitForVolumes'>>;
  WaitForReplacement: Call<ReplacePayload, StepOf<'WaitForReplacement'>>;
  VerifyMaster: Call<VerifyPayload, VerifyResult>;
  ReleaseLease: Call<ReplacePayload, Summary>;
  PageOperator: Call<PagePayload, Summary>;
  ObserveVersions: Call<ObservePayload, ClusterVersions>;
  PlanRoll: Call<PlanRollPayload, RollPlan>;
  RollNextMaster: Call<RollNextPayload, RollNextResult>;
  RecordMastersDecision: Call<InputPayload, Summary>;
}

/** What the function of `State` returns. */
export type ResultOf<State extends keyof MastersCalls> = MastersCalls[State]['result'];
