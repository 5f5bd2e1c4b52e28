/** The record types that the API knows (its `RRType`). */
export const RECORD_TYPES = [
  'A',
  'AAAA',
  'CAA',
  'CNAME',
  'DS',
  'HTTPS',
  'MX',
  'NAPTR',
  'NS',
  'PTR',
  'SOA',
  'SPF',
  'SRV',
  'SSHFP',
  'SVCB',
  'TLSA',
  'TXT',
] as const;

export type RecordType = (typeof RECORD_TYPES)[number];

export const ACTIONS = ['CREATE', 'DELETE', 'UPSERT'] as const;

export type Action = (typeof ACTIONS)[number];

/** An alias target as the API shows it; `DNSName` is canonical (see `names.ts`). */
export interface AliasTarget {
  readonly HostedZoneId: string;
  readonly DNSName: string;
  readonly EvaluateTargetHealth: boolean;
}

/**
 * A record set as stored: canonical, valid and frozen, field for field what `ListResourceRecordSets` returns.
 * `TTL` in seconds. Exactly one of `AliasTarget`, `ResourceRecords` (with `TTL`) and `TrafficPolicyInstanceId`.
 */
export interface RecordSet {
  readonly Name: string;
  readonly Type: RecordType;
  readonly SetIdentifier?: string;
  readonly Weight?: number;
  readonly Region?: string;
  readonly GeoLocation?: Readonly<Record<string, string>>;
  readonly Failover?: string;
  readonly MultiValueAnswer?: boolean;
  readonly TTL?: number;
  readonly ResourceRecords?: readonly { readonly Value: string }[];
  readonly AliasTarget?: AliasTarget;
  readonly HealthCheckId?: string;
  readonly TrafficPolicyInstanceId?: string;
  readonly CidrRoutingConfig?: Readonly<Record<string, unknown>>;
  readonly GeoProximityLocation?: Readonly<Record<string, unknown>>;
}

/** One change of an accepted batch. */
export interface Change {
  readonly Action: Action;
  readonly ResourceRecordSet: RecordSet;
}

/** A record set as somebody sends it: the SDK's own type fits, and so does what was read before. */
export interface RecordSetInput {
  readonly Name?: string | undefined;
  readonly Type?: string | undefined;
  readonly SetIdentifier?: string | undefined;
  readonly Weight?: number | undefined;
  readonly Region?: string | undefined;
  readonly GeoLocation?: object | undefined;
  readonly Failover?: string | undefined;
  readonly MultiValueAnswer?: boolean | undefined;
  readonly TTL?: number | undefined;
  readonly ResourceRecords?: readonly { readonly Value?: string | undefined }[] | undefined;
  readonly AliasTarget?:
    | {
        readonly HostedZoneId?: string | undefined;
        readonly DNSName?: string | undefined;
        readonly EvaluateTargetHealth?: boolean | undefined;
      }
    | undefined;
  readonly HealthCheckId?: string | undefined;
  readonly TrafficPolicyInstanceId?: string | undefined;
  readonly CidrRoutingConfig?: object | undefined;
  readonly GeoProximityLocation?: object | undefined;
}

/** A batch as somebody sends it; nothing about it is trusted. */
export interface ChangeBatchInput {
  readonly Comment?: string | undefined;
  readonly Changes?:
    | readonly {
        readonly Action?: string | undefined;
        readonly ResourceRecordSet?: RecordSetInput | undefined;
      }[]
    | undefined;
}

/** `SubmittedAt` is a time of the engine's clock. */
export interface ChangeInfo {
  readonly Id: string;
  readonly Status: 'PENDING' | 'INSYNC';
  readonly SubmittedAt: Date;
  readonly Comment?: string;
}
