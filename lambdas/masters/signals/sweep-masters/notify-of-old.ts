import { daysOld, OLD_DAYS } from '../../../shared/domain/instance-age.ts';
import { notifyOnce } from '../../../shared/notices/notify-once.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Notices } from '../../../shared/ports/notices.ts';
import type { Topic } from '../../../shared/ports/topic.ts';
import type { MastersSettings } from '../../contract/settings.ts';
import { NOTIFICATIONS } from '../../contract/states.ts';
import type { AutoScalingGroup } from '../../domain/auto-scaling-group.ts';
import { inService } from '../../domain/capacity.ts';
import { oldMasterMessage } from '../../domain/messages/old-master-message.ts';
import type { Instances } from '../../ports/instances.ts';

export interface OldPorts {
  readonly settings: MastersSettings;
  readonly clock: Clock;
  readonly journal: Notices;
  readonly topic: Topic;
  readonly instances: Pick<Instances, 'describe'>;
}

/**
 * Notifies people once of each master in service whose certificates end soon. The plan of a roll says it, too, but nobody
 * may start one in time.
 * @throws TransientFailure
 */
export async function notifyOfOld(groups: readonly AutoScalingGroup[], ports: OldPorts): Promise<void> {
  const { settings, clock, journal, topic, instances } = ports;
  const serving = groups.flatMap(({ name, instances: listed }) =>
    inService(listed).map(({ id }) => ({ instance: id, group: name })),
  );
  const known = await instances.describe(serving.map(({ instance }) => instance));
  for (const { instance, group } of serving) {
    const launched = known.find(({ id }) => id === instance);
    const age = launched && daysOld(launched, clock.now());
    if (age === undefined || age <= OLD_DAYS) continue;
    const notice = { execution: instance, key: NOTIFICATIONS.masterOld, teller: 'sweep' };
    const message = oldMasterMessage({ instance, group, age, settings });
    await notifyOnce(notice, message, { journal, topic });
  }
}
