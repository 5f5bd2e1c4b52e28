import { canonicalAddress } from '../../../lambdas/shared/contract/ip-addresses.ts';
import { withoutDualstack } from '../../estate/migration/legacy-ends.ts';
import {
  answeringName,
  isWithin,
  leadsTo,
  type RecordSet,
  type Route53Engine,
  type ZoneView,
} from '../../route53/index.ts';
import type { LoadBalancer } from '../../world/load-balancer.ts';

type End = Pick<LoadBalancer, 'dnsName' | 'ipv4' | 'ipv6'>;

/** Part of a name's answers that end at `end` (0–1): by way of whatever leads there within the zones. */
export function shareOf(
  end: End,
  { name, type }: { readonly name: string; readonly type: 'A' | 'AAAA' },
  views: readonly ZoneView[],
  engine: Route53Engine,
): number {
  const view = views.find(({ zoneName }) => isWithin(name, zoneName));
  if (!view) return Number(withoutDualstack(name) === end.dnsName);
  const answering = answeringName(name, view) ?? name;
  const cnames = engine.shares(view, answering, 'CNAME');
  const shares = cnames.length > 0 ? cnames : engine.shares(view, answering, type);
  return shares.reduce((sum, { record, share }) => {
    const next = leadsTo(record);
    const part = next === undefined ? partOf(end, record) : shareOf(end, { name: next, type }, views, engine);
    return sum + share * part;
  }, 0);
}

/** Of several addresses a client takes any. */
function partOf({ ipv4, ipv6 }: End, { ResourceRecords = [] }: RecordSet): number {
  const there = ResourceRecords.filter(({ Value }) => [...ipv4, ...ipv6].includes(canonicalAddress(Value)));
  return ResourceRecords.length === 0 ? 0 : there.length / ResourceRecords.length;
}
