/** What the package exports: the constructs, and what their configurations consist of. */
export { DeployRole, type DeployRoleProps } from './github/deploy-role.ts';
export type { MastersConfig, NamedLoadBalancer, NamedTargetGroup } from './masters/config/masters-config.ts';
export { Masters, type MastersProps } from './masters/masters.ts';
export { MastersStack, type MastersStackProps } from './masters/masters-stack.ts';
export type { AlarmConfig, AlarmReference } from './migration/config/alarms-config.ts';
export type {
  ClusterConfig,
  CredentialsConfig,
  DatabaseConfig,
  DatabaseLoginConfig,
  IamLoginConfig,
  KeyConfig,
  OtherDatabaseConfig,
  ProbedDatabaseConfig,
  RdsDatabaseConfig,
  SecretLoginConfig,
  StateBucketConfig,
  TriedLoginConfig,
} from './migration/config/checks-config.ts';
export type {
  CompareConfig,
  ComparedInCloudWatch,
  ComparedInPrometheus,
  ComparedMetric,
  ComparedMetricConfig,
  ErrorRateConfig,
  LatencyConfig,
  PrometheusConfig,
} from './migration/config/compare-config.ts';
export type { DataPlaneConfig } from './migration/config/data-plane-config.ts';
export type { FreezeConfig, FreezeWindowConfig } from './migration/config/freeze-config.ts';
export type { HookConfig, HooksConfig, StepHookConfig } from './migration/config/hooks-config.ts';
export type { IngressConfig, PathConfig } from './migration/config/ingress-config.ts';
export type {
  MadeAlarmsConfig,
  MadeErrorsConfig,
  MadeLatencyConfig,
  MadeProbeConfig,
} from './migration/config/made-alarms-config.ts';
export type { MigrationConfig } from './migration/config/migration-config.ts';
export type {
  DrainConfig,
  OnHoldTimeoutConfig,
  SoakConfig,
  StepConfig,
} from './migration/config/pace-config.ts';
export type {
  AcceptanceConfig,
  ManualCheckConfig,
  PreflightConfig,
  SignOffConfig,
} from './migration/config/readiness-config.ts';
export type { RateLimitConfig, Route53Config } from './migration/config/route53-limits.ts';
export type { SignalConfig, SignalPattern } from './migration/config/signals-config.ts';
export type { AddressTarget, LoadBalancerTarget } from './migration/config/target-config.ts';
export type { RequestMetricConfig, TrafficConfig } from './migration/config/traffic-config.ts';
export type { WatchConfig } from './migration/config/watch-config.ts';
export type { WorkloadsConfig } from './migration/config/workloads-config.ts';
export type { ZoneConfig, ZoneRoleConfig } from './migration/config/zones-config.ts';
export { Cutover, type CutoverProps } from './migration/cutover.ts';
export { CutoverStack, type CutoverStackProps } from './migration/cutover-stack.ts';
export type { ApiConfig } from './shared/config/api-config.ts';
export type { NetworkConfig, NotifyConfig } from './shared/config/deployment-config.ts';
