import type { ListedPrivateZone, Vpc } from '../domain/private-zone.ts';

/** The private hosted zones of one account. */
export interface PrivateZones {
  readonly account: string;
  /** All of them, 100 a call. */
  list(): Promise<readonly ListedPrivateZone[]>;
  /** In which VPCs a zone answers, those of other accounts too. */
  vpcsOf(zoneId: string): Promise<readonly Vpc[]>;
}
