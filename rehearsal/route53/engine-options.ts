import type { Vpc } from './hosted-zone.ts';
import type { ForeignShares, RateLimits } from './limiter.ts';
import type { AlarmIdentifier, AlarmToCopy } from './metric-check.ts';
import type { RecordSetInput, RecordType } from './types.ts';

const { imul } = Math;

/** Who sends a request. */
export interface Caller {
  readonly account: string;
  /** Of the user or the role's session, as error messages name it. */
  readonly arn: string;
}

/** How the engine's world behaves. Everything but the clock has a default. */
export interface EngineOptions {
  /** The engine's clock, epoch milliseconds; it never goes back. */
  readonly now: () => number;
  /** The account that zones belong to unless they say otherwise. Default: none, and then everybody may use them. */
  readonly account?: string;
  /** Uniform in [0, 1); the same sequence gives the same ids, delays and answers. Default: `seededRandom(1)`. */
  readonly random?: () => number;
  /** How long a change stays PENDING, in milliseconds; drawn per change. Default: 20 to 50 s. */
  readonly propagation?: { readonly minMs: number; readonly maxMs: number };
  /** For how long an accepted batch makes the zone refuse the next one with `PriorRequestNotComplete`. Default: 0. */
  readonly processingMs?: number;
  /** Whether what goes beyond `limits` is refused. Default: true. */
  readonly throttle?: boolean;
  /** Of requests and of changes. Default: `RATE_LIMITS`. */
  readonly limits?: RateLimits;
  /** What somebody else in the account takes of both. Default: nothing. */
  readonly foreign?: ForeignShares;
  /** Record sets that a zone may hold. Default: 10,000. */
  readonly maxRecordSets?: number;
  /** Health of an alias target outside the zone (canonical DNS name), asked only with `EvaluateTargetHealth`. Default: healthy. */
  readonly isHealthy?: (dnsName: string) => boolean;
  /** The alarm whose metric a health check is to follow, as it is now. Default: there is none. */
  readonly alarmOf?: (alarm: AlarmIdentifier) => AlarmToCopy | undefined;
  /** Addresses of an alias target outside the zone (canonical DNS name). Default: none. */
  readonly resolveAlias?: (dnsName: string, type: RecordType) => readonly string[];
}

/** A zone to begin with. SOA and NS are added where `records` has none for the zone itself. */
export interface ZoneSeed {
  /** With or without `/hostedzone/`. */
  readonly id: string;
  readonly name: string;
  /** Whose it is. Default: the engine's own account's. */
  readonly account?: string;
  readonly private?: boolean;
  /** In which a private zone answers. Default: one. */
  readonly vpcs?: readonly Vpc[];
  readonly nameServers?: readonly string[];
  readonly comment?: string;
  readonly records?: readonly RecordSetInput[];
}

/** A deterministic generator (mulberry32): the same seed gives the same sequence, uniform in [0, 1). */
export function seededRandom(seed: number): () => number {
  // Kept as a signed 32-bit integer: V8 holds that one without making an object of it at each draw.
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
