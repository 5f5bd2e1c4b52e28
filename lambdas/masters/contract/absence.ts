/** For how long a master may be missing. */
import type { MastersSettings } from './settings.ts';

/** Since 1.36. */
const FILLS_EMPTY_VOLUMES = 36;

/**
 * Whether kops' etcd-manager makes an empty volume a member.
 * @param kopsVersion as `1.36`; undefined: unknown, and then it doesn't
 */
export function fillsEmptyVolumes(kopsVersion: string | undefined): boolean {
  return Number(kopsVersion?.split('.')[1] ?? 0) >= FILLS_EMPTY_VOLUMES;
}

type Pace = Pick<
  MastersSettings,
  'volumeSeconds' | 'launchSeconds' | 'joinSeconds' | 'recoverSeconds' | 'kopsVersion'
>;

/** Seconds from a master's end until its replacement is a healthy member, or a person is notified that it takes too long. */
export function longestAbsenceSeconds(pace: Pace): number {
  const { volumeSeconds, launchSeconds, joinSeconds, recoverSeconds, kopsVersion } = pace;
  const filling = fillsEmptyVolumes(kopsVersion) ? recoverSeconds : 0;
  return volumeSeconds + launchSeconds + joinSeconds + filling;
}
