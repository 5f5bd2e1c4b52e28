import type { ENV } from '../../../lambdas/masters/contract/environment.ts';
import {
  DECIDE_MASTERS,
  MASTERS_CONTROL,
  MASTERS_EVENTS,
  type MastersFunction,
  REPLACE_MASTER,
  ROLL_MASTERS,
} from '../../../lambdas/masters/contract/states.ts';
import type { FunctionSpec } from '../../shared/functions/spec.ts';
import { journal, publish } from '../../shared/iam/common.ts';
import type { MastersResources } from '../iam/permissions.ts';
import * as may from '../iam/permissions.ts';

/** What may stand in a function's environment, by its key in the contract. */
export type MastersVariable = keyof typeof ENV;

type MastersFunctionSpec = FunctionSpec<MastersVariable, MastersResources>;

/** A replacement's heartbeat waits behind each of these, so none may hang for long. */
const SMALL = { timeoutSeconds: 30, memoryMb: 512 } as const;
/** They look at every group and every unfinished replacement. */
const LARGE = { timeoutSeconds: 300, memoryMb: 512 } as const;

/**
 * The schedule's next call makes up for one that failed or could not be made, so none needs to come late. While a stack is
 * being deleted, a late one would put hooks back that nobody listens to. A minute is Lambda's shortest age for a call.
 */
const SCHEDULED = { retries: 0, maxAgeSeconds: 60 } as const;

/** What is kept of a replacement and of the lease. */
const KEEP = journal('GetItem', 'PutItem');
/** Replacements that are over are taken off the list of the unfinished ones. */
const KEEP_AND_END = journal('GetItem', 'PutItem', 'DeleteItem');
/** What is unfinished, too. */
const KEEP_ALL = journal('Query', 'GetItem', 'PutItem');
/** A master that stays is put back into its load balancers. */
const PUT_BACK = [may.describeGroups, may.describeInstances, may.describeTargets, may.registerTargets];
/** The groups of masters, their instances and etcd's volumes. */
const SEE_MASTERS = [may.describeGroups, may.describeInstances, may.describeVolumes];

export const MASTERS_CATALOG: Readonly<Record<MastersFunction, MastersFunctionSpec>> = {
  [REPLACE_MASTER.acquireLease]: {
    comment: 'Takes the cluster’s one lease, or reports who has it: one master at a time.',
    ...SMALL,
    environment: ['journalTable', 'replaceMasterArn'],
    permissions: [KEEP_AND_END, may.describeGroups, may.describeInstances, may.describeReplacements],
  },
  [REPLACE_MASTER.describeMasters]: {
    comment: 'Asks AWS for the groups of masters, their instances and etcd’s volumes.',
    ...SMALL,
    environment: [],
    permissions: [...SEE_MASTERS],
  },
  [REPLACE_MASTER.observeCluster]: {
    comment: 'Asks each master’s own API server whether etcd is healthy, from the cluster’s own network.',
    ...SMALL,
    environment: [],
    inCluster: true,
    permissions: [may.readToken],
  },
  [REPLACE_MASTER.judgeQuorum]: {
    comment: 'Judges whether etcd keeps its quorum without this master.',
    ...SMALL,
    environment: ['journalTable', 'topicArn', 'chatTopicArn'],
    permissions: [KEEP, publish],
  },
  [REPLACE_MASTER.drainMaster]: {
    comment: 'Takes the master out of the API’s load balancers, and waits until its connections have ended.',
    ...SMALL,
    environment: ['journalTable'],
    permissions: [
      KEEP,
      may.describeGroups,
      may.describeInstances,
      may.describeTargets,
      may.deregisterTargets,
    ],
  },
  [REPLACE_MASTER.completeLifecycle]: {
    comment: 'Releases the master from its hook, or has Auto Scaling terminate the master to be replaced.',
    ...SMALL,
    environment: ['journalTable'],
    permissions: [
      KEEP,
      ...SEE_MASTERS,
      may.onGroups('CompleteLifecycleAction', 'TerminateInstanceInAutoScalingGroup'),
    ],
  },
  [REPLACE_MASTER.waitForVolumes]: {
    comment: 'Checks whether etcd’s volumes are free for the replacement.',
    ...SMALL,
    environment: ['journalTable'],
    permissions: [KEEP, ...SEE_MASTERS, may.onGroups('CompleteLifecycleAction'), may.detachVolumes],
  },
  [REPLACE_MASTER.waitForReplacement]: {
    comment: 'Checks whether Auto Scaling has launched the replacement, or why it can’t.',
    ...SMALL,
    environment: ['journalTable'],
    permissions: [KEEP, may.describeGroups, may.describeActivities, may.describeInstances],
  },
  [REPLACE_MASTER.verifyMaster]: {
    comment: 'Checks whether the replacement is a healthy member of every etcd cluster and load balancer.',
    ...SMALL,
    environment: ['journalTable'],
    permissions: [KEEP, may.describeTargets],
  },
  [REPLACE_MASTER.recordHeartbeat]: {
    comment: 'Records the heartbeats that are due, so that masters keep waiting in their hooks.',
    ...SMALL,
    environment: ['journalTable'],
    permissions: [KEEP, may.onGroups('RecordLifecycleActionHeartbeat')],
  },
  [REPLACE_MASTER.releaseLease]: {
    comment: 'Releases the lease: the next master may be replaced.',
    ...SMALL,
    environment: ['journalTable'],
    permissions: [KEEP_AND_END],
  },
  [REPLACE_MASTER.pageOperator]: {
    comment: 'Breaks the lease, mails the page, and puts a master that stays back into its load balancers.',
    ...SMALL,
    environment: ['journalTable', 'topicArn', 'chatTopicArn', 'replaceMasterArn', 'decideArn'],
    permissions: [KEEP, publish, ...PUT_BACK],
  },
  [ROLL_MASTERS.observeVersions]: {
    comment: 'Asks the API servers for their versions and for those of the nodes.',
    ...SMALL,
    environment: [],
    inCluster: true,
    permissions: [may.readToken],
  },
  [ROLL_MASTERS.planRoll]: {
    comment: 'Continues an unfinished roll, or begins one of all masters or of those requested.',
    ...SMALL,
    environment: ['journalTable'],
    permissions: [KEEP, may.describeRolls, may.describeTargetTags],
  },
  [ROLL_MASTERS.rollNextMaster]: {
    comment: 'Has the next master replaced once the one before is; stops at the first doubt.',
    ...SMALL,
    environment: ['journalTable', 'topicArn', 'chatTopicArn', 'replaceMasterArn'],
    permissions: [KEEP_ALL, may.describeGroups, may.startReplacements, publish],
  },
  [DECIDE_MASTERS.recordMastersDecision]: {
    comment: 'Records your decision with its reason, and frees the lease.',
    ...SMALL,
    environment: ['journalTable', 'replaceMasterArn'],
    permissions: [journal('Query', 'GetItem', 'PutItem', 'DeleteItem'), may.startReplacements],
  },
  [MASTERS_EVENTS.takeSignal]: {
    comment: 'Reads events of instances, and starts the replacement of masters that are terminated.',
    ...SMALL,
    // Both tries come in this time; by then the sweep has found what a later one would report.
    asynchronous: { retries: 2, maxAgeSeconds: 300, keepsFailed: true },
    environment: ['journalTable', 'replaceMasterArn'],
    permissions: [
      KEEP_ALL,
      may.describeGroups,
      may.describeInstances,
      may.startReplacements,
      may.keepFailedEvents,
    ],
  },
  [MASTERS_EVENTS.sweepMasters]: {
    comment: 'Finds, on a schedule, what events missed and what was interrupted.',
    ...LARGE,
    asynchronous: SCHEDULED,
    environment: ['journalTable', 'topicArn', 'chatTopicArn', 'replaceMasterArn', 'decideArn'],
    permissions: [
      KEEP_ALL,
      may.onGroups('RecordLifecycleActionHeartbeat'),
      may.startReplacements,
      may.describeReplacements,
      publish,
      ...PUT_BACK,
    ],
  },
  [MASTERS_EVENTS.reconcileHooks]: {
    comment: 'Puts the lifecycle hooks on every group of masters, and removes them with the stack.',
    ...LARGE,
    asynchronous: SCHEDULED,
    environment: ['journalTable'],
    permissions: [
      KEEP,
      may.describeGroups,
      may.describeHooks,
      may.onGroups('PutLifecycleHook', 'DeleteLifecycleHook', 'CompleteLifecycleAction'),
    ],
  },
  [MASTERS_CONTROL.mastersStatus]: {
    comment: 'Says how the masters are, for the command `kops-cutover masters`. Changes nothing.',
    ...SMALL,
    // Whoever watches calls it every few seconds.
    untraced: true,
    environment: ['journalTable'],
    permissions: [journal('Query', 'GetItem'), ...SEE_MASTERS],
  },
};
