export type { Share } from './choose.ts';
export type { DnsServer } from './dns-server.ts';
export { startDnsServer } from './dns-server.ts';
export type { ChangeEvent } from './engine.ts';
export { Route53Engine } from './engine.ts';
export type { EngineOptions, ZoneSeed } from './engine-options.ts';
export { seededRandom } from './engine-options.ts';
export { Route53Error } from './errors.ts';
export type { HealthCheckConfig } from './health-check-config.ts';
export type { HealthChecks, HealthSnapshot } from './health-checks.ts';
export type { ZoneVersion } from './hosted-zone.ts';
export type {
  HttpRequest,
  HttpResponse,
  Route53Handler,
} from './http.ts';
export { createRoute53Handler } from './http.ts';
export type { ForeignShares, RateLimits } from './limiter.ts';
export { RATE_LIMITS } from './limiter.ts';
export type { AlarmCopy, AlarmIdentifier, AlarmToCopy } from './metric-check.ts';
export { copyOf } from './metric-check.ts';
export { canonicalName, isWithin, orderKey, parentOf } from './names.ts';
export type { ProtectionInput } from './protections.ts';
export type { Answer, AnswerRecord } from './resolve.ts';
export { ALIAS_TTL, answeringName, leadsTo } from './resolve.ts';
export type {
  ChangeBatchInput,
  RecordSet,
  RecordSetInput,
  RecordType,
} from './types.ts';
export { parseChangeRequest } from './xml-request.ts';
export type { ZoneView } from './zone-content.ts';
