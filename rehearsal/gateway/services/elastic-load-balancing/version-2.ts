import type { XmlValue } from '../../protocol/aws-query.ts';
import { invalid, optionalInteger, optionalString, requiredString, strings } from '../../protocol/input.ts';
import { pageOf } from '../../protocol/paging.ts';
import { type Operation, ServiceFault } from '../../protocol/rpc-service.ts';
import type { ApiCall } from '../../protocol/types.ts';
import type { LoadBalancerSource, SourceLoadBalancer, SourceReservation } from '../load-balancer-source.ts';
import { listenerOperations } from './listeners.ts';
import { arnOf, attributeList, byArn, TEXT } from './looked-up.ts';

const PAGE = { min: 1, max: 400 };
const NAMES_A_CALL = 20;

export const VERSION_2_NAMESPACE = 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/';

/** The API of 2015-12-01, for application and network load balancers: SPEC.md, "Load balancers". */
export function version2Operations(
  source: LoadBalancerSource,
): Readonly<Record<'DescribeTags', Operation>> & Readonly<Record<string, Operation>> {
  const all = () => source.loadBalancers().filter(({ family }) => family !== 'classic');
  return {
    DescribeLoadBalancers: (call) => {
      const names = strings(call.input, 'Names', NAMES_A_CALL, TEXT);
      const arns = strings(call.input, 'LoadBalancerArns', NAMES_A_CALL, TEXT);
      if (names.length > 0 && arns.length > 0) {
        throw invalid('Load balancer names and load balancer ARNs cannot be specified at the same time');
      }
      const found = arns.length > 0 ? byArn(all(), arns, call) : byName(all(), names);
      const size = optionalInteger(call.input, 'PageSize', PAGE) ?? PAGE.max;
      const marker = optionalString(call.input, 'Marker', { min: 0, max: 4096 });
      const page = pageOf(found, size, marker, { names, arns });
      return { LoadBalancers: page.items.map((each) => described(each, call)), NextMarker: page.nextToken };
    },
    DescribeLoadBalancerAttributes: (call) => {
      const [found] = byArn(all(), [requiredString(call.input, 'LoadBalancerArn', TEXT)], call);
      return attributeList(found?.attributes);
    },
    DescribeCapacityReservation: (call) => {
      const [found] = byArn(all(), [requiredString(call.input, 'LoadBalancerArn', TEXT)], call);
      return reservation(found?.reserved);
    },
    ...listenerOperations(all),
    DescribeTags: (call) => {
      const arns = strings(call.input, 'ResourceArns', NAMES_A_CALL, TEXT);
      if (arns.length === 0) throw invalid('The parameter ResourceArns is required.');
      return {
        TagDescriptions: byArn(all(), arns, call).map((each) => ({
          ResourceArn: arnOf(each, call),
          Tags: Object.entries(each.tags ?? {}).map(([Key, Value]) => ({ Key, Value })),
        })),
      };
    },
  };
}

function byName(all: readonly SourceLoadBalancer[], names: readonly string[]): readonly SourceLoadBalancer[] {
  if (names.length === 0) return all.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const missing = names.filter((name) => !all.some((each) => each.name === name));
  if (missing.length > 0) {
    throw new ServiceFault('LoadBalancerNotFound', `Load balancers '[${missing.join(', ')}]' not found`, {
      shape: 'LoadBalancerNotFoundException',
    });
  }
  return all.filter((each) => names.includes(each.name));
}

function described(each: SourceLoadBalancer, call: ApiCall): XmlValue {
  return {
    LoadBalancerArn: arnOf(each, call),
    LoadBalancerName: each.name,
    DNSName: each.dnsName,
    CanonicalHostedZoneId: each.hostedZoneId,
    CreatedTime: new Date(each.createdAt),
    Scheme: each.scheme,
    Type: each.family,
    // Of one that was made without, AWS shows none.
    ...(each.securityGroups?.length && { SecurityGroups: [...each.securityGroups] }),
    AvailabilityZones: (each.zones ?? []).map((ZoneName) => ({ ZoneName })),
    IpAddressType: each.dualStack ? 'dualstack' : 'ipv4',
    State: { Code: each.state ?? 'active' },
  };
}

/** Without anything reserved, only how often less may be requested today. */
function reservation(reserved: SourceReservation | undefined): XmlValue {
  if (!reserved) return { DecreaseRequestsRemaining: 2 };
  return {
    DecreaseRequestsRemaining: 2,
    MinimumLoadBalancerCapacity: { CapacityUnits: reserved.units },
    CapacityReservationState: reserved.zones.map(({ zone, units, state }) => ({
      AvailabilityZone: zone,
      EffectiveCapacityUnits: units,
      State: { Code: state },
    })),
  };
}
