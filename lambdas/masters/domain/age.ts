/** How old masters are. */
import { CERTIFICATES_END_DAYS, daysOld, OLD_DAYS } from '../../shared/domain/instance-age.ts';
import type { MasterGroup, MasterInstance } from '../contract/view.ts';
import { inService } from './capacity.ts';

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
