import {
  answeringName,
  canonicalName,
  isWithin,
  type RecordSet,
  type Route53Engine,
  type ZoneView,
} from '../../route53/index.ts';

/**
 * Part of a name's answers that end at `target`, a load balancer's DNS name (0–1): by way of whatever leads there within
 * the zones.
 */
export function shareOf(
  target: string,
  { name, type }: { readonly name: string; readonly type: 'A' | 'AAAA' },
  views: readonly ZoneView[],
  engine: Route53Engine,
): number {
  const view = views.find(({ zoneName }) => isWithin(name, zoneName));
  if (!view) return Number(name === target);
  const answering = answeringName(name, view) ?? name;
  const cnames = engine.shares(view, answering, 'CNAME');
  const shares = cnames.length > 0 ? cnames : engine.shares(view, answering, type);
  return shares.reduce((sum, { record, share }) => {
    const next = leadsTo(record);
    return sum + (next === undefined ? 0 : share * shareOf(target, { name: next, type }, views, engine));
  }, 0);
}

function leadsTo({ Type, AliasTarget, ResourceRecords }: RecordSet): string | undefined {
  const next = AliasTarget?.DNSName ?? (Type === 'CNAME' ? ResourceRecords?.[0]?.Value : undefined);
  return next === undefined ? undefined : canonicalName(next);
}
