/** What the operations of 2015-12-01 have in common. */
import type { XmlValue } from '../../protocol/aws-query.ts';
import { ServiceFault } from '../../protocol/rpc-service.ts';
import type { ApiCall } from '../../protocol/types.ts';
import type { SourceLoadBalancer } from '../load-balancer-source.ts';

/** How long an ARN may be, and most other texts. */
export const TEXT = { min: 1, max: 2048 };

export function arnOf({ id }: SourceLoadBalancer, { region, account }: ApiCall): string {
  return `arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/${id}`;
}

export function byArn(
  all: readonly SourceLoadBalancer[],
  arns: readonly string[],
  call: ApiCall,
): readonly SourceLoadBalancer[] {
  const missing = arns.filter((arn) => !all.some((each) => arnOf(each, call) === arn));
  if (missing.length > 0) {
    throw new ServiceFault('LoadBalancerNotFound', `Load balancers '[${missing.join(', ')}]' not found`, {
      shape: 'LoadBalancerNotFoundException',
    });
  }
  return all.filter((each) => arns.includes(arnOf(each, call)));
}

/** @throws ServiceFault for attributes that nobody has printed */
export function attributeList(attributes: Readonly<Record<string, string>> | undefined): XmlValue {
  if (!attributes)
    throw new ServiceFault('NotImplemented', 'Its attributes are not known here.', { status: 501 });
  return { Attributes: Object.entries(attributes).map(([Key, Value]) => ({ Key, Value })) };
}
