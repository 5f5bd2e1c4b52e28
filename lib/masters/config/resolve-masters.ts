import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { MastersSettings } from '../../../lambdas/masters/contract/settings.ts';
import { readApi } from '../../shared/config/api-access.ts';
import type { Home } from '../../shared/config/arn.ts';
import { readCluster } from '../../shared/config/cluster-name.ts';
import { ConfigError, type ConfigWarning } from '../../shared/config/config-error.ts';
import {
  type NetworkSettings,
  type NotifySettings,
  readLogRetention,
  readNetwork,
  readNotify,
  readRunbookUrl,
} from '../../shared/config/deployment.ts';
import { readHome } from '../../shared/config/home.ts';
import { Place, Report } from '../../shared/config/place.ts';
import { readFlag } from '../../shared/config/values.ts';
import type { MastersConfig } from './masters-config.ts';
import { readKopsVersion, readMastersName } from './masters-names.ts';
import { PACE_FIELDS, readMastersPace } from './masters-pace.ts';
import { readUntagged, UNTAGGED_FIELDS } from './masters-targets.ts';

export interface ResolvedMasters {
  /** For the functions. */
  readonly settings: MastersSettings;
  /** For the stack alone. */
  readonly deployment: MastersDeployment;
  /** In the order of the fields. */
  readonly warnings: readonly ConfigWarning[];
}

export interface MastersDeployment {
  readonly notify: NotifySettings;
  readonly clusterNetwork: NetworkSettings;
  /** ARN of the key that encrypts the token's secret; absent: the key that AWS manages. */
  readonly tokenKeyArn?: string;
  readonly logRetention: RetentionDays;
  readonly dashboard: boolean;
}

const KEYS = [
  'cluster',
  'api',
  'clusterNetwork',
  'notify',
  'name',
  ...PACE_FIELDS,
  'kopsVersion',
  ...UNTAGGED_FIELDS,
  'dashboard',
  'runbookUrl',
  'logRetention',
] as const satisfies readonly (keyof MastersConfig)[];
const FROM_TAGS = 'nothing: the groups of masters are found by the tags of kops';
const FORM = {
  what: 'a configuration of masters',
  example: '{ cluster, api, clusterNetwork, notify }',
  synonyms: {
    clusterName: 'cluster',
    network: 'clusterNetwork',
    heartbeatTimeout: 'heartbeat',
    version: 'kopsVersion',
  },
  hints: {
    groups: FROM_TAGS,
    autoScalingGroups: FROM_TAGS,
    masters: FROM_TAGS,
    certificateAuthority: '`api: { certificateAuthority, tokenSecret }`',
    tokenSecret: '`api: { certificateAuthority, tokenSecret }`',
    email: "`notify: { emails: ['oncall@example.com'] }`",
    emails: "`notify: { emails: ['oncall@example.com'] }`",
    account: "the account in the stack's `env`",
    region: "the region in the stack's `env`",
  },
} as const;

/**
 * Checks a configuration of masters and completes it with the defaults. Pure: the same configuration gives the same
 * settings until the authority's certificate expires. Values that are tokens stay tokens.
 * @param environment of the stack; undefined where it is environment-agnostic
 * @param now epoch milliseconds
 * @throws ConfigError that lists everything that is wrong
 */
export function resolveMasters(
  config: MastersConfig,
  environment: Home | undefined,
  now = Date.now(),
): ResolvedMasters {
  const report = new Report();
  const home = readHome(new Place('env', environment, report));
  const fields = new Place('', config, report).fields(KEYS, FORM);
  const resolved = fields && readMasters(fields, home, now);
  if (report.problems.length > 0 || !resolved) {
    const cluster = fields?.cluster.value;
    const subject = typeof cluster === 'string' ? `the masters of '${cluster}'` : 'masters';
    throw new ConfigError(subject, report.problems);
  }
  return { ...resolved, warnings: report.warnings };
}

type Fields = Record<(typeof KEYS)[number], Place>;

function readMasters(fields: Fields, home: Home, now: number): Omit<ResolvedMasters, 'warnings'> | undefined {
  const cluster = readCluster(fields.cluster);
  const access = readApi(fields.api, `api.internal.${cluster ?? ''}`, home, now);
  const clusterNetwork = readNetwork(fields.clusterNetwork);
  warnOfOneSubnet(fields.clusterNetwork, clusterNetwork);
  const notify = readNotify(fields.notify, home);
  const name = readMastersName(fields.name, cluster);
  const pace = readMastersPace(fields);
  const kopsVersion = readKopsVersion(fields.kopsVersion);
  const untagged = readUntagged(fields, home);
  const dashboard = readFlag(fields.dashboard, true);
  const runbookUrl = readRunbookUrl(fields.runbookUrl);
  const logRetention = readLogRetention(fields.logRetention);
  const { account, region } = home;
  if (!cluster || !access || !clusterNetwork || !notify || !name || !pace) return undefined;
  if (!account || !region || !runbookUrl || !logRetention) return undefined;
  const { api, tokenKeyArn } = access;
  const hooks = { terminating: `${name}-terminating`, launching: `${name}-launching` };
  return {
    settings: {
      name,
      cluster,
      account,
      region,
      hooks,
      ...pace,
      untagged,
      api,
      ...(kopsVersion !== undefined && { kopsVersion }),
      runbookUrl,
    },
    deployment: {
      notify,
      clusterNetwork,
      ...(tokenKeyArn !== undefined && { tokenKeyArn }),
      logRetention,
      dashboard,
    },
  };
}

function warnOfOneSubnet(place: Place, network: NetworkSettings | undefined): void {
  if (network?.subnetIds.length === 1)
    place.warning(
      'single-subnet',
      'if the zone of this subnet fails, the masters in other zones can’t be checked; name one subnet in each zone',
    );
}
