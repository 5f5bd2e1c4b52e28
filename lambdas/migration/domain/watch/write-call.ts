/** A call of ChangeResourceRecordSets, as CloudTrail has it. */
import { dotted } from '../../../shared/contract/dns-names.ts';
import { shortHash } from '../../../shared/domain/hash.ts';
import { comparableValues, type ResourceRecordSet } from '../record-set.ts';
import { canonical } from './others.ts';
import type { SoughtSet } from './unexplained-write.ts';

export interface WriteCall {
  readonly eventId: string;
  /** ISO 8601. */
  readonly at: string;
  /** Without the path in front of it. */
  readonly zoneId: string;
  readonly who: Caller;
  /** The address, or the AWS service that called in somebody's name. */
  readonly from: string;
  readonly userAgent: string;
  readonly changes: readonly WrittenChange[];
}

/** Whatever of it CloudTrail says; '' for what it leaves out. */
export interface Caller {
  /** `IAMUser`, `AssumedRole`, `Root`, `AWSService` … */
  readonly type: string;
  readonly arn: string;
  readonly account: string;
  readonly userName: string;
  /** Of a role's session. */
  readonly session: string;
  /** The role that a session is of: its ARN. */
  readonly role: string;
}

export interface WrittenChange {
  readonly action: 'CREATE' | 'DELETE' | 'UPSERT';
  /** As its caller wrote it, but for the name's notation. */
  readonly record: ResourceRecordSet;
}

/** Route 53's notation, for any that a caller may use. */
export function route53Name(name: string): string {
  return dotted(name).replace(/^\*(?=\.)/, '\\052');
}

/** The same for whatever notation a caller has: what tells one record set from another. */
export function contentOf(record: ResourceRecordSet): string {
  const { AliasTarget: alias, ResourceRecords: values, Name, ...rest } = record;
  return shortHash(
    canonical({
      ...rest,
      Name: route53Name(Name),
      ...(values && { values: comparableValues(record) }),
      ...(alias && { alias: { ...alias, DNSName: dotted(alias.DNSName) } }),
    }),
  );
}

/** The record set without its values. */
export function soughtSet(record: ResourceRecordSet): SoughtSet {
  return { slot: slotOf(record), content: contentOf(record) };
}

/** A name has one record set of each type and identifier. */
export function slotOf({
  Type,
  SetIdentifier = '',
}: Pick<ResourceRecordSet, 'Type' | 'SetIdentifier'>): string {
  return `${Type} ${SetIdentifier}`;
}
