import type { XmlValue } from '../../protocol/aws-query.ts';
import { invalid, optionalInteger, optionalString, requiredString, strings } from '../../protocol/input.ts';
import { pageOf } from '../../protocol/paging.ts';
import { type Operation, ServiceFault } from '../../protocol/rpc-service.ts';
import type { ApiCall } from '../../protocol/types.ts';
import type { SourceListener, SourceLoadBalancer } from '../load-balancer-source.ts';
import { arnOf, attributeList, byArn, TEXT } from './looked-up.ts';

const PAGE = { min: 1, max: 400 };
const LISTENERS_A_CALL = 20;

interface Found {
  readonly balancer: SourceLoadBalancer;
  readonly listener: SourceListener;
}

/** Of a load balancer, or by their ARNs; with the attributes of each. */
export function listenerOperations(
  balancers: () => readonly SourceLoadBalancer[],
): Readonly<Record<'DescribeListeners' | 'DescribeListenerAttributes', Operation>> {
  return {
    DescribeListeners: (call) => {
      const arns = strings(call.input, 'ListenerArns', LISTENERS_A_CALL, TEXT);
      const balancer = optionalString(call.input, 'LoadBalancerArn', TEXT);
      if ((balancer === undefined) === (arns.length === 0))
        throw invalid('Specify either listener ARNs or a load balancer ARN');
      const found =
        balancer === undefined ? listed(balancers(), arns) : ofBalancer(balancers(), balancer, call);
      const size = optionalInteger(call.input, 'PageSize', PAGE) ?? PAGE.max;
      const marker = optionalString(call.input, 'Marker', { min: 0, max: 4096 });
      const page = pageOf(found, size, marker, { balancer, arns });
      return { Listeners: page.items.map((each) => described(each, call)), NextMarker: page.nextToken };
    },
    DescribeListenerAttributes: ({ input }) => {
      const [found] = listed(balancers(), [requiredString(input, 'ListenerArn', TEXT)]);
      return attributeList(found?.listener.attributes);
    },
  };
}

function ofBalancer(all: readonly SourceLoadBalancer[], arn: string, call: ApiCall): readonly Found[] {
  return listenersOf(byArn(all, [arn], call));
}

function listed(all: readonly SourceLoadBalancer[], arns: readonly string[]): readonly Found[] {
  const found = listenersOf(all).filter(({ listener }) => arns.includes(listener.arn));
  if (found.length < new Set(arns).size)
    throw new ServiceFault('ListenerNotFound', 'One or more listeners not found', {
      shape: 'ListenerNotFoundException',
    });
  return found;
}

function listenersOf(balancers: readonly SourceLoadBalancer[]): readonly Found[] {
  return balancers.flatMap((balancer) =>
    (balancer.listeners ?? []).map((listener) => ({ balancer, listener })),
  );
}

function described({ balancer, listener: { arn, protocol, port } }: Found, call: ApiCall): XmlValue {
  return { ListenerArn: arn, LoadBalancerArn: arnOf(balancer, call), Protocol: protocol, Port: port };
}
