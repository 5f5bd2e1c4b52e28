import type { Chronicle } from '../chronicle.ts';
import type { Happenings } from '../compute/index.ts';
import type { BusEvent } from '../world/alarm-event.ts';

/** These end an instance by themselves, and not by way of a lifecycle hook that somebody must let go. */
const ENDING = ['terminateByUser', 'stopByUser', 'failHardware', 'interruptSpot'] as const;

type Happening = keyof Happenings;
type Act = (...input: readonly unknown[]) => void;

/** What came of the happenings. */
export interface Handled {
  /** The instances that one of them ended. */
  readonly ended: Set<string>;
  /** Events that never arrive, in the order in which they happened. */
  readonly lost: BusEvent[];
}

/** The same happenings; each is told, and what came of it is kept. */
export function handOf(happenings: Happenings, chronicle: Chronicle, { ended, lost }: Handled): Happenings {
  const acts = Object.entries(keepingLost(happenings, chronicle, lost)) as [Happening, Act][];
  const told = acts.map(([name, act]) => {
    const doAndTell: Act = (...input) => {
      const words = input.filter((each) => typeof each === 'string').join(' ');
      chronicle.tell('note', `${inWords(name)} ${words}`.trim());
      if ((ENDING as readonly string[]).includes(name)) ended.add(String(input[0]));
      act(...input);
    };
    return [name, doAndTell] as const;
  });
  return Object.fromEntries(told) as unknown as Happenings;
}

function keepingLost(happenings: Happenings, chronicle: Chronicle, lost: BusEvent[]): Happenings {
  return {
    ...happenings,
    deliverEvents: (delivery) =>
      happenings.deliverEvents(
        delivery &&
          ((event) => {
            const copies = delivery(event);
            if (copies.length > 0) return copies;
            lost.push(event);
            const about = event.detail.EC2InstanceId ?? event.detail['instance-id'];
            chronicle.tell('note', `lost: ${event.detailType} of ${about}`, event.time);
            return [];
          }),
      ),
  };
}

/** `failHardware` → `fail hardware`. */
function inWords(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
