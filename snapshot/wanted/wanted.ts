/** What an app's configuration names, by account: what a snapshot is taken of. */
import type { MastersSettings } from '../../lambdas/masters/contract/settings.ts';
import { prometheusQueries } from '../../lambdas/migration/contract/prometheus-queries.ts';
import {
  accountOf,
  type DatabaseSettings,
  type MigrationSettings,
  type ZoneRole,
  type ZoneSettings,
} from '../../lambdas/migration/contract/settings.ts';
import { partitionOf } from '../../lambdas/shared/contract/regions.ts';
import type { Lacking } from '../../rehearsal/values/lacking.ts';

export interface AccountWanted {
  readonly account: string;
  /** `aws`, `aws-cn` … */
  readonly partition: string;
  /** In which the services are asked that are the same in all. */
  readonly region: string;
  readonly zones: readonly ZoneSettings[];
  /** By which the functions reach the zones, where it is another account than theirs. */
  readonly role?: ZoneRole;
  /** Where a migration or masters are deployed in this account. */
  readonly regions: readonly RegionWanted[];
}

export interface RegionWanted {
  readonly account: string;
  readonly region: string;
  readonly migrations: readonly MigrationSettings[];
  readonly masters: readonly MastersSettings[];
  /** What the configuration alone doesn't show, because it is a value of deploy time. Left out: all is known. */
  readonly imported?: readonly Lacking[];
}

export interface Deployed {
  readonly migrations: readonly MigrationSettings[];
  readonly masters: readonly MastersSettings[];
  /** Left out: all values are known. */
  readonly imported?: readonly Lacking[];
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
    regions,
  };
}

function zonesIn({ migrations }: Deployed) {
  return migrations.flatMap(({ account, region, zones }) =>
    zones.map((zone) => ({ zone, region, owner: zone.role ? accountOf(zone.role) : account })),
  );
}

function regionsIn(
  account: string,
  { migrations, masters, imported = [] }: Deployed,
): readonly RegionWanted[] {
  const here = (each: { readonly account: string }): boolean => each.account === account;
  const regions = new Set([...migrations, ...masters].filter(here).map(({ region }) => region));
  return [...regions].map((region) => ({
    account,
    region,
    migrations: migrations.filter((each) => here(each) && each.region === region),
    masters: masters.filter((each) => here(each) && each.region === region),
    imported: imported.filter(({ place }) => place?.account === account && place.region === region),
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

/** The identifiers of the databases of one kind. */
export function databasesOf({ migrations }: RegionWanted, kind: DatabaseSettings['kind']): readonly string[] {
  const all = migrations.flatMap(({ databases }) => databases.filter((each) => each.kind === kind));
  return [...new Set(all.map(({ identifier }) => identifier))];
}

/** ARNs of keys, or of their aliases. */
export function keysIn({ migrations }: RegionWanted): readonly string[] {
  const logins = migrations.flatMap(({ databases }) => databases.flatMap(({ login }) => login ?? []));
  return [
    ...new Set([
      ...migrations.flatMap(({ keys }) => keys.map(({ arn }) => arn)),
      ...logins.flatMap(({ by }) => ('keyArn' in by && by.keyArn !== undefined ? by.keyArn : [])),
      ...prometheusSecrets(migrations).flatMap(({ keyArn }) => keyArn ?? []),
    ]),
  ];
}

/** With which functions ask a Prometheus. */
function prometheusSecrets(migrations: readonly MigrationSettings[]) {
  return migrations
    .flatMap(prometheusQueries)
    .flatMap(({ prometheus: { auth } }) => (auth === undefined || auth.kind === 'sigv4' ? [] : [auth]));
}

/** Whether there are any, which may be encrypted with whatever key. */
export function hasCredentials({ migrations }: RegionWanted): boolean {
  return migrations.some(({ credentials }) => credentials !== undefined);
}

export interface SecretNames {
  readonly names: readonly string[];
  /** What the names of others begin with. */
  readonly prefixes: readonly string[];
}

/** Of this account: what legacy reads, and what the functions log in with, or show. */
export function secretsIn({ account, migrations, masters }: RegionWanted): SecretNames {
  const credentials = migrations.flatMap((each) => each.credentials ?? []);
  const logins = migrations.flatMap(({ databases }) => databases.flatMap(({ login }) => login?.by ?? []));
  const arns = [
    ...logins.flatMap((by) => ('secretArn' in by ? by.secretArn : [])),
    ...migrations.flatMap(({ workloads }) => workloads?.api.tokenSecretArn ?? []),
    ...prometheusSecrets(migrations).map(({ secretArn }) => secretArn),
    ...masters.map(({ api }) => api.tokenSecretArn),
  ];
  const own = arns.filter((arn) => arn.split(':')[4] === account).map(secretNameOf);
  return {
    names: [...new Set([...credentials.flatMap(({ secrets }) => secrets), ...own])],
    prefixes: [...new Set(credentials.flatMap(({ secretPrefixes }) => secretPrefixes))],
  };
}

export interface ParameterNames {
  readonly names: readonly string[];
  /** Below which all count. */
  readonly paths: readonly string[];
}

export function parametersIn({ migrations }: RegionWanted): ParameterNames {
  const credentials = migrations.flatMap((each) => each.credentials ?? []);
  return {
    names: [...new Set(credentials.flatMap(({ parameters }) => parameters))],
    paths: [...new Set(credentials.flatMap(({ parameterPaths }) => parameterPaths))],
  };
}

/** Without the end that only AWS knows, if the ARN has it. */
function secretNameOf(arn: string): string {
  return arn.replace(/^.*:secret:/, '').replace(/-[A-Za-z0-9]{6}$/, '');
}

/** ARNs of the account's roles whose rights matter. */
export function rolesIn({ account, role, regions }: AccountWanted): readonly string[] {
  const migrations = regions.flatMap((region) => region.migrations);
  const arns = [
    ...(role ? [role.arn] : []),
    ...migrations.flatMap(({ keys }) => keys.flatMap(({ roles }) => roles)),
    ...migrations.flatMap(({ credentials }) => credentials?.roles ?? []),
  ];
  return [...new Set(arns)].filter((arn) => arn.split(':')[4] === account);
}

/** Where kops keeps the state of a cluster. */
export interface StateOfCluster {
  readonly bucket: string;
  /** Of the cluster, with a slash at its end. */
  readonly prefix: string;
}

export function statesIn({ regions }: AccountWanted): readonly StateOfCluster[] {
  const clusters = regions.flatMap(({ migrations }) => migrations.flatMap(({ cluster }) => cluster ?? []));
  const states = clusters.map(({ name, stateStore: { bucket, prefix } }) => ({
    bucket,
    prefix: `${prefix}${name}/`,
  }));
  return [...new Map(states.map((state) => [JSON.stringify(state), state])).values()];
}

export function bucketsIn(account: AccountWanted): readonly string[] {
  const migrations = account.regions.flatMap((region) => region.migrations);
  const configured = migrations.flatMap(({ stateBucket }) => stateBucket?.name ?? []);
  return [...new Set([...configured, ...statesIn(account).map(({ bucket }) => bucket)])];
}
