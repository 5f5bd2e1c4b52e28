import type { ResourceRecordSet } from '../domain/record-set.ts';

/** A hosted zone with everything in it. */
export interface SurveyedZone {
  /** Dot-terminated, as Route 53 gives it. */
  readonly name: string;
  readonly isPrivate: boolean;
  /** The name servers that Route 53 gave the zone, without trailing dots; empty for a private zone. */
  readonly nameServers: readonly string[];
  readonly records: readonly ResourceRecordSet[];
}

export interface ZoneSurvey {
  /** Reads the whole zone, a page of 300 record sets a call; undefined when there is no such zone. */
  survey(zoneId: string): Promise<SurveyedZone | undefined>;
}
