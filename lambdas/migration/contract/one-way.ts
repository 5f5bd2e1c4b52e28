import type { MigrationSettings } from './settings.ts';

export type OneWaySettings = Pick<MigrationSettings, 'oneWayFromPercent'>;

/** From a step of this share on nothing but a person's word restores legacy. @param share percent */
export function isOneWay({ oneWayFromPercent }: OneWaySettings, share: number): boolean {
  return oneWayFromPercent !== undefined && share >= oneWayFromPercent;
}
