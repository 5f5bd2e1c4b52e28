/** A person's answer to a hold. */

import { shortHash } from '../../shared/domain/hash.ts';
import { NamedError } from '../../shared/domain/named-error.ts';
import { cut, duration } from '../../shared/domain/text.ts';
import { instant } from '../../shared/domain/time.ts';
import { ERRORS } from '../contract/errors.ts';
import type { Decision } from '../contract/payloads.ts';
import type { MigrationSettings } from '../contract/settings.ts';
import { MIGRATE } from '../contract/states.ts';
import type { Hold } from './hold.ts';

/** What a person writes as Decide's input. */
export interface Answer {
  readonly decision: Decision['decision'];
  /** Which hold it answers, by its id. An abort needs none: it rolls back whatever is on hold. */
  readonly hold?: string;
  readonly reason: string;
}

/** What people call a hold by, six characters. Each hold has a token of its own, which no message contains. */
export function holdId({ taskToken }: Pick<Hold, 'taskToken'>): string {
  return shortHash(taskToken).slice(0, 6);
}

/** Until when a hold waits, epoch milliseconds. */
export function holdEnds(
  hold: Pick<Hold, 'since'>,
  settings: Pick<MigrationSettings, 'holdTimeoutSeconds'>,
): number {
  return Date.parse(hold.since) + settings.holdTimeoutSeconds * 1000;
}

/** How long `extend` waits before it is judged, or asked, again. Seconds. */
export function extensionSeconds(state: string, settings: MigrationSettings): number {
  if (state === MIGRATE.measureLegacyTraffic) return settings.drain.quietWindowSeconds;
  return settings.soak.extensionSeconds;
}

/**
 * @param now epoch milliseconds
 * @param decidedBy ARN of the Decide execution: CloudTrail shows who started it
 * @throws NothingHeld when the hold has timed out, InvalidInput when the answer is to another hold than this one
 */
export function decide(
  hold: Hold,
  answer: Answer,
  settings: MigrationSettings,
  now: number,
  decidedBy: string,
): Decision {
  const ends = holdEnds(hold, settings);
  if (now >= ends) {
    throw new NamedError(
      ERRORS.nothingHeld,
      `The hold at ${hold.state} since ${hold.since} waited for ${duration(settings.holdTimeoutSeconds)} and timed out at ${instant(ends)}: the migration was rolled back, or people are asked again.`,
    );
  }
  requireSameHold(hold, answer);
  const { decision, reason } = answer;
  const common = { decision, reason, decidedBy };
  if (decision !== 'extend') return { ...common, soakUntil: '' };
  return { ...common, soakUntil: instant(now + extensionSeconds(hold.state, settings) * 1000) };
}

/** Of a hold's reasons, characters, where the hold itself is only named. */
const MOST_REASONS = 600;

/** An answer to a notification must not continue a newer hold. */
function requireSameHold(standing: Hold, { decision, hold }: Answer): void {
  const id = holdId(standing);
  if (decision === 'abort' || hold === id) return;
  const named = hold === undefined ? `missing; ${decision} requires it` : `${hold} is not the current hold`;
  throw new NamedError(
    ERRORS.invalidInput,
    `hold: ${named}. The current hold is ${id}: ${standing.state}, step ${standing.step + 1}, since ${standing.since}, because: ${cut(standing.reasons.join(' '), MOST_REASONS)} Nothing was decided.`,
  );
}
