import type { MigrationSettings } from './settings.ts';

export type OneWaySettings = Pick<MigrationSettings, 'oneWayFromPercent'>;

/** From a step of this share on nothing but a person's word restores legacy. @param share percent */
export function isOneWay({ oneWayFromPercent }: OneWaySettings, share: number): boolean {
  return oneWayFromPercent !== undefined && share >= oneWayFromPercent;
}

/** Index of the step that is one-way, as are all after it; undefined if none is. */
export function oneWayStep(
  settings: Pick<MigrationSettings, 'steps' | 'oneWayFromPercent'>,
): number | undefined {
  const index = settings.steps.findIndex(({ percent }) => isOneWay(settings, percent));
  return index < 0 ? undefined : index;
}
