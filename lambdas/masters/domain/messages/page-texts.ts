/** What each page means and what helps, for people; the runbook says more under the same heading. */
import type { PageHeading } from '../../contract/states.ts';

export interface PageText {
  readonly matters: string;
  readonly toDo: readonly string[];
}

const KEEP_MARKERS =
  'Never touch etcd-cluster-created or the backups in the state store: without them etcd begins an empty cluster.';

/** Nodes must not get a newer Kubernetes than masters have. */
const UPDATE =
  'kops update cluster --yes, during an upgrade only with --instance-group-roles=control-plane,apiserver';

export const PAGE_TEXTS: Readonly<Record<PageHeading, PageText>> = {
  QuorumLost: {
    matters:
      'etcd has no quorum: nothing can be written to the cluster, and each further change to a master can make data loss out of an outage.',
    toDo: [
      'Change nothing on masters that still run. Bring back a member that is down: its instance, or its volume.',
      `If too few members can come back, restore from the last backup. ${KEEP_MARKERS}`,
    ],
  },
  QuorumAtRisk: {
    matters: 'With this master down as well, etcd would not have enough healthy members, or none to spare.',
    toDo: ['Find out why the other members are not healthy, and mend them first. Then answer retry.'],
  },
  VolumeStuck: {
    matters:
      'The replacement is the same etcd member by its volume: before the volume is free it cannot join.',
    toDo: [
      'Look at the volume and at the instance that has it in EC2. An instance that hangs while it shuts down may take long.',
      'Once EC2 says that the instance has terminated and the volume still hangs on it, answer detach. Never detach from an instance that runs.',
    ],
  },
  VolumeMissing: {
    matters:
      'The replacement lacks the data by which the others know its etcd member. From kops 1.36 on etcd-manager can fill an empty volume, if all others are healthy; before, an empty member never joins by itself.',
    toDo: [
      'First see that no second volume has the same etcd tag, in any zone: with two, none of them counts.',
      'If the original volume still exists, put it back by its tags, in its zone. Then answer retry.',
      'If it is lost, let the member join anew on an empty volume: before kops 1.36 remove the old member with etcdctl first, as the runbook says. Then answer retry.',
      'Never use a volume made from a snapshot: that member has forgotten what it promised the others, and acknowledged writes can be lost.',
      `A backup is restored only when the volumes of a majority are lost, and by etcd-manager. ${KEEP_MARKERS}`,
    ],
  },
  NoCapacity: {
    matters: 'AWS has no instance of this type in this zone now, and the member cannot move to another zone.',
    toDo: [
      `Wait and answer retry, or let the instance group have another type or purchase option: kops edit ig, then ${UPDATE}.`,
    ],
  },
  LaunchSuspended: {
    matters: 'The group launches nothing while its Launch process is suspended: no replacement comes.',
    toDo: ['Ask who suspended it, and why. Resume the process, then answer retry.'],
  },
  LaunchFailed: {
    matters: 'The group cannot launch an instance as it is configured, however often it tries.',
    toDo: [
      `Fix what the activity says: the launch template or the image (${UPDATE}), or the use of a KMS key. Then answer retry.`,
    ],
  },
  ReplacementNeverJoined: {
    matters: 'A new instance runs, but it is no healthy etcd member behind the API: it counts as down.',
    toDo: [
      "Read the instance's console output and the logs of etcd-manager and kube-apiserver. Then answer retry.",
    ],
  },
  GroupGone: {
    matters: 'No group asks for this master any more, so AWS launches none in its place.',
    toDo: [
      `If that was meant, answer dismiss. If not, have kops make it again (${UPDATE}), then answer retry.`,
    ],
  },
  CredentialsRefused: {
    matters: 'The API servers refuse the question for etcd’s health, so nothing is known of any member.',
    toDo: [
      'Renew the token in its secret, or deploy with the cluster’s own certificate authority. Then answer retry.',
    ],
  },
  LeaseBroken: {
    matters:
      'Another page broke the lease, so no running master is let go before a person has decided on that one.',
    toDo: ['Decide on the page that broke it first.'],
  },
  ReplacementFailed: {
    matters: 'The machine could not go on, so it is not known how far the replacement came.',
    toDo: [
      'Look at the execution for the state that failed. A later try goes on from where AWS is: answer retry.',
    ],
  },
};
