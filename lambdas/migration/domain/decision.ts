/** A person's answer to a hold. */

import { shortHash } from '../../shared/domain/hash.ts';
import { NamedError } from '../../shared/domain/named-error.ts';
import { cut, duration } from '../../shared/domain/text.ts';
import { instant } from '../../shared/domain/time.ts';
import { ERRORS } from '../contract/errors.ts';
import type { Decision } from '../contract/holds.ts';
import { HOOKS } from '../contract/hooks.ts';
import type { MigrationSettings } from '../contract/settings.ts';
import { MIGRATE } from '../contract/states.ts';
import type { Hold } from './hold.ts';

/** What a person writes as Decide's input. */
export interface Answer {
  readonly decision: Decision['decision'];
  /** For skipDown: the share of the step to which it goes back, percent. */
  readonly to?: number;
  /** Which hold it answers, by its id. An abort needs none: it rolls back whatever is on hold. */
  readonly hold?: string;
  readonly reason: string;
}

/** What people call a hold by, six characters. Each hold has a token of its own, which no message contains. */
export function holdId({ id, taskToken }: Pick<Hold, 'id' | 'taskToken'>): string {
  return id ?? shortHash(taskToken).slice(0, 6);
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
  const common = { decision, reason, decidedBy, soakUntil: '' };
  switch (decision) {
    case 'extend':
      return { ...common, soakUntil: instant(now + extensionSeconds(hold.state, settings) * 1000) };
    case 'retry':
      return { ...common, soakUntil: instant(now) };
    case 'promoteToEnd':
    case 'skipDown':
      return { ...common, jump: { step: stepAfterJump(hold, answer, settings), from: hold.step } };
    case 'promote':
    case 'abort':
      return common;
  }
}

/** The soak is over, and no step is half done. */
const AFTER_A_SOAK: readonly string[] = [MIGRATE.judgeSoak, HOOKS.afterStep];

/** The steps to which a person may go back from this hold; none unless a soak asks, or the hook after it. */
export function stepsBelow({ state, step }: Hold, { steps }: Pick<MigrationSettings, 'steps'>) {
  return AFTER_A_SOAK.includes(state) ? steps.slice(0, step) : [];
}

/** Whether there is more than one step to be made after the soak that asks. */
export function maySkipToEnd({ state, step }: Hold, { steps }: Pick<MigrationSettings, 'steps'>): boolean {
  return AFTER_A_SOAK.includes(state) && step < steps.length - 2;
}

/** Index of the step that is made next. @throws InvalidInput where the decision doesn't fit this hold */
function stepAfterJump(hold: Hold, { decision, to }: Answer, settings: MigrationSettings): number {
  const { steps } = settings;
  if (decision === 'promoteToEnd') {
    if (maySkipToEnd(hold, settings)) return steps.length - 1;
    throw doesNotFit(hold, 'decision: promoteToEnd fits a soak that has more than one step after it');
  }
  const below = stepsBelow(hold, settings);
  if (below.length === 0) throw doesNotFit(hold, 'decision: skipDown fits a soak that has a step before it');
  const step = below.findIndex(({ percent }) => percent === to);
  if (step >= 0) return step;
  const shares = below
    .map(({ percent }) => percent)
    .toReversed()
    .join(' or ');
  throw doesNotFit(hold, `to: expected ${shares}, the share of an earlier step; found ${to ?? 'nothing'}`);
}

function doesNotFit({ state, step }: Hold, what: string): NamedError {
  return new NamedError(
    ERRORS.invalidInput,
    `${what}. The current hold is at ${state}, step ${step + 1}. Nothing was decided.`,
  );
}

/** Of a hold's reasons, characters, where the hold itself is only named. */
const MOST_REASONS = 600;

/** An answer to a notification must not continue a newer hold. */
function requireSameHold(standing: Hold, { decision, hold, to }: Answer): void {
  if (to !== undefined && decision !== 'skipDown')
    throw doesNotFit(standing, `to: only skipDown goes to a share; the decision is ${decision}`);
  const id = holdId(standing);
  if (decision === 'abort' || hold === id) return;
  const named = hold === undefined ? `missing; ${decision} requires it` : `${hold} is not the current hold`;
  throw new NamedError(
    ERRORS.invalidInput,
    `hold: ${named}. The current hold is ${id}: ${standing.state}, step ${standing.step + 1}, since ${standing.since}, because: ${cut(standing.reasons.join(' '), MOST_REASONS)} Nothing was decided.`,
  );
}
