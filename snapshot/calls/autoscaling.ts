import {
  type DescribeAutoScalingGroupsCommandInput,
  paginateDescribeAutoScalingGroups,
  paginateDescribePolicies,
  paginateDescribeScheduledActions,
} from '@aws-sdk/client-auto-scaling';
import { CLUSTER_TAG } from '../../lambdas/shared/domain/kops-tags.ts';
import type { ContentOf } from '../../rehearsal/snapshot/file-kind.ts';
import { GROUPS, POLICIES, SCHEDULED_ACTIONS } from '../../rehearsal/snapshot/kinds/autoscaling.ts';
import { type FileCall, type Listing, onAnything } from './call.ts';

const DESCRIBE = onAnything('autoscaling:DescribeAutoScalingGroups');

export const DESCRIBE_GROUPS: FileCall<DescribeAutoScalingGroupsCommandInput, ContentOf<typeof GROUPS>> = {
  kind: GROUPS,
  service: 'autoscaling',
  rights: [DESCRIBE],
  ask: (clients, input) =>
    paginateDescribeAutoScalingGroups({ client: clients.of('autoscaling'), pageSize: 100 }, input),
};

interface ClusterGroups {
  readonly AutoScalingGroups: readonly {
    readonly TargetGroupARNs?: readonly string[] | undefined;
    readonly LoadBalancerNames?: readonly string[] | undefined;
  }[];
}

/** The groups of one cluster: no record names the load balancer of its masters. */
export const LIST_CLUSTER_GROUPS: Listing<{ readonly cluster: string }, ClusterGroups> = {
  service: 'autoscaling',
  rights: [DESCRIBE],
  command: ({ cluster }) =>
    `aws autoscaling describe-auto-scaling-groups --filters Name=tag:${CLUSTER_TAG},Values=${cluster}`,
  within: {
    kind: GROUPS,
    pick: (content, { cluster }) => ({
      AutoScalingGroups: (content as ContentOf<typeof GROUPS>).AutoScalingGroups.filter(({ Tags }) =>
        Tags.some(({ Key, Value }) => Key === CLUSTER_TAG && Value === cluster),
      ),
    }),
  },
  ask: (clients, { cluster }) =>
    paginateDescribeAutoScalingGroups(
      { client: clients.of('autoscaling'), pageSize: 100 },
      { Filters: [{ Name: `tag:${CLUSTER_TAG}`, Values: [cluster] }] },
    ),
};

type OfGroup = { readonly AutoScalingGroupName: string };

export const DESCRIBE_POLICIES: FileCall<OfGroup, ContentOf<typeof POLICIES>> = {
  kind: POLICIES,
  service: 'autoscaling',
  rights: [onAnything('autoscaling:DescribePolicies')],
  ask: (clients, input) => paginateDescribePolicies({ client: clients.of('autoscaling') }, input),
};

export const DESCRIBE_SCHEDULES: FileCall<OfGroup, ContentOf<typeof SCHEDULED_ACTIONS>> = {
  kind: SCHEDULED_ACTIONS,
  service: 'autoscaling',
  rights: [onAnything('autoscaling:DescribeScheduledActions')],
  ask: (clients, input) => paginateDescribeScheduledActions({ client: clients.of('autoscaling') }, input),
};
