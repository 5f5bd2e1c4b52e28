import * as classic from '@aws-sdk/client-elastic-load-balancing';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetWebACLForResourceCommand } from '@aws-sdk/client-wafv2';
import type { ContentOf } from '../../rehearsal/snapshot/file-kind.ts';
import {
  CLASSIC_ATTRIBUTES,
  CLASSIC_LOAD_BALANCERS,
  INSTANCE_HEALTH,
} from '../../rehearsal/snapshot/kinds/elb.ts';
import {
  LISTENER_ATTRIBUTES,
  LISTENERS,
  LOAD_BALANCER_ATTRIBUTES,
  LOAD_BALANCERS,
  RESERVATION,
} from '../../rehearsal/snapshot/kinds/elbv2.ts';
import { WEB_ACL } from '../../rehearsal/snapshot/kinds/wafv2.ts';
import type { AccountWanted } from '../wanted/wanted.ts';
import { arnsIn, type FileCall, onAnything, onePage } from './call.ts';

const DESCRIBE = 'elasticloadbalancing:DescribeLoadBalancers';
const ATTRIBUTES = 'elasticloadbalancing:DescribeLoadBalancerAttributes';

/** The largest page of either kind. */
const PAGE = { pageSize: 400 };

export const DESCRIBE_CLASSIC: FileCall<object, ContentOf<typeof CLASSIC_LOAD_BALANCERS>> = {
  kind: CLASSIC_LOAD_BALANCERS,
  service: 'elb',
  rights: [onAnything(DESCRIBE)],
  ask: (clients) => classic.paginateDescribeLoadBalancers({ client: clients.of('elb'), ...PAGE }, {}),
};

type Named = { readonly LoadBalancerName: string };

export const CLASSIC_HEALTH: FileCall<Named, ContentOf<typeof INSTANCE_HEALTH>> = {
  kind: INSTANCE_HEALTH,
  service: 'elb',
  rights: [onAnything('elasticloadbalancing:DescribeInstanceHealth')],
  absent: ['LoadBalancerNotFound', 'AccessPointNotFoundException'],
  ask: (clients, input) => onePage(clients.of('elb').send(new classic.DescribeInstanceHealthCommand(input))),
};

export const CLASSIC_SETTINGS: FileCall<Named, ContentOf<typeof CLASSIC_ATTRIBUTES>> = {
  kind: CLASSIC_ATTRIBUTES,
  service: 'elb',
  rights: [onAnything(ATTRIBUTES)],
  absent: ['LoadBalancerNotFound', 'AccessPointNotFoundException'],
  ask: (clients, input) =>
    onePage(clients.of('elb').send(new classic.DescribeLoadBalancerAttributesCommand(input))),
};

export const DESCRIBE_BALANCERS: FileCall<object, ContentOf<typeof LOAD_BALANCERS>> = {
  kind: LOAD_BALANCERS,
  service: 'elbv2',
  rights: [onAnything(DESCRIBE)],
  ask: (clients) => elbv2.paginateDescribeLoadBalancers({ client: clients.of('elbv2'), ...PAGE }, {}),
};

type Balancer = { readonly LoadBalancerArn: string };
const NO_BALANCER = ['LoadBalancerNotFound', 'LoadBalancerNotFoundException'];

export const BALANCER_SETTINGS: FileCall<Balancer, ContentOf<typeof LOAD_BALANCER_ATTRIBUTES>> = {
  kind: LOAD_BALANCER_ATTRIBUTES,
  service: 'elbv2',
  rights: [onAnything(ATTRIBUTES)],
  absent: NO_BALANCER,
  ask: (clients, input) =>
    onePage(clients.of('elbv2').send(new elbv2.DescribeLoadBalancerAttributesCommand(input))),
};

export const DESCRIBE_LISTENERS: FileCall<Balancer, ContentOf<typeof LISTENERS>> = {
  kind: LISTENERS,
  service: 'elbv2',
  rights: [onAnything('elasticloadbalancing:DescribeListeners')],
  absent: NO_BALANCER,
  ask: (clients, input) => elbv2.paginateDescribeListeners({ client: clients.of('elbv2') }, input),
};

export const LISTENER_SETTINGS: FileCall<
  { readonly ListenerArn: string },
  ContentOf<typeof LISTENER_ATTRIBUTES>
> = {
  kind: LISTENER_ATTRIBUTES,
  service: 'elbv2',
  rights: [onAnything('elasticloadbalancing:DescribeListenerAttributes')],
  absent: ['ListenerNotFound', 'ListenerNotFoundException'],
  ask: (clients, input) =>
    onePage(clients.of('elbv2').send(new elbv2.DescribeListenerAttributesCommand(input))),
};

export const DESCRIBE_RESERVATION: FileCall<Balancer, ContentOf<typeof RESERVATION>> = {
  kind: RESERVATION,
  service: 'elbv2',
  rights: [onAnything('elasticloadbalancing:DescribeCapacityReservation')],
  absent: NO_BALANCER,
  ask: (clients, input) =>
    onePage(clients.of('elbv2').send(new elbv2.DescribeCapacityReservationCommand(input))),
};

const applicationBalancers = (account: AccountWanted) =>
  arnsIn(account, 'elasticloadbalancing', 'loadbalancer/app/*/*');
const webAcls = (account: AccountWanted) => arnsIn(account, 'wafv2', 'regional/webacl/*/*');

/** WAF reads the association of the load balancer, and the web ACL, on behalf of whoever calls. */
export const GET_WEB_ACL: FileCall<{ readonly ResourceArn: string }, ContentOf<typeof WEB_ACL>> = {
  kind: WEB_ACL,
  service: 'wafv2',
  rights: [
    {
      actions: ['wafv2:GetWebACLForResource'],
      on: (account) => [...applicationBalancers(account), ...webAcls(account)],
    },
    { actions: ['elasticloadbalancing:GetLoadBalancerWebACL'], on: applicationBalancers },
    { actions: ['wafv2:GetWebACL'], on: webAcls },
  ],
  absent: ['WAFNonexistentItemException'],
  ask: (clients, input) => onePage(clients.of('wafv2').send(new GetWebACLForResourceCommand(input))),
};
