/** What a scenario makes happen. The simulation does everything that follows from it. */
import type { BusEvent } from '../world/alarm-event.ts';
import type { AttachmentState } from './types.ts';

/** Why no instance comes: EC2 refuses to launch it, or it starts and ends at once because it lacks the key. */
export type LaunchTrouble = 'no-capacity' | 'launch-template' | 'kms';

/**
 * When copies of an event reach the bus: seconds after it happened, one for each copy. `[0]` is the usual thing, `[]`
 * is an event that is lost, `[0, 3, 86400]` one that is repeated at once and a day later.
 */
export type Delivery = (event: BusEvent) => readonly number[];

export interface Happenings {
  /** Somebody terminates it by EC2's own API: Auto Scaling's hook fires after it is gone. */
  terminateByUser(instance: string): void;
  /** Somebody terminates it by Auto Scaling's API, without lowering the desired capacity: the hook fires first. */
  terminateInGroup(instance: string): void;
  stopByUser(instance: string): void;
  /** Nothing on it runs any more at once, though EC2 says `running`; Auto Scaling replaces it when it has noticed. */
  failHardware(instance: string): void;
  /** The warning now, the interruption two minutes later. */
  interruptSpot(instance: string): void;

  /** The volume will not come free when its instance terminates, until it is detached by force. */
  stickVolume(volume: string, attachment?: AttachmentState): void;
  /** Of a volume that is attached: it is gone from its instance too. */
  deleteVolume(volume: string): void;
  /** It is deleted, and another one is made in its place with the same tags, empty. @returns its id */
  replaceVolume(volume: string): string;

  /** Launches of the group fail until then; default: until `easeLaunches`. */
  troubleLaunches(group: string, trouble: LaunchTrouble, until?: number): void;
  easeLaunches(group: string): void;
  /** As AWS itself does after a day of failures, or as `User suspended at …`. */
  suspendLaunch(group: string, reason: string): void;
  resumeLaunch(group: string): void;
  /** With all its instances, without hooks. */
  deleteGroup(group: string): void;

  /** Whether the instance answers the load balancers' health checks, whatever else it does; undefined: as it would. */
  answerHealthChecks(instance: string, answers: boolean | undefined): void;
  /** From now on; undefined: each event once, at once. */
  deliverEvents(delivery: Delivery | undefined): void;
}
