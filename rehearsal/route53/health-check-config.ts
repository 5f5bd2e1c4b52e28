import { invalidInput } from './errors.ts';
import { oneOf, required } from './schema-violations.ts';

const ENDPOINT_TYPES = ['HTTP', 'HTTPS', 'HTTP_STR_MATCH', 'HTTPS_STR_MATCH', 'TCP'];
const HEALTH_CHECK_TYPES = [...ENDPOINT_TYPES, 'CALCULATED', 'CLOUDWATCH_METRIC', 'RECOVERY_CONTROL'];

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
  readonly [setting: string]: unknown;
}

/** Throws `InvalidInput` where a check can't be made of it. `exists` says whether there is a check with an id. */
export function checkHealthCheckConfig(
  config: HealthCheckConfig | undefined,
  exists: (id: string) => boolean,
): asserts config is HealthCheckConfig {
  required(config, 'HealthCheckConfig', 'CreateHealthCheckRequest');
  const { Type, IPAddress, FullyQualifiedDomainName, ChildHealthChecks = [] } = config as HealthCheckConfig;
  oneOf(Type, HEALTH_CHECK_TYPES, 'Type', 'HealthCheckConfig');
  if (ENDPOINT_TYPES.includes(Type as string) && (IPAddress ?? FullyQualifiedDomainName) === undefined) {
    throw invalidInput('Invalid request: Expected at least one of [IPAddress, or FullyQualifiedDomainName]');
  }
  if (Type === 'CALCULATED' && ChildHealthChecks.length === 0) {
    throw invalidInput("Invalid request: Missing field 'ChildHealthChecks'");
  }
  const missing = ChildHealthChecks.filter((id) => !exists(id));
  if (missing.length > 0) throw invalidInput(`No health check exists with the ID: ${missing.join(', ')}`);
}
