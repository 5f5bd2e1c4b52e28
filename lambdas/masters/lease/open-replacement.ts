import { openFor, refOf, type Sign } from '../domain/opening.ts';
import type { MastersJournal } from '../ports/masters-journal.ts';
import type { Replacements } from '../ports/replacements.ts';
import { untilPut } from './until-put.ts';

export interface OpeningPorts {
  readonly journal: Pick<MastersJournal, 'replacement' | 'putReplacement'>;
  readonly replacements: Pick<Replacements, 'start'>;
}

export interface Opened {
  /** `opened`: taken up now. `joined`: it is under way, or a person decides. `over`: the sign is no news. */
  readonly verdict: 'opened' | 'joined' | 'over';
  readonly reason: string;
}

/**
 * Keeps a sign of a replacement and sees to it that its execution is started. In this order, so that what is lost in
 * between is found by the sweep; again and again is harmless, since an execution's name is started once.
 * @param now ISO 8601
 * @throws TransientFailure
 */
export function openReplacement(
  sign: Sign,
  now: string,
  { journal, replacements }: OpeningPorts,
): Promise<Opened> {
  return untilPut(`The record of replacement ${sign.id}`, async () => {
    const before = await journal.replacement(sign.id);
    const opening = openFor(before?.value, sign, now);
    const { verdict, reason } = opening;
    if (opening.verdict === 'over') return { verdict, reason };
    const { next } = opening;
    if (next !== before?.value && !(await journal.putReplacement(before, next))) return undefined;
    if (next.status === 'open') await replacements.start(refOf(next));
    return { verdict, reason };
  });
}
