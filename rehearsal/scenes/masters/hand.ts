import type { Happenings } from '../../compute/index.ts';
import type { Chronicle } from '../../text/chronicle.ts';
import type { BusEvent } from '../../world/alarm-event.ts';

/** These end an instance directly, without a lifecycle hook that would have to be completed. */
const ENDING = ['terminateByUser', 'stopByUser', 'failHardware', 'interruptSpot'] as const;

type Happening = keyof Happenings;
type Act = (...input: readonly unknown[]) => void;

const IN_WORDS: { readonly [Name in Happening]: (...input: Parameters<Happenings[Name]>) => string } = {
  terminateByUser: (instance) => `somebody terminates ${instance} in EC2`,
  terminateInGroup: (instance) => `somebody terminates ${instance} in its Auto Scaling group`,
  stopByUser: (instance) => `somebody stops ${instance} in EC2`,
  failHardware: (instance) => `the hardware of ${instance} fails`,
  interruptSpot: (instance) => `EC2 warns of a Spot interruption of ${instance}`,
  stickVolume: (volume) => `the volume ${volume} will stay attached until somebody detaches it`,
  deleteVolume: (volume) => `somebody deletes the volume ${volume}`,
  replaceVolume: (volume) => `the volume ${volume} is lost, and an empty one is made in its place`,
  troubleLaunches: (group, trouble) => `launches of ${group} fail from now on: ${trouble}`,
  easeLaunches: (group) => `launches of ${group} succeed again`,
  suspendLaunch: (group, reason) => `launches of ${group} are suspended: ${reason}`,
  resumeLaunch: (group) => `launches of ${group} are resumed`,
  deleteGroup: (group) => `somebody deletes the group ${group}`,
  answerHealthChecks: (instance, answers) =>
    answers === undefined
      ? `${instance} answers health checks by its real state again`
      : `${instance} ${answers ? 'passes' : 'fails'} health checks from now on, whatever its state`,
  deliverEvents: (delivery) =>
    delivery ? 'not every event is delivered as usual from now on' : 'events are delivered as usual again',
};

/** What came of the happenings. */
export interface Handled {
  /** The instances that one of them ended. */
  readonly ended: Set<string>;
  /** Events that never arrive, in the order in which they happened. */
  readonly lost: BusEvent[];
}

/** The same happenings; each is added to the chronicle, and what came of it is kept. */
export function handOf(happenings: Happenings, chronicle: Chronicle, { ended, lost }: Handled): Happenings {
  const acts = Object.entries(keepingLost(happenings, chronicle, lost)) as [Happening, Act][];
  const noted = acts.map(([name, act]) => {
    const doAndNote: Act = (...input) => {
      chronicle.add('note', (IN_WORDS[name] as (...input: readonly unknown[]) => string)(...input));
      if ((ENDING as readonly string[]).includes(name)) ended.add(String(input[0]));
      act(...input);
    };
    return [name, doAndNote] as const;
  });
  return Object.fromEntries(noted) as unknown as Happenings;
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
            chronicle.add('note', `lost: ${event.detailType} of ${about}`, event.time);
            return [];
          }),
      ),
  };
}
