import type { XmlValue } from '../../protocol/aws-query.ts';
import { invalid, optionalInteger, optionalString, requiredString, strings } from '../../protocol/input.ts';
import { pageOf } from '../../protocol/paging.ts';
import { type Operation, ServiceFault } from '../../protocol/rpc-service.ts';
import type { LoadBalancerSource, SourceLoadBalancer } from '../load-balancer-source.ts';

const NAME = { min: 1, max: 255 };
const PAGE = { min: 1, max: 400 };

export const CLASSIC_NAMESPACE = 'http://elasticloadbalancing.amazonaws.com/doc/2012-06-01/';

/** The API of 2012-06-01, which knows classic load balancers alone: SPEC.md, "Load balancers". */
export function classicOperations(source: LoadBalancerSource): Readonly<Record<string, Operation>> {
  const all = () => source.loadBalancers().filter(({ family }) => family === 'classic');
  return {
    DescribeLoadBalancers: ({ input }) => {
      const names = strings(input, 'LoadBalancerNames', PAGE.max, NAME);
      const found = named(all(), names);
      const size = optionalInteger(input, 'PageSize', PAGE) ?? PAGE.max;
      const page = pageOf(found, size, optionalString(input, 'Marker', { min: 0, max: 4096 }), names);
      return { LoadBalancerDescriptions: page.items.map(description), NextMarker: page.nextToken };
    },
    DescribeLoadBalancerAttributes: ({ input }) => {
      const [found] = named(all(), [requiredString(input, 'LoadBalancerName', NAME)]);
      if (!found?.classic)
        throw new ServiceFault('NotImplemented', 'Its attributes are not known here.', { status: 501 });
      return { LoadBalancerAttributes: found.classic.attributes };
    },
    DescribeTags: ({ input }) => {
      const names = strings(input, 'LoadBalancerNames', 20, NAME);
      if (names.length === 0) throw invalid('The parameter LoadBalancerNames is required.');
      return {
        TagDescriptions: named(all(), names).map(({ name, tags = {} }) => ({
          LoadBalancerName: name,
          Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
        })),
      };
    },
  };
}

/** All for no names; otherwise each of them, or a refusal. */
function named(all: readonly SourceLoadBalancer[], names: readonly string[]): readonly SourceLoadBalancer[] {
  if (names.length === 0) return all.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return names.map((name) => {
    const found = all.find((each) => each.name === name);
    if (found === undefined) {
      throw new ServiceFault('LoadBalancerNotFound', `There is no ACTIVE Load Balancer named '${name}'`);
    }
    return found;
  });
}

function description(each: SourceLoadBalancer): XmlValue {
  return {
    ...each.classic?.description,
    LoadBalancerName: each.name,
    DNSName: each.dnsName,
    CanonicalHostedZoneName: each.dnsName,
    CanonicalHostedZoneNameID: each.hostedZoneId,
    Scheme: each.scheme,
    AvailabilityZones: [...(each.zones ?? [])],
    SecurityGroups: [...(each.securityGroups ?? [])],
    CreatedTime: new Date(each.createdAt),
  };
}
