/** What each page means and what helps, for people; the runbook says more under the same heading. */
import type { PageHeading } from '../../contract/masters/states.ts';

export interface PageText {
  readonly matters: string;
  readonly toDo: readonly string[];
}

const KEEP_MARKERS =
  'Never touch etcd-cluster-created or the backups in the state store: without them etcd begins an empty cluster.';

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
    matters: 'A replacement with an empty volume never joins: the other members know it with its data.',
    toDo: [
      'Find the volume, or make one in the same zone from its last snapshot, with the same tags. Then answer retry.',
      KEEP_MARKERS,
    ],
  },
  NoCapacity: {
    matters: 'AWS has no instance of this type in this zone now, and the member cannot move to another zone.',
    toDo: [
      'Wait and answer retry, or let the instance group have another type or purchase option (kops edit ig, kops update cluster).',
    ],
  },
  LaunchSuspended: {
    matters: 'The group launches nothing while its Launch process is suspended: no replacement comes.',
    toDo: ['Ask who suspended it, and why. Resume the process, then answer retry.'],
  },
  LaunchFailed: {
    matters: 'The group cannot launch an instance as it is configured, however often it tries.',
    toDo: [
      'Mend what the activity says: the launch template, the image, or the use of a KMS key. Then answer retry.',
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
      'If that was meant, answer dismiss. If not, make the instance group again with kops, then answer retry.',
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
