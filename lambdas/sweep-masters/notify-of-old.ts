import type { MastersSettings } from '../shared/contract/masters/settings.ts';
import { NOTIFICATIONS } from '../shared/contract/masters/states.ts';
import { daysOld, OLD_DAYS } from '../shared/domain/masters/age.ts';
import type { AutoScalingGroup } from '../shared/domain/masters/auto-scaling-group.ts';
import { inService } from '../shared/domain/masters/capacity.ts';
import { oldMasterMessage } from '../shared/domain/messages/old-master-message.ts';
import type { Clock } from '../shared/ports/clock.ts';
import type { Instances } from '../shared/ports/masters/instances.ts';
import type { Tellings } from '../shared/ports/tellings.ts';
import type { Topic } from '../shared/ports/topic.ts';
import { tellOnce } from '../shared/telling/tell-once.ts';

export interface OldWorld {
  readonly settings: MastersSettings;
  readonly clock: Clock;
  readonly store: Tellings;
  readonly topic: Topic;
  readonly instances: Pick<Instances, 'describe'>;
}

/**
 * Notifies people once of each master in service whose certificates end soon. The plan of a roll says it, too, but nobody
 * may start one in time.
 * @throws TransientFailure
 */
export async function notifyOfOld(groups: readonly AutoScalingGroup[], world: OldWorld): Promise<void> {
  const { settings, clock, store, topic, instances } = world;
  const serving = groups.flatMap(({ name, instances: listed }) =>
    inService(listed).map(({ id }) => ({ instance: id, group: name })),
  );
  const known = await instances.describe(serving.map(({ instance }) => instance));
  for (const { instance, group } of serving) {
    const launched = known.find(({ id }) => id === instance);
    const age = launched && daysOld(launched, clock.now());
    if (age === undefined || age <= OLD_DAYS) continue;
    const telling = { execution: instance, key: NOTIFICATIONS.masterOld, teller: 'sweep' };
    const message = oldMasterMessage({ instance, group, age, settings });
    await tellOnce(telling, message, { journal: store, topic });
  }
}
