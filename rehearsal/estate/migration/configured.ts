/** What a configuration names, and a snapshot lacks. */
import { called } from '#own';
import {
  accountOf,
  type MigrationSettings,
  type ZoneSettings,
} from '../../../lambdas/migration/contract/settings.ts';
import { displayName, undotted } from '../../../lambdas/shared/contract/dns-names.ts';
import { commandOf, type FileKind, type Place, pathOf } from '../../snapshot/file-kind.ts';
import { ALARMS } from '../../snapshot/kinds/cloudwatch.ts';
import { NETWORK_INTERFACES } from '../../snapshot/kinds/ec2.ts';
import { LOAD_BALANCERS } from '../../snapshot/kinds/elbv2.ts';
import { DATABASE_CLUSTERS, DATABASES } from '../../snapshot/kinds/rds.ts';
import { HOSTED_ZONE } from '../../snapshot/kinds/route53.ts';
import { type Problem, SnapshotRefused } from '../../snapshot/problem.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import type { Estate } from './estate.ts';
import { withoutDualstack } from './legacy-ends.ts';
import { clusterId } from './watchers.ts';

/**
 * A zone of the configuration that the snapshot lacks would look like one that Route 53 lacks.
 * @throws SnapshotRefused with those of all migrations
 */
export function requireZones(migrations: readonly MigrationSettings[], snapshot: Snapshot): void {
  const missing = migrations.flatMap((settings) => zonesMissing(settings, snapshot));
  const { accounts } = snapshot;
  const needed = accountsOf(migrations);
  const foreign = accounts.filter((each) => !needed.includes(each));
  const lacking = needed.filter((each) => !accounts.includes(each));
  if (foreign.length > 0 && lacking.length > 0)
    throw new SnapshotRefused(snapshot.folder, ofOtherAccounts(foreign, lacking));
  const once = new Map(missing.map((problem) => [problem.file, problem]));
  if (once.size > 0) throw new SnapshotRefused(snapshot.folder, [...once.values()]);
}

function accountsOf(migrations: readonly MigrationSettings[]): readonly string[] {
  const all = migrations.flatMap(({ account, zones }) => [
    account,
    ...zones.flatMap(({ role }) => (role ? accountOf(role) : [])),
  ]);
  return [...new Set(all)];
}

/** In place of each file that is missing. */
function ofOtherAccounts(foreign: readonly string[], lacking: readonly string[]): readonly Problem[] {
  return foreign.map((account) => ({
    file: `${account}/`,
    at: '',
    words: `the configuration has nothing in the account ${account}; the snapshot lacks ${lacking.join(', ')}, which it names`,
    command: `${called('snapshot', '--app "node bin/prod.ts"')}, or name another --snapshot, or another --stack`,
  }));
}

/** @throws SnapshotRefused with everything without which nothing can be rehearsed */
export function requireConfigured(estate: Estate): void {
  const { settings, snapshot } = estate;
  const missing = [...zonesMissing(settings, snapshot), ...targetMissing(estate)];
  if (missing.length > 0) throw new SnapshotRefused(snapshot.folder, missing);
}

/** What the snapshot describes, by name. */
export function there({ home, snapshot }: Pick<Estate, 'home' | 'snapshot'>): {
  readonly alarms: ReadonlySet<string | undefined>;
  readonly databases: ReadonlySet<string | undefined>;
} {
  const { MetricAlarms = [], CompositeAlarms = [] } = snapshot.find(ALARMS, home) ?? {};
  const { DBInstances = [] } = snapshot.find(DATABASES, home) ?? {};
  const { DBClusters = [] } = snapshot.find(DATABASE_CLUSTERS, home) ?? {};
  return {
    alarms: new Set([...MetricAlarms, ...CompositeAlarms].map(({ AlarmName }) => AlarmName)),
    databases: new Set([
      ...DBInstances.map(({ DBInstanceIdentifier }) => DBInstanceIdentifier),
      ...DBClusters.map(({ DBClusterIdentifier }) => DBClusterIdentifier),
    ]),
  };
}

/** What a dry run will find missing, as sentences: perhaps it is only missing in the snapshot. */
export function lackingIn({
  home,
  settings,
  snapshot,
}: Pick<Estate, 'home' | 'settings' | 'snapshot'>): readonly string[] {
  const { alarms, databases } = there({ home, snapshot });
  const identifiersOf = (wanted: string) =>
    settings.databases.filter(({ kind }) => kind === wanted).map(({ identifier }) => identifier);
  return [
    ...notThere(
      'alarm',
      settings.alarms.map(({ name }) => name),
      alarms,
      [ALARMS, home],
    ),
    ...notThere('database', identifiersOf('instance'), databases, [DATABASES, home]),
    ...notThere('database', identifiersOf('cluster'), databases, [DATABASE_CLUSTERS, home]),
  ];
}

function notThere(
  what: string,
  wanted: readonly string[],
  there: ReadonlySet<string | undefined>,
  [kind, place]: readonly [FileKind, Place],
): readonly string[] {
  const missing = wanted.filter((name) => !there.has(name));
  if (missing.length === 0) return [];
  const names = missing.join(', ');
  return [
    `The snapshot has no ${what} ${names}, which the configuration names. Run: ${commandOf(kind, place)}`,
  ];
}

function zonesMissing(settings: MigrationSettings, snapshot: Snapshot): readonly Problem[] {
  return settings.zones.flatMap((zone) => zoneMissing(zone, settings, snapshot));
}

/** The same zone of another account is another one: what is beside it there isn't what the configuration is for. */
function zoneMissing(
  { id, name, role }: ZoneSettings,
  { account }: MigrationSettings,
  snapshot: Snapshot,
): readonly Problem[] {
  const place = { account: role ? accountOf(role) : account, names: [id] };
  if (snapshot.find(HOSTED_ZONE, place)) return [];
  const others = snapshot.all(HOSTED_ZONE).filter(({ names = [] }) => names.includes(id));
  const elsewhere = others.map((found) => `; it is there in the account ${found.account}`).join('');
  return [
    {
      file: pathOf(HOSTED_ZONE, place),
      at: '',
      words: `missing: the configuration has the zone ${displayName(name)} in the account ${place.account}${elsewhere}`,
      command: commandOf(HOSTED_ZONE, place),
    },
  ];
}

export function isTargetThere(estate: Estate): boolean {
  return targetMissing(estate).length === 0;
}

function targetMissing(estate: Estate): readonly Problem[] {
  const { home, settings, snapshot } = estate;
  const { target } = settings;
  if (target.kind === 'addresses') return [];
  const wanted = undotted(withoutDualstack(target.dnsName));
  const id = clusterId(estate);
  if (id === undefined)
    return [
      {
        file: pathOf(LOAD_BALANCERS, home),
        at: '/LoadBalancers',
        words: `there is no load balancer ${wanted}, the target of the configuration`,
        command: commandOf(LOAD_BALANCERS, home),
      },
    ];
  const interfaces = snapshot.find(NETWORK_INTERFACES, home)?.NetworkInterfaces ?? [];
  if (interfaces.some(({ Description }) => Description === `ELB ${id}`)) return [];
  return [
    {
      file: pathOf(NETWORK_INTERFACES, home),
      at: '/NetworkInterfaces',
      words: `there is none with the description ELB ${id}: without its addresses, nobody reaches the configuration's target`,
      command: commandOf(NETWORK_INTERFACES, home),
    },
  ];
}
