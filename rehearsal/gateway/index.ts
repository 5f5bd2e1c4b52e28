export type { FaultMatch } from './faults/fault-plan.ts';
export { FaultPlan } from './faults/fault-plan.ts';
export type { Park } from './faults/park.ts';
export type { Gateway, GatewayOptions } from './gateway.ts';
export { startGateway } from './gateway.ts';
export type { Authorize, GatewayClock, Permission, ServiceHandler } from './protocol/types.ts';
export type { Call, Caller, CallFilter, Outcome } from './request/calls.ts';
export { CallLog } from './request/calls.ts';
export { autoScalingService } from './services/auto-scaling.ts';
export { cloudTrailService } from './services/cloud-trail/cloud-trail.ts';
export { DELAY_MS, Trail, type TrailEvent } from './services/cloud-trail/trail.ts';
export type * from './services/database-source.ts';
export { ec2Service } from './services/ec2.ts';
export { elasticLoadBalancingService } from './services/elastic-load-balancing/index.ts';
export type { LoadBalancerSource, SourceLoadBalancer } from './services/load-balancer-source.ts';
export { managedPrometheusService } from './services/managed-prometheus.ts';
export { monitoringService } from './services/monitoring/index.ts';
export type * from './services/monitoring-source.ts';
export { rdsService } from './services/rds/index.ts';
export { route53Service } from './services/route53.ts';
export { webAclService } from './services/web-acls.ts';
export type {
  UnusedAction,
  UnusedException,
  UnusedReport,
} from './unused-actions.ts';
export { unusedActions } from './unused-actions.ts';
