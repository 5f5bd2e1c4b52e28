/** The real functions, by the states that run them, in a world that a storm makes for each invocation. */

import type { MastersSettings } from '../../../lambdas/masters/contract/settings.ts';
import { REPLACE_MASTER, ROLL_MASTERS } from '../../../lambdas/masters/contract/states.ts';
import type { ClusterVersions } from '../../../lambdas/masters/contract/versions.ts';
import type { ApiServers } from '../../../lambdas/masters/ports/api-servers.ts';
import type { AutoScaling } from '../../../lambdas/masters/ports/auto-scaling.ts';
import type { Instances } from '../../../lambdas/masters/ports/instances.ts';
import type { MastersJournal } from '../../../lambdas/masters/ports/masters-journal.ts';
import type { Replacements } from '../../../lambdas/masters/ports/replacements.ts';
import type { TargetTags } from '../../../lambdas/masters/ports/target-tags.ts';
import type { Targets } from '../../../lambdas/masters/ports/targets.ts';
import { acquireLease } from '../../../lambdas/masters/replace-master/acquire-lease/acquire-lease.ts';
import { completeLifecycle } from '../../../lambdas/masters/replace-master/complete-lifecycle/complete-lifecycle.ts';
import { describeMasters } from '../../../lambdas/masters/replace-master/describe-masters/describe-masters.ts';
import { drainMaster } from '../../../lambdas/masters/replace-master/drain-master/drain-master.ts';
import { passGate } from '../../../lambdas/masters/replace-master/judge-quorum/judge-quorum.ts';
import { observeCluster } from '../../../lambdas/masters/replace-master/observe-cluster/observe-cluster.ts';
import { pageOperator } from '../../../lambdas/masters/replace-master/page-operator/page-operator.ts';
import { recordHeartbeat } from '../../../lambdas/masters/replace-master/record-heartbeat/record-heartbeat.ts';
import { releaseLease } from '../../../lambdas/masters/replace-master/release-lease/release-lease.ts';
import { verifyMaster } from '../../../lambdas/masters/replace-master/verify-master/verify-master.ts';
import { waitForReplacement } from '../../../lambdas/masters/replace-master/wait-for-replacement/wait-for-replacement.ts';
import { waitForVolumes } from '../../../lambdas/masters/replace-master/wait-for-volumes/wait-for-volumes.ts';
import { planRoll } from '../../../lambdas/masters/roll-masters/plan-roll/plan-roll.ts';
import { rollNextMaster } from '../../../lambdas/masters/roll-masters/roll-next-master/roll-next-master.ts';
import type { Clock } from '../../../lambdas/shared/ports/clock.ts';
import type { Executions } from '../../../lambdas/shared/ports/executions.ts';
import type { Topic } from '../../../lambdas/shared/ports/topic.ts';

/** All that any of them is given. */
export interface World {
  readonly settings: MastersSettings;
  readonly clock: Clock;
  readonly journal: MastersJournal;
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
