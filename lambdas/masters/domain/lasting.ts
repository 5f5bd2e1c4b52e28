/** Which masters still serve, but not for long enough to count on them when another is released. */

import { duration } from '../../shared/domain/text.ts';
import { longestAbsenceSeconds } from '../contract/absence.ts';
import type { MastersSettings } from '../contract/settings.ts';
import type { MasterInstance, MastersView } from '../contract/view.ts';
import { longestHoldSeconds } from './heartbeat.ts';
import type { Replacement } from './replacement.ts';
import { runs, waitsToTerminate } from './victim.ts';
import { isWarned, type Warnings } from './warnings.ts';

export interface Leaving {
  readonly instance: string;
  /** For people. */
  readonly reason: string;
}

export interface LastingQuestion {
  readonly view: MastersView;
  /** The master that is to be released by counting on the others. */
  readonly victim: string;
  /** For how many seconds the victim has waited in its hook. */
  readonly heldSeconds: number;
  /** What is kept of the replacements of those that wait in a hook, by instance. */
  readonly kept: ReadonlyMap<string, Replacement>;
  readonly warnings: Warnings;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly settings: Pick<
    MastersSettings,
    'heartbeatSeconds' | 'volumeSeconds' | 'launchSeconds' | 'joinSeconds' | 'recoverSeconds' | 'kopsVersion'
  >;
}

/** The other masters that wait in a hook: what is kept of their replacements says whether somebody extends their wait. */
export function othersInHooks(view: MastersView, victim: string): readonly string[] {
  return othersOf(view, victim)
    .filter(waitsToTerminate)
    .map(({ id }) => id);
}

/** The other masters that nobody may count on, though they run. Those in no hook are known by their lifecycle. */
export function leavingOf(question: LastingQuestion): readonly Leaving[] {
  const { view, victim, warnings, now } = question;
  return othersOf(view, victim).flatMap((other) => {
    const reason = isWarned(warnings, other.id, now)
      ? `${other.id} is about to be interrupted: EC2 warned at ${warnings[other.id]}`
      : waitsToTerminate(other) && whyNotHeld(other.id, question);
    return reason ? [{ instance: other.id, reason }] : [];
  });
}

function othersOf({ groups }: MastersView, victim: string): readonly MasterInstance[] {
  return groups.flatMap(({ instances }) => instances.filter((one) => one.id !== victim && runs(one)));
}

/**
 * Why a master that waits in a hook may be gone before a replacement of the victim is back; '' when its wait is extended for
 * as long.
 *
 * AWS ends each wait some day, whatever is recorded. Of two that wait, the other one is counted on when it has at least the
 * time of a whole replacement left, or else at least half of what the victim has. With less, releasing the other one first
 * leaves more time between the two than releasing the victim now. So whoever has the least time left may always count on
 * all others, and who may not waits for less than a replacement takes: two never wait for each other for ever.
 */
function whyNotHeld(instance: string, { kept, heldSeconds, now, settings }: LastingQuestion): string {
  const unheld = `${instance} waits in a hook, and nothing is known to extend its wait`;
  const replacement = kept.get(instance);
  if (!replacement) return `${unheld}: it has no recorded replacement`;
  const { status, statusAt, actions } = replacement;
  if (status !== 'open' && status !== 'paged')
    return `${unheld}: its replacement was ${status} at ${statusAt}`;
  const action = actions[instance];
  if (action?.transition !== 'terminating') return `${unheld}: its wait is not recorded`;
  if (action.completed) return `${unheld}: it was released from ${action.hook}`;
  const quiet = (now - Date.parse(action.lastHeartbeat)) / 1000;
  if (quiet >= settings.heartbeatSeconds) return `${unheld}: its last heartbeat was ${action.lastHeartbeat}`;
  const longest = longestHoldSeconds(settings.heartbeatSeconds);
  const left = longest - (now - Date.parse(action.since)) / 1000;
  const enough = Math.min(longestAbsenceSeconds(settings), (longest - heldSeconds) / 2);
  return left >= enough ? '' : `${instance} waits in a hook, for ${duration(Math.max(0, left))} more at most`;
}
