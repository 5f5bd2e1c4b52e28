import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IngressSettings } from '../../../lambdas/migration/contract/ingress-settings.ts';
import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import type { Home } from '../../shared/config/arn.ts';
import { ConfigError, type ConfigWarning } from '../../shared/config/config-error.ts';
import {
  type NotifySettings,
  readLogRetention,
  readNotify,
  readRunbookUrl,
} from '../../shared/config/deployment.ts';
import { readHome } from '../../shared/config/home.ts';
import { readOwnName } from '../../shared/config/own-name.ts';
import { Place, Report } from '../../shared/config/place.ts';
import { readFlag } from '../../shared/config/values.ts';
import { readAcceptances } from './acceptances.ts';
import { readStateBucket } from './checks.ts';
import { readCluster } from './cluster.ts';
import { readCompare } from './compare.ts';
import { readCredentials } from './credentials.ts';
import { readDatabaseAuthorities } from './database-authorities.ts';
import { readDatabases } from './databases.ts';
import { readIngress } from './ingress.ts';
import { readKeys } from './keys.ts';
import { readManualChecks } from './manual-checks.ts';
import type { MigrationConfig } from './migration-config.ts';
import { nameProbeOf, type ReadProbe } from './name-probe.ts';
import { readProbeNetwork } from './networks.ts';
import { type DailyTime, readRepeatDaily } from './preflight.ts';
import { readPace } from './read-pace.ts';
import { readRoute53 } from './route53-limits.ts';
import { warnOfSlowAlarms } from './slow-alarms.ts';
import { readTarget } from './target.ts';
import { readTraffic } from './traffic.ts';
import { type DeployedWatchers, readWatchers } from './watchers.ts';
import { readWorkloads } from './workloads.ts';
import { readZones } from './zones.ts';

export interface ResolvedMigration {
  /** What the functions get. */
  readonly settings: MigrationSettings;
  /** What only the stack needs. */
  readonly deployment: Deployment;
  /** In the order of the fields. */
  readonly warnings: readonly ConfigWarning[];
}

export interface Deployment extends DeployedWatchers {
  readonly notify: NotifySettings;
  /** PEM; beside those that every database probe trusts. */
  readonly databaseAuthorities?: string;
  /** ARN of the key that the API servers' token is encrypted with; absent: the key that AWS manages. */
  readonly apiTokenKeyArn?: string;
  /** When preflight is repeated each day; absent: it isn't. */
  readonly repeatPreflight?: DailyTime;
  readonly logRetention: RetentionDays;
}

const KEYS = [
  'name',
  'zones',
  'target',
  'alarms',
  'signals',
  'notify',
  'steps',
  'ttl',
  'soak',
  'drain',
  'holdTimeout',
  'onHoldTimeout',
  'oneWayFrom',
  'dataPlaneRollback',
  'freeze',
  'watch',
  'drill',
  'dashboard',
  'hooks',
  'route53',
  'traffic',
  'compare',
  'keys',
  'databases',
  'databaseAuthorities',
  'clusterNetwork',
  'legacyNetwork',
  'stateBucket',
  'cluster',
  'ingress',
  'credentials',
  'workloads',
  'acceptances',
  'manualChecks',
  'preflight',
  'runbookUrl',
  'logRetention',
] as const satisfies readonly (keyof MigrationConfig)[];
const FROM_THE_ZONE = "nothing: legacy's records are read from the zone when the migration runs";
const HINTS = {
  legacy: FROM_THE_ZONE,
  source: FROM_THE_ZONE,
  from: FROM_THE_ZONE,
  email: "`notify: { emails: ['oncall@example.com'] }`",
  emails: "`notify: { emails: ['oncall@example.com'] }`",
  records: '`zones: [{ id, name, records }]`',
  account: "the account in the stack's `env`",
  region: "the region in the stack's `env`",
};

/**
 * Checks a migration's configuration and completes it with the defaults. Pure: the same configuration gives
 * the same settings, until an authority's certificate expires. Values that are tokens stay tokens.
 * @param environment of the stack; undefined where it is environment-agnostic
 * @param now epoch milliseconds
 * @throws ConfigError that lists everything that is wrong
 */
export function resolveMigration(
  config: MigrationConfig,
  environment: Home | undefined,
  now = Date.now(),
): ResolvedMigration {
  const report = new Report();
  const home = readHome(new Place('env', environment, report));
  const fields = new Place('', config, report).fields(KEYS, {
    what: 'a migration',
    example: '{ name, zones, target, alarms, notify }',
    hints: HINTS,
  });
  const resolved = fields && readMigration(fields, home, now);
  if (report.problems.length > 0 || !resolved) {
    const subject =
      typeof fields?.name.value === 'string' ? `migration '${fields.name.value}'` : 'a migration';
    throw new ConfigError(subject, report.problems);
  }
  return { ...resolved, warnings: report.warnings };
}

type Fields = Record<(typeof KEYS)[number], Place>;

function readMigration(
  fields: Fields,
  home: Home,
  now: number,
): Omit<ResolvedMigration, 'warnings'> | undefined {
  const migration = readOwnName(fields.name, "the migration's name");
  const { zones, moved } = readZones(fields.zones, migration, home);
  const target = readTarget(fields.target, home.region);
  const watchers = readWatchers(fields, migration, target, home);
  const notify = readNotify(fields.notify, home);
  const pace = readPace(fields, target, home, now);
  const route53 = readRoute53(fields.route53);
  const traffic = readTraffic(fields.traffic, target);
  const compare = readCompare(fields.compare, target, fields.traffic, home);
  const { apiTokenKeyArn, ...checks } = readChecks(fields, moved, home, now);
  const databaseAuthorities = readDatabaseAuthorities(
    fields.databaseAuthorities,
    checks.databases,
    home.region,
    now,
  );
  const repeatPreflight = readRepeatDaily(fields.preflight);
  const networks = readNetworks(fields, watchers.probe, moved, checks.ingress);
  const runbookUrl = readRunbookUrl(fields.runbookUrl);
  const logRetention = readLogRetention(fields.logRetention);
  warnOfSlowAlarms(watchers.seen, pace?.steps ?? []);
  warnOfUnchecked(fields);
  const { account, region } = home;
  if (
    !migration ||
    !account ||
    !region ||
    !target ||
    !pace ||
    !route53 ||
    !notify ||
    !runbookUrl ||
    !logRetention
  )
    return undefined;
  return {
    settings: {
      migration,
      account,
      region,
      zones,
      target,
      ...pace,
      ...(readFlag(fields.drill, true) ? {} : { drill: false }),
      ...(readFlag(fields.dashboard, true) ? {} : { dashboard: false }),
      route53,
      ...watchers.settings,
      traffic,
      ...(compare && { compare }),
      ...checks,
      ...networks,
      runbookUrl,
    },
    deployment: {
      notify,
      ...(databaseAuthorities && { databaseAuthorities }),
      ...(apiTokenKeyArn !== undefined && { apiTokenKeyArn }),
      ...(repeatPreflight && { repeatPreflight }),
      ...watchers.deployment,
      logRetention,
    },
  };
}

/** From where functions ask, and for which names each minute. */
function readNetworks(
  fields: Fields,
  probe: ReadProbe | undefined,
  moved: readonly string[] | undefined,
  ingress: IngressSettings | undefined,
): Pick<MigrationSettings, 'nameProbe' | 'clusterNetwork' | 'legacyNetwork'> {
  const nameProbe = nameProbeOf(probe, { moved, ingress, clusterNetwork: fields.clusterNetwork });
  const askers = [fields.workloads, ...(nameProbe?.inClusterNetwork ? [fields.alarms] : [])];
  const clusterNetwork = readProbeNetwork(fields.clusterNetwork, fields.databases, ...askers);
  const legacyNetwork = readProbeNetwork(fields.legacyNetwork, fields.databases);
  return {
    ...(nameProbe && { nameProbe }),
    ...(clusterNetwork && { clusterNetwork }),
    ...(legacyNetwork && { legacyNetwork }),
  };
}

type Checks = Pick<Deployment, 'apiTokenKeyArn'> &
  Pick<
    MigrationSettings,
    | 'keys'
    | 'databases'
    | 'stateBucket'
    | 'cluster'
    | 'ingress'
    | 'credentials'
    | 'workloads'
    | 'acceptances'
    | 'manualChecks'
  >;

/** What preflight looks at, and what people answer for. */
function readChecks(fields: Fields, moved: readonly string[] | undefined, home: Home, now: number): Checks {
  const databases = readDatabases(fields.databases, fields.clusterNetwork, home);
  const stateBucket = readStateBucket(fields.stateBucket);
  const cluster = readCluster(fields.cluster, stateBucket);
  const keys = readKeys(fields.keys, home, cluster);
  const ingress = readIngress(fields.ingress, moved);
  const credentials = readCredentials(fields.credentials, home, cluster);
  const workloads = readWorkloads(fields.workloads, fields.cluster, { home, cluster, now });
  const acceptances = readAcceptances(fields.acceptances, now);
  const manualChecks = readManualChecks(fields.manualChecks, now);
  return {
    keys,
    databases,
    ...(stateBucket && { stateBucket }),
    ...(cluster && { cluster }),
    ...(ingress && { ingress }),
    acceptances,
    manualChecks,
    ...(credentials && { credentials }),
    ...workloads,
  };
}

function warnOfUnchecked(fields: Fields): void {
  const advice = {
    keys: "no KMS key is configured, so none is tested before the start; configure the keys that encrypt the applications' data",
    databases: 'no database is configured, so none is probed from the cluster before the start',
    stateBucket: 'the kops state bucket is not configured, so it is not checked before the start',
    ingress:
      'no `ingress` is configured, so nobody asks the cluster for the moved names before the start; `ingress: {}` asks for each',
  };
  for (const [key, text] of Object.entries(advice)) {
    const place = fields[key as keyof typeof advice];
    if (place.isLeftOut) place.warning(`not-checked-${key.toLowerCase()}`, text);
  }
}
