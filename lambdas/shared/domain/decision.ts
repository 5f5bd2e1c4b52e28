/** A person's answer to a hold. */
import { ERRORS } from '../contract/errors.ts';
import type { Decision } from '../contract/payloads.ts';
import type { MigrationSettings } from '../contract/settings.ts';
import { MIGRATE } from '../contract/states.ts';
import type { Hold } from '../ports/journal.ts';
import { NamedError } from './named-error.ts';
import { duration, instant } from './text.ts';

/** What a person writes as Decide's input. */
export interface Answer {
  readonly decision: Decision['decision'];
  readonly reason: string;
}

/** Until when a hold waits, epoch milliseconds. */
export function holdEnds(hold: Pick<Hold, 'since'>, settings: MigrationSettings): number {
  return Date.parse(hold.since) + settings.holdTimeoutSeconds * 1000;
}

/** How long `extend` goes on before it is judged, or asked, again. Seconds. */
export function extensionSeconds(state: string, settings: MigrationSettings): number {
  if (state === MIGRATE.measureLegacyTraffic) return settings.drain.quietWindowSeconds;
  return settings.soak.extensionSeconds;
}

/**
 * @param now epoch milliseconds
 * @param decidedBy ARN of the Decide execution: CloudTrail tells who started it
 * @throws NothingHeld when the hold has timed out
 */
export function decide(
  hold: Hold,
  { decision, reason }: Answer,
  settings: MigrationSettings,
  now: number,
  decidedBy: string,
): Decision {
  const ends = holdEnds(hold, settings);
  if (now >= ends) {
    throw new NamedError(
      ERRORS.nothingHeld,
      `The hold at ${hold.state} since ${hold.since} waited for ${duration(settings.holdTimeoutSeconds)} and timed out at ${instant(ends)}: the migration was rolled back.`,
    );
  }
  const common = { decision, reason, decidedBy };
  if (decision !== 'extend') return { ...common, soakUntil: '' };
  return { ...common, soakUntil: instant(now + extensionSeconds(hold.state, settings) * 1000) };
}
