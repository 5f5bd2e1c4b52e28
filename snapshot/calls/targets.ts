import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import type { ContentOf } from '../../rehearsal/snapshot/file-kind.ts';
import {
  TARGET_GROUP_ATTRIBUTES,
  TARGET_GROUP_TAGS,
  TARGET_GROUPS,
  TARGET_HEALTH,
} from '../../rehearsal/snapshot/kinds/elbv2.ts';
import { type FileCall, type Listing, onAnything, onePage } from './call.ts';

export const DESCRIBE_TARGET_GROUPS: FileCall<
  { readonly LoadBalancerArn: string } | { readonly TargetGroupArns: string[] },
  ContentOf<typeof TARGET_GROUPS>
> = {
  kind: TARGET_GROUPS,
  service: 'elbv2',
  rights: [onAnything('elasticloadbalancing:DescribeTargetGroups')],
  absent: ['TargetGroupNotFoundException', 'TargetGroupNotFound', 'LoadBalancerNotFound'],
  ask: (clients, input) =>
    elbv2.paginateDescribeTargetGroups({ client: clients.of('elbv2'), pageSize: 400 }, input),
};

interface GroupsOfArn {
  readonly TargetGroups: readonly { readonly LoadBalancerArns?: readonly string[] | undefined }[];
}

/** A target group of masters: no record names the load balancer before it. */
export const LIST_TARGET_GROUP: Listing<{ readonly arn: string }, GroupsOfArn> = {
  service: 'elbv2',
  rights: [onAnything('elasticloadbalancing:DescribeTargetGroups')],
  absent: ['TargetGroupNotFoundException', 'TargetGroupNotFound'],
  command: ({ arn }) => `aws elbv2 describe-target-groups --target-group-arns ${arn}`,
  within: {
    kind: TARGET_GROUPS,
    pick: (content, { arn }) => ({
      TargetGroups: (content as ContentOf<typeof TARGET_GROUPS>).TargetGroups.filter(
        ({ TargetGroupArn }) => TargetGroupArn === arn,
      ),
    }),
  },
  ask: (clients, { arn }) =>
    elbv2.paginateDescribeTargetGroups({ client: clients.of('elbv2') }, { TargetGroupArns: [arn] }),
};

interface GroupsOfBalancer {
  readonly TargetGroups: readonly {
    readonly TargetGroupArn: string;
    readonly TargetGroupName: string;
    readonly TargetType?: string | undefined;
  }[];
}

/** Whether another load balancer is behind one, which no record names. */
export const LIST_BEHIND: Listing<{ readonly arn: string }, GroupsOfBalancer> = {
  service: 'elbv2',
  rights: [onAnything('elasticloadbalancing:DescribeTargetGroups')],
  absent: ['TargetGroupNotFoundException', 'TargetGroupNotFound', 'LoadBalancerNotFound'],
  command: ({ arn }) => `aws elbv2 describe-target-groups --load-balancer-arn ${arn}`,
  within: {
    kind: TARGET_GROUPS,
    pick: (content, { arn }) => ({
      TargetGroups: (content as ContentOf<typeof TARGET_GROUPS>).TargetGroups.filter(
        ({ LoadBalancerArns = [] }) => LoadBalancerArns.includes(arn),
      ),
    }),
  },
  ask: (clients, { arn }) =>
    elbv2.paginateDescribeTargetGroups({ client: clients.of('elbv2') }, { LoadBalancerArn: arn }),
};

type Group = { readonly TargetGroupArn: string };
const NO_GROUP = ['TargetGroupNotFoundException', 'TargetGroupNotFound'];

export const DESCRIBE_TARGET_HEALTH: FileCall<Group, ContentOf<typeof TARGET_HEALTH>> = {
  kind: TARGET_HEALTH,
  service: 'elbv2',
  rights: [onAnything('elasticloadbalancing:DescribeTargetHealth')],
  absent: NO_GROUP,
  ask: (clients, input) => onePage(clients.of('elbv2').send(new elbv2.DescribeTargetHealthCommand(input))),
};

/** Which one that is. */
export const LIST_TARGETS: Listing<
  { readonly arn: string; readonly name: string },
  ContentOf<typeof TARGET_HEALTH>
> = {
  service: 'elbv2',
  rights: [onAnything('elasticloadbalancing:DescribeTargetHealth')],
  absent: NO_GROUP,
  command: ({ arn }) => `aws elbv2 describe-target-health --target-group-arn ${arn}`,
  among: {
    kind: TARGET_HEALTH,
    pick: (files, { name }) => files.get(name) as ContentOf<typeof TARGET_HEALTH> | undefined,
  },
  ask: (clients, { arn }) =>
    onePage(clients.of('elbv2').send(new elbv2.DescribeTargetHealthCommand({ TargetGroupArn: arn }))),
};

export const TARGET_GROUP_SETTINGS: FileCall<Group, ContentOf<typeof TARGET_GROUP_ATTRIBUTES>> = {
  kind: TARGET_GROUP_ATTRIBUTES,
  service: 'elbv2',
  rights: [onAnything('elasticloadbalancing:DescribeTargetGroupAttributes')],
  absent: NO_GROUP,
  ask: (clients, input) =>
    onePage(clients.of('elbv2').send(new elbv2.DescribeTargetGroupAttributesCommand(input))),
};

export const DESCRIBE_GROUP_TAGS: FileCall<
  { readonly ResourceArns: string[] },
  ContentOf<typeof TARGET_GROUP_TAGS>
> = {
  kind: TARGET_GROUP_TAGS,
  service: 'elbv2',
  rights: [onAnything('elasticloadbalancing:DescribeTags')],
  absent: NO_GROUP,
  ask: (clients, input) => onePage(clients.of('elbv2').send(new elbv2.DescribeTagsCommand(input))),
};
