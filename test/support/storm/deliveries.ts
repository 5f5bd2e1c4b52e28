import type { MastersSettings } from '../../../lambdas/masters/contract/settings.ts';
import type { Delivery } from '../../../rehearsal/compute/index.ts';
import type { BusEvent } from '../../../rehearsal/world/alarm-event.ts';

/** Probabilities for each event. */
export interface EventFaults {
  readonly lost: number;
  /** Arrives three times within two hours. */
  readonly repeated: number;
  /** By up to an hour. */
  readonly late: number;
}

/** Events as EventBridge delivers them: best effort. */
export function deliveryFor(
  { lost, repeated, late }: EventFaults,
  random: () => number,
  note: (happening: string) => void,
): Delivery {
  return () => {
    const luck = random();
    if (luck < lost) {
      note('event lost');
      return [];
    }
    if (luck < lost + repeated) {
      note('event repeated');
      return [0, random() * 300, random() * 7200];
    }
    if (luck < lost + repeated + late) {
      note('event late');
      return [random() * 3600];
    }
    return [random() * 3];
  };
}

/** As EventBridge hands an event to its targets. */
export function envelope(
  { source, detailType, resources, time, detail }: BusEvent,
  id: string,
  { account, region }: Pick<MastersSettings, 'account' | 'region'>,
): object {
  return {
    version: '0',
    id,
    'detail-type': detailType,
    source,
    account,
    time: new Date(time).toISOString(),
    region,
    resources,
    detail,
  };
}
