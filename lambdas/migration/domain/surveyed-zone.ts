import type { ResourceRecordSet } from './record-set.ts';

/** A hosted zone with everything in it. */
export interface SurveyedZone {
  /** Dot-terminated, as Route 53 gives it. */
  readonly name: string;
  readonly isPrivate: boolean;
  /** The name servers that Route 53 gave the zone, without trailing dots; empty for a private zone. */
  readonly nameServers: readonly string[];
  readonly records: readonly ResourceRecordSet[];
}

/** A name and type that nobody can change while somebody protects it, whether it has a record set or not. */
export interface RecordProtection {
  /** As `ResourceRecordSet` has it. */
  readonly name: string;
  readonly type: string;
  /** What its owner says of it; '' where that is nothing. */
  readonly comment: string;
}
