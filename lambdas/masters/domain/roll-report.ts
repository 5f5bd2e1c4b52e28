/** What became of each master of a roll, and how long it took. */
import { duration } from '../../shared/domain/text.ts';
import type { Replacement } from './replacement.ts';
import { listOf, type Roll, type RolledMaster } from './roll.ts';

const IN_WORDS: Readonly<Record<Exclude<RolledMaster['status'], 'replaced'>, string>> = {
  waiting: 'not begun',
  replacing: 'begun, and not replaced yet',
  gone: 'ended outside this roll',
};

/**
 * A line for each master, in the order of the roll.
 * @param replacements what is kept of them, by instance
 */
export function reportOfRoll(
  { masters }: Pick<Roll, 'masters'>,
  replacements: ReadonlyMap<string, Pick<Replacement, 'since' | 'status' | 'statusAt'>>,
): readonly string[] {
  return masters.map((master) => {
    const kept = replacements.get(master.instance);
    const isReplaced = master.status === 'replaced';
    const how = isReplaced ? `replaced${kept ? timesOf(kept) : ''}` : IN_WORDS[master.status];
    return `${listOf([master])}: ${how}`;
  });
}

function timesOf({ since, statusAt }: Pick<Replacement, 'since' | 'statusAt'>): string {
  const seconds = (Date.parse(statusAt) - Date.parse(since)) / 1000;
  return ` from ${since} to ${statusAt}, in ${duration(seconds)}`;
}
