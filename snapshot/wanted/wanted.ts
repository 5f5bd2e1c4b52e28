/** What an app's configuration names, by account: what a snapshot is taken of. */
import type { MastersSettings } from '../../lambdas/masters/contract/settings.ts';
import {
  accountOf,
  type MigrationSettings,
  type ZoneRole,
  type ZoneSettings,
} from '../../lambdas/migration/contract/settings.ts';
import { partitionOf } from '../../lambdas/shared/contract/regions.ts';

export interface AccountWanted {
  readonly account: string;
  /** `aws`, `aws-cn` … */
  readonly partition: string;
  /** In which the services are asked that are the same in all. */
  readonly region: string;
  readonly zones: readonly ZoneSettings[];
  /** By which the functions reach the zones, where it is another account than theirs. */
  readonly role?: ZoneRole;
  /** The accounts that use that role. */
  readonly lentTo: readonly string[];
  /** Where a migration or masters are deployed in this account. */
  readonly regions: readonly RegionWanted[];
}

export interface RegionWanted {
  readonly account: string;
  readonly region: string;
  readonly migrations: readonly MigrationSettings[];
  readonly masters: readonly MastersSettings[];
}

export interface Deployed {
  readonly migrations: readonly MigrationSettings[];
  readonly masters: readonly MastersSettings[];
}

/** Accounts with a deployment first. */
export function wantedBy(deployed: Deployed): readonly AccountWanted[] {
  const homes = new Set([...deployed.migrations, ...deployed.masters].map(({ account }) => account));
  const accounts = new Set([...homes, ...zonesIn(deployed).map(({ owner }) => owner)]);
  return [...accounts].map((account) => accountWanted(account, deployed));
}

function accountWanted(account: string, deployed: Deployed): AccountWanted {
  const zones = zonesIn(deployed).filter(({ owner }) => owner === account);
  const regions = regionsIn(account, deployed);
  const region = regions[0]?.region ?? zones[0]?.region ?? '';
  const role = zones.find(({ zone }) => zone.role)?.zone.role;
  return {
    account,
    partition: partitionOf(region)?.name ?? 'aws',
    region,
    zones: once(zones.map(({ zone }) => zone)),
    ...(role && { role }),
    lentTo: [...new Set(zones.filter(({ zone }) => zone.role).map(({ user }) => user))],
    regions,
  };
}

function zonesIn({ migrations }: Deployed) {
  return migrations.flatMap(({ account: user, region, zones }) =>
    zones.map((zone) => ({ zone, user, region, owner: zone.role ? accountOf(zone.role) : user })),
  );
}

function regionsIn(account: string, { migrations, masters }: Deployed): readonly RegionWanted[] {
  const here = (each: { readonly account: string }): boolean => each.account === account;
  const regions = new Set([...migrations, ...masters].filter(here).map(({ region }) => region));
  return [...regions].map((region) => ({
    account,
    region,
    migrations: migrations.filter((each) => here(each) && each.region === region),
    masters: masters.filter((each) => here(each) && each.region === region),
  }));
}

/** A zone of several migrations, with the names that all of them move. */
function once(zones: readonly ZoneSettings[]): readonly ZoneSettings[] {
  return [...Map.groupBy(zones, ({ id }) => id).values()].flatMap(([first, ...others]) =>
    first ? [{ ...first, records: [...new Set([first, ...others].flatMap(({ records }) => records))] }] : [],
  );
}

/** The kops clusters of a region, by name. */
export function clustersOf({ migrations, masters }: RegionWanted): readonly string[] {
  const names = [
    ...migrations.flatMap(({ cluster }) => cluster?.name ?? []),
    ...masters.map(({ cluster }) => cluster),
  ];
  return [...new Set(names)];
}
