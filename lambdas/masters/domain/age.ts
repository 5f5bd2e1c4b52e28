/** How old masters are. */
import type { MasterGroup, MasterInstance } from '../contract/view.ts';
import { inService } from './capacity.ts';

/** Certificates that kops issues end 455 to 485 days after a master has started, and are not renewed. */
export const CERTIFICATES_END_DAYS = [455, 485] as const;
/** Older ones are to be replaced: that leaves eight weeks to do it. */
export const OLD_DAYS = 400;
const DAY_MS = 86_400_000;

/**
 * Whole days since EC2 launched it; undefined where EC2 doesn't say. A stop and a start of the instance begin them anew.
 * @param now epoch milliseconds
 */
export function daysOld({ launchedAt }: Pick<MasterInstance, 'launchedAt'>, now: number): number | undefined {
  const launched = Date.parse(launchedAt);
  return Number.isNaN(launched) ? undefined : Math.floor((now - launched) / DAY_MS);
}

/** Whether it was launched more than so many days ago. Of whom nobody knows it, that is not excluded. */
export function isOlderThan(
  days: number,
  instance: Pick<MasterInstance, 'launchedAt'>,
  now: number,
): boolean {
  const age = daysOld(instance, now);
  return age === undefined || age > days;
}

/** Which masters are to be replaced before their certificates end, and of which nobody knows. */
export function ageWarnings(groups: readonly MasterGroup[], now: number): readonly string[] {
  return groups.flatMap((group) =>
    inService(group.instances).flatMap((instance) => {
      const { id } = instance;
      const age = daysOld(instance, now);
      if (age === undefined) return [`unknown: how old ${id} (${group.name}) is; EC2 does not say.`];
      if (age <= OLD_DAYS) return [];
      return [
        `${id} (${group.name}) is ${age} days old. Certificates that kops issues expire after ${CERTIFICATES_END_DAYS.join(' to ')} days: replace it.`,
      ];
    }),
  );
}
