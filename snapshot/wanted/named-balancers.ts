/** The load balancers to which records lead. */
import { parseLoadBalancerName } from '../../lambdas/migration/contract/load-balancer-name.ts';
import type { MigrationSettings } from '../../lambdas/migration/contract/settings.ts';
import { dotted } from '../../lambdas/shared/contract/dns-names.ts';
import type { ContentOf } from '../../rehearsal/snapshot/file-kind.ts';
import type { RECORD_SETS } from '../../rehearsal/snapshot/kinds/route53.ts';

export type RecordSet = ContentOf<typeof RECORD_SETS>['ResourceRecordSets'][number];

/** DNS names of load balancers in a region, as `parseLoadBalancerName` gives them. */
export function balancersNamed(
  records: readonly RecordSet[],
  migrations: readonly MigrationSettings[],
  region: string,
): ReadonlySet<string> {
  return balancersIn([...records.flatMap(leadsTo), ...targetsOf(migrations)], region);
}

/** Those between which names are moved: the targets, and where the moved names lead, also by way of other names of the zones. */
export function balancersMoved(
  records: readonly RecordSet[],
  migrations: readonly MigrationSettings[],
  region: string,
): ReadonlySet<string> {
  const byName = Map.groupBy(records, ({ Name = '' }) => Name);
  const names = new Set(migrations.flatMap(({ zones }) => zones.flatMap((zone) => zone.records)));
  // What is added while it is gone through is gone through, too.
  for (const name of names) for (const next of (byName.get(name) ?? []).flatMap(leadsTo)) names.add(next);
  return balancersIn([...names, ...targetsOf(migrations)], region);
}

function balancersIn(names: readonly string[], region: string): ReadonlySet<string> {
  const balancers = names.flatMap((name) => parseLoadBalancerName(name) ?? []);
  return new Set(balancers.filter((each) => each.region === region).map(({ dnsName }) => dnsName));
}

function targetsOf(migrations: readonly MigrationSettings[]): readonly string[] {
  return migrations.flatMap(({ target }) => (target.kind === 'load-balancer' ? target.dnsName : []));
}

/** By an alias or a CNAME, in Route 53's notation. */
function leadsTo({ Type, AliasTarget, ResourceRecords = [] }: RecordSet): readonly string[] {
  const names = Type === 'CNAME' ? ResourceRecords.map(({ Value }) => Value) : [];
  return [AliasTarget?.DNSName, ...names].flatMap((name) =>
    name === undefined ? [] : dotted(name).replace(/^\*/, '\\052'),
  );
}
