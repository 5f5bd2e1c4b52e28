/** The real functions, by the states that run them, in a world that a storm makes for each invocation. */
import { acquireLease } from '../../../lambdas/acquire-lease/acquire-lease.ts';
import { completeLifecycle } from '../../../lambdas/complete-lifecycle/complete-lifecycle.ts';
import { describeMasters } from '../../../lambdas/describe-masters/describe-masters.ts';
import { drainMaster } from '../../../lambdas/drain-master/drain-master.ts';
import { passGate } from '../../../lambdas/judge-quorum/judge-quorum.ts';
import { observeCluster } from '../../../lambdas/observe-cluster/observe-cluster.ts';
import { pageOperator } from '../../../lambdas/page-operator/page-operator.ts';
import { planRoll } from '../../../lambdas/plan-roll/plan-roll.ts';
import { recordHeartbeat } from '../../../lambdas/record-heartbeat/record-heartbeat.ts';
import { releaseLease } from '../../../lambdas/release-lease/release-lease.ts';
import { rollNextMaster } from '../../../lambdas/roll-next-master/roll-next-master.ts';
import type { MastersSettings } from '../../../lambdas/shared/contract/masters/settings.ts';
import { REPLACE_MASTER, ROLL_MASTERS } from '../../../lambdas/shared/contract/masters/states.ts';
import type { ClusterVersions } from '../../../lambdas/shared/contract/masters/versions.ts';
import type { Clock } from '../../../lambdas/shared/ports/clock.ts';
import type { Executions } from '../../../lambdas/shared/ports/executions.ts';
import type { ApiServers } from '../../../lambdas/shared/ports/masters/api-servers.ts';
import type { AutoScaling } from '../../../lambdas/shared/ports/masters/auto-scaling.ts';
import type { Instances } from '../../../lambdas/shared/ports/masters/instances.ts';
import type { MastersStore } from '../../../lambdas/shared/ports/masters/masters-store.ts';
import type { Replacements } from '../../../lambdas/shared/ports/masters/replacements.ts';
import type { TargetTags } from '../../../lambdas/shared/ports/masters/target-tags.ts';
import type { Targets } from '../../../lambdas/shared/ports/masters/targets.ts';
import type { Topic } from '../../../lambdas/shared/ports/topic.ts';
import { verifyMaster } from '../../../lambdas/verify-master/verify-master.ts';
import { waitForReplacement } from '../../../lambdas/wait-for-replacement/wait-for-replacement.ts';
import { waitForVolumes } from '../../../lambdas/wait-for-volumes/wait-for-volumes.ts';

/** All that any of them is given. */
export interface World {
  readonly settings: MastersSettings;
  readonly clock: Clock;
  readonly store: MastersStore;
  readonly autoScaling: AutoScaling;
  readonly instances: Instances;
  readonly targets: Targets;
  readonly targetTags: TargetTags;
  readonly apiServers: ApiServers;
  readonly topic: Topic;
  readonly replacements: Replacements;
  /** Of RollMasters. */
  readonly executions: Pick<Executions, 'isRunning'>;
  readonly decideArn: string;
}

/** Nobody in a storm says a version, which keeps nobody from rolling. */
const UNSAID: ClusterVersions = { masters: [], nodes: { known: false, reason: 'a storm' } };

/** What the definitions hand on is what the functions take: that is what a storm tries out. */
type StateFunction = (payload: never, world: World) => Promise<unknown>;

export const FUNCTIONS: Readonly<Record<string, StateFunction>> = {
  [REPLACE_MASTER.acquireLease]: acquireLease,
  [REPLACE_MASTER.describeMasters]: describeMasters,
  [REPLACE_MASTER.observeCluster]: observeCluster,
  [REPLACE_MASTER.judgeQuorum]: passGate,
  [REPLACE_MASTER.recordHeartbeat]: recordHeartbeat,
  [REPLACE_MASTER.drainMaster]: drainMaster,
  [REPLACE_MASTER.completeLifecycle]: completeLifecycle,
  [REPLACE_MASTER.waitForVolumes]: waitForVolumes,
  [REPLACE_MASTER.waitForReplacement]: waitForReplacement,
  [REPLACE_MASTER.verifyMaster]: verifyMaster,
  [REPLACE_MASTER.releaseLease]: releaseLease,
  [REPLACE_MASTER.pageOperator]: pageOperator,
  [ROLL_MASTERS.observeVersions]: async (): Promise<ClusterVersions> => UNSAID,
  [ROLL_MASTERS.planRoll]: planRoll,
  [ROLL_MASTERS.rollNextMaster]: rollNextMaster,
};
