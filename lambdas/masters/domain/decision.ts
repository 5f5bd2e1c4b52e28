/** A person's answer to a page. */

import { NamedError } from '../../shared/domain/named-error.ts';
import { ERRORS } from '../contract/errors.ts';
import type { MastersAnswer } from '../contract/payloads.ts';
import { PAGES } from '../contract/states.ts';
import type { Replacement } from './replacement.ts';

/**
 * The paged replacement that an answer is about.
 * @throws NothingHeld when it is not paged, InvalidInput when it is unknown which one, or `detach` fits nothing stuck
 */
export function decidedOn(answer: MastersAnswer, paged: readonly Replacement[]): Replacement {
  const named = answer.replacement;
  const list = paged.map(({ id, page }) => `${id} (${page?.heading})`).join(', ');
  if (paged.length === 0)
    throw new NamedError(
      ERRORS.nothingHeld,
      'No replacement of a master waits for a decision. Nothing was decided.',
    );
  if (named === undefined && paged.length > 1)
    throw new NamedError(
      ERRORS.invalidInput,
      `replacement: missing, and several wait for a decision: ${list}. Nothing was decided.`,
    );
  const found = named === undefined ? paged[0] : paged.find(({ id }) => id === named);
  if (!found)
    throw new NamedError(
      ERRORS.nothingHeld,
      `The replacement ${named} does not wait for a decision; these do: ${list}. Nothing was decided.`,
    );
  if (answer.decision === 'detach' && found.page?.heading !== PAGES.volumeStuck)
    throw new NamedError(
      ERRORS.invalidInput,
      `decision: detach is only for ${PAGES.volumeStuck}, but ${found.id} was paged for ${found.page?.heading}. Answer retry or dismiss. Nothing was decided.`,
    );
  return found;
}

/** The replacement after the decision; the very same where the decision was carried out before, or it was paged anew since. */
export function afterDecision(kept: Replacement, decision: MastersDecision): Replacement {
  const { at, decidedBy, reason } = decision;
  if (kept.status !== 'paged' || kept.attempt !== decision.attempt) return kept;
  if (decision.decision === 'dismiss') return { ...kept, status: 'dismissed', statusAt: at };
  const { page, mayDetach: _before, volumes, ...rest } = kept;
  return {
    ...rest,
    // Which volumes were there before is no measure any more once a person has put others in their place.
    ...(volumes && page?.heading !== PAGES.volumeMissing && { volumes }),
    status: 'open',
    statusAt: at,
    attempt: kept.attempt + 1,
    ...(decision.decision === 'detach' && { mayDetach: { decidedBy, reason, at } }),
  };
}

export interface MastersDecision {
  /** Its name and when it was started: a name may be used again. */
  readonly execution: string;
  readonly decidedBy: string;
  readonly at: string;
  readonly decision: 'retry' | 'detach' | 'dismiss';
  readonly reason: string;
  readonly replacement: string;
  /** The attempt that was paged: a later page is not what was decided on. */
  readonly attempt: number;
}
