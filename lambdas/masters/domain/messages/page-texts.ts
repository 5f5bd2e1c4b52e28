/** What each page means and what helps, for people; the runbook says more under the same heading. */
import type { PageHeading } from '../../contract/states.ts';

export interface PageText {
  readonly matters: string;
  readonly toDo: readonly string[];
}

const KEEP_MARKERS =
  'Never touch etcd-cluster-created or the backups in the state journal: without them etcd begins an empty cluster.';

/** Nodes must not get a newer Kubernetes than masters have. */
const UPDATE =
  'kops update cluster --yes, during an upgrade only with --instance-group-roles=control-plane,apiserver';

export const PAGE_TEXTS: Readonly<Record<PageHeading, PageText>> = {
  QuorumLost: {
    matters:
      'etcd has no quorum: nothing can be written to the cluster, and any further change to a master can turn the outage into data loss.',
    toDo: [
      'Change nothing on masters that still run. Bring back a member that is down: its instance, or its volume.',
      `If too few members can come back, restore from the last backup. ${KEEP_MARKERS}`,
    ],
  },
  QuorumAtRisk: {
    matters: 'Without this master etcd would have too few healthy members, or none to spare.',
    toDo: ['Find out why the other members are not healthy, and fix them first. Then answer retry.'],
  },
  VolumeStuck: {
    matters:
      'The replacement needs the volume to be the same etcd member. It cannot join before the volume is free.',
    toDo: [
      'Check the volume and its instance in EC2. An instance that hangs while it shuts down can take long.',
      'Once EC2 says that the instance has terminated but the volume is still attached, answer detach. Never detach a volume from a running instance.',
    ],
  },
  VolumeMissing: {
    matters:
      'The replacement lacks the data of its etcd member. From kops 1.36 on, etcd-manager can fill an empty volume if all other members are healthy. Before 1.36, an empty member never joins without help.',
    toDo: [
      'First check that no second volume has the same etcd tag, in any zone: with two, none of them counts.',
      'If the original volume still exists, put it back by its tags, in its zone. Then answer retry.',
      'If it is lost, let the member join again on an empty volume. Before kops 1.36, first remove the old member with etcdctl, as the runbook says. Then answer retry.',
      'Never use a volume made from a snapshot: that member has forgotten what it promised the others, and acknowledged writes can be lost.',
      `Restore a backup only when the volumes of a majority are lost, and only with etcd-manager. ${KEEP_MARKERS}`,
    ],
  },
  NoCapacity: {
    matters: 'AWS has no instance of this type in this zone now, and the member cannot move to another zone.',
    toDo: [
      `Wait and answer retry, or give the instance group another type or purchase option: kops edit ig, then ${UPDATE}.`,
    ],
  },
  LaunchSuspended: {
    matters: 'The group launches no replacement while its Launch process is suspended.',
    toDo: ['Find out who suspended it, and why. Resume the process, then answer retry.'],
  },
  LaunchFailed: {
    matters:
      'The group cannot launch an instance with its present configuration. Trying again does not help.',
    toDo: [
      `Fix what the activity reports: the launch template or the image (${UPDATE}), or the use of a KMS key. Then answer retry.`,
    ],
  },
  ReplacementNeverJoined: {
    matters: 'A new instance runs, but it is not a healthy etcd member behind the API. It counts as down.',
    toDo: [
      "Read the instance's console output and the logs of etcd-manager and kube-apiserver. Then answer retry.",
    ],
  },
  GroupGone: {
    matters: 'No group wants this master any more, so AWS launches no replacement.',
    toDo: [
      `If that was intended, answer dismiss. If not, let kops create it again (${UPDATE}), then answer retry.`,
    ],
  },
  CredentialsRefused: {
    matters: 'The API servers refuse to report etcd’s health, so nothing is known about any member.',
    toDo: [
      'Renew the token in its secret, or deploy with the cluster’s own certificate authority. Then answer retry.',
    ],
  },
  LeaseBroken: {
    matters:
      'Another page broke the lease. No running master is released or terminated before you have decided on that page.',
    toDo: ['Decide on the page that broke it first.'],
  },
  ReplacementFailed: {
    matters: 'The machine could not continue. How far the replacement came is unknown.',
    toDo: [
      'Find the failed state in the execution and fix the cause. Then answer retry: it continues from the present state in AWS.',
    ],
  },
};
