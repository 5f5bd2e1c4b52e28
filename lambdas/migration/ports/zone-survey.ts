import type { RecordProtection, SurveyedZone } from '../domain/surveyed-zone.ts';

export interface ZoneSurvey {
  /** Reads the whole zone, a page of 300 record sets a call; undefined when there is no such zone. */
  survey(zoneId: string): Promise<SurveyedZone | undefined>;
  /** How many record sets the zone may contain. */
  recordLimit(zoneId: string): Promise<number>;
  protections(zoneId: string): Promise<readonly RecordProtection[]>;
}
