export type { AliasZone } from './alias-zones.ts';
export { AWS_ALIAS_ZONES } from './alias-zones.ts';
export type { Share } from './choose.ts';
export type { Resolver } from './dns-answer.ts';
export type { DnsServer, DnsServerOptions } from './dns-server.ts';
export { startDnsServer } from './dns-server.ts';
export type { ChangeEvent, HostedZoneLimit } from './engine.ts';
export { Route53Engine } from './engine.ts';
export type { EngineOptions, ZoneSeed } from './engine-options.ts';
export { seededRandom } from './engine-options.ts';
export type { Route53ErrorCode } from './errors.ts';
export { ROUTE53_ERRORS, Route53Error } from './errors.ts';
export type { HealthCheckConfig } from './health-check-config.ts';
export type { HealthCheck } from './health-checks.ts';
export type { HostedZoneInfo, ZoneVersion } from './hosted-zone.ts';
export type {
  HttpRequest,
  HttpResponse,
  Route53Handler,
  Route53HandlerOptions,
  Route53Server,
} from './http.ts';
export { createRoute53Handler, startRoute53Server } from './http.ts';
export type { ForeignShares, RateLimit, RateLimits, Refusals } from './limiter.ts';
export { RATE_LIMITS } from './limiter.ts';
export type { ListInput, ListPage } from './listing.ts';
export { canonicalName, isWithin, orderKey, parentOf } from './names.ts';
export { sameRecordSet } from './normalise.ts';
export type { Protection, ProtectionInput } from './protections.ts';
export type { Answer, AnswerRecord } from './resolve.ts';
export { ALIAS_TTL, answeringName } from './resolve.ts';
export type {
  Action,
  AliasTarget,
  Change,
  ChangeBatchInput,
  ChangeInfo,
  RecordSet,
  RecordSetInput,
  RecordType,
} from './types.ts';
export { RECORD_TYPES } from './types.ts';
export type { ZoneView } from './zone-content.ts';
export type { ZonePage } from './zone-listing.ts';
