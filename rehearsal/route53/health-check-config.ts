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
