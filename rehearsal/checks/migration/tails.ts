/** How long open connections kept clients on the cluster after a rollback, beside what people were told. */
import { ROLLED_BACK } from '../../people/migration/habits.ts';
import { duration } from '../../text/numbers.ts';
import { MINUTE } from '../../world/minutes.ts';
import type { Evidence, MigrationCheck } from './evidence.ts';

/** Epoch milliseconds. */
export interface Tail {
  /** When the last resolver that keeps to TTLs had asked again, as people were told. */
  readonly from: number;
  /** Until when connections may last, as people were told. */
  readonly predicted: number;
  /** The end of the last minute in which a request came to the cluster only because a connection was open; `from` if none did. */
  readonly measured: number;
}

/** As the notification has it. */
const KEEP = /ingress running until (\S+Z): .+ until (\S+Z), and connections/;

export function tailOf({ situation, scene }: Evidence): Tail | undefined {
  const { body = '' } = situation.mails.find(({ subject }) => ROLLED_BACK.test(subject)) ?? {};
  const [, predicted, from] = (KEEP.exec(body) ?? []).map((time) => Date.parse(time));
  if (predicted === undefined || from === undefined) return undefined;
  const { id } = scene.platforms.cluster;
  const last = scene.world.minutes.findLast(
    ({ at, heldBack }) => at >= from - MINUTE && (heldBack.get(id) ?? 0) > 0,
  );
  return { from, predicted, measured: Math.max(from, (last?.at ?? 0) + MINUTE) };
}

/** Connections that are opened at the last moment last as long as was said. What is there are a few hundred; the last one comes near it. */
const NEAR = 0.75;

/** @param idle seconds of the prediction in which only one request comes: of connections that are never idle, at once */
export function tailAsPredicted(seconds: number, idle: number): MigrationCheck {
  return {
    claim: `After the rollback, open connections led clients to the cluster for up to ${duration(seconds * 1000)}, as the notification said, and no longer`,
    contradictions: (evidence) => {
      const tail = tailOf(evidence);
      if (!tail) return ['the notification did not say how long'];
      const { from, predicted, measured } = tail;
      const told = predicted - from;
      const lasted = measured - from;
      const least = (seconds - idle) * 1000 * NEAR - MINUTE;
      return [
        ...(told === seconds * 1000 ? [] : [`the notification said ${duration(told)}`]),
        // The world lives by whole minutes.
        ...(lasted <= told + MINUTE ? [] : [`it took ${duration(lasted)}`]),
        ...(lasted >= least ? [] : [`the last one ended after ${duration(lasted)}`]),
      ];
    },
  };
}
