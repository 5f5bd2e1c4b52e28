import { invalidInput } from './errors.ts';
import { inRange, oneOf, oneOfIfGiven, required } from './schema-violations.ts';

const ENDPOINT_TYPES = ['HTTP', 'HTTPS', 'HTTP_STR_MATCH', 'HTTPS_STR_MATCH', 'TCP'];
const HEALTH_CHECK_TYPES = [...ENDPOINT_TYPES, 'CALCULATED', 'CLOUDWATCH_METRIC', 'RECOVERY_CONTROL'];
const INSUFFICIENT_DATA = ['Healthy', 'Unhealthy', 'LastKnownStatus'];
/** Source: the quotas of Route 53. */
const MOST_CHILDREN = 255;

/** A health check's settings, as the API has them. Those that the engine makes nothing of are kept and given back. */
export interface HealthCheckConfig {
  readonly Type?: string | undefined;
  readonly IPAddress?: string | undefined;
  readonly FullyQualifiedDomainName?: string | undefined;
  readonly Inverted?: boolean | undefined;
  /** A disabled check counts as healthy. */
  readonly Disabled?: boolean | undefined;
  /** Of a calculated check: how many of its children must be healthy. */
  readonly HealthThreshold?: number | undefined;
  readonly ChildHealthChecks?: readonly string[] | undefined;
  /** Of a check on the metric of an alarm. */
  readonly AlarmIdentifier?:
    | { readonly Region?: string | undefined; readonly Name?: string | undefined }
    | undefined;
  readonly InsufficientDataHealthStatus?: string | undefined;
  readonly [setting: string]: unknown;
}

/** Settings that are changed. */
export interface HealthCheckUpdate extends HealthCheckConfig {
  /** The one that is to be changed, and no later one. */
  readonly HealthCheckVersion?: number | undefined;
}

/** Throws `InvalidInput` where a check can't be made of it. `exists` says whether there is a check with an id. */
export function checkHealthCheckConfig(
  config: HealthCheckConfig | undefined,
  exists: (id: string) => boolean,
): asserts config is HealthCheckConfig {
  required(config, 'HealthCheckConfig', 'CreateHealthCheckRequest');
  const { Type, IPAddress, FullyQualifiedDomainName } = config as HealthCheckConfig;
  oneOf(Type, HEALTH_CHECK_TYPES, 'Type', 'HealthCheckConfig');
  if (ENDPOINT_TYPES.includes(Type as string) && (IPAddress ?? FullyQualifiedDomainName) === undefined) {
    throw invalidInput('Invalid request: Expected at least one of [IPAddress, or FullyQualifiedDomainName]');
  }
  checkCalculated(config as HealthCheckConfig, exists);
  checkOnMetric(config as HealthCheckConfig);
}

/** What only checks of one type have. */
const OF_TYPE: Readonly<Record<string, readonly string[]>> = {
  CALCULATED: ['HealthThreshold', 'ChildHealthChecks'],
  CLOUDWATCH_METRIC: ['AlarmIdentifier', 'InsufficientDataHealthStatus'],
};

/** Throws `InvalidInput` where a check has a type that has no such setting. */
export function checkFitsType({ Type = '' }: HealthCheckConfig, changed: HealthCheckConfig): void {
  const others = Object.keys(OF_TYPE).filter((type) => type !== Type);
  const wrong = others.flatMap((type) => OF_TYPE[type] ?? []).filter((name) => changed[name] !== undefined);
  if (wrong.length > 0) throw invalidInput(`A health check of the type ${Type} has no ${wrong.join(', ')}`);
}

function checkCalculated(
  { Type, ChildHealthChecks = [], HealthThreshold }: HealthCheckConfig,
  exists: (id: string) => boolean,
): void {
  if (Type === 'CALCULATED' && ChildHealthChecks.length === 0) {
    throw invalidInput("Invalid request: Missing field 'ChildHealthChecks'");
  }
  if (ChildHealthChecks.length > MOST_CHILDREN) {
    throw invalidInput(
      `A calculated health check can monitor at most ${MOST_CHILDREN} health checks, but has ${ChildHealthChecks.length}`,
    );
  }
  inRange(HealthThreshold, MOST_CHILDREN + 1, 'HealthThreshold');
  const missing = ChildHealthChecks.filter((id) => !exists(id));
  if (missing.length > 0) throw invalidInput(`No health check exists with the ID: ${missing.join(', ')}`);
}

function checkOnMetric(config: HealthCheckConfig): void {
  const { Type, AlarmIdentifier, InsufficientDataHealthStatus } = config;
  oneOfIfGiven(InsufficientDataHealthStatus, INSUFFICIENT_DATA, 'InsufficientDataHealthStatus');
  if (Type !== 'CLOUDWATCH_METRIC') return;
  required(AlarmIdentifier, 'AlarmIdentifier', 'HealthCheckConfig');
  required(AlarmIdentifier?.Region, 'Region', 'AlarmIdentifier');
  required(AlarmIdentifier?.Name, 'Name', 'AlarmIdentifier');
}
