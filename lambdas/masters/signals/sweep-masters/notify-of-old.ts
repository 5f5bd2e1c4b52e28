import type { Clock } from '../../../shared/ports/clock.ts';
import type { Tellings } from '../../../shared/ports/tellings.ts';
import type { Topic } from '../../../shared/ports/topic.ts';
import { tellOnce } from '../../../shared/telling/tell-once.ts';
import type { MastersSettings } from '../../contract/settings.ts';
import { NOTIFICATIONS } from '../../contract/states.ts';
import { daysOld, OLD_DAYS } from '../../domain/age.ts';
import type { AutoScalingGroup } from '../../domain/auto-scaling-group.ts';
import { inService } from '../../domain/capacity.ts';
import { oldMasterMessage } from '../../domain/messages/old-master-message.ts';
import type { Instances } from '../../ports/instances.ts';

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
