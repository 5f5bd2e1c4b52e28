/** How names that a rollback could not restore are reported. */

import { countOf, fitting } from '../../shared/domain/text.ts';
import type { NotRestored } from '../contract/roll-back-payloads.ts';

/** One line for each name, with Route 53's words. */
export function notRestoredLines(names: readonly NotRestored[]): readonly string[] {
  return names.map(
    ({ zoneId, name, why }) => `Zone ${zoneId}: ${name} is NOT restored: ${refusedBecause(why)}`,
  );
}

/** One line for each of `refused` that is not among `names`: there is nothing more that Route 53 would let be restored of it. */
export function uncheckedLines(
  refused: readonly NotRestored[],
  names: readonly NotRestored[],
): readonly string[] {
  const left = new Set(names.map(({ name }) => name));
  return refused
    .filter(({ name }) => !left.has(name))
    .map(({ name, why }) => `${name} is back on legacy, but without its original health check: ${why}`);
}

export function refusedBecause(words: string): string {
  return `Route 53 refuses legacy's original records: ${words}`;
}

/** All of them in one sentence, as far as `most` characters hold the names; undefined when there are none. */
export function notRestoredSummary(names: readonly NotRestored[], most: number): string | undefined {
  if (names.length === 0) return undefined;
  const listed = fitting(
    names.map(({ name }) => name),
    most,
    'names',
  );
  return `${countOf(names.length, 'name')} NOT restored, refused by Route 53: ${listed.join(', ')}`;
}

/** In place of Route 53's words where there are too many names to keep them. */
const WORDS_LEFT_OUT = '(not kept: too many names)';

/** As many as `most` characters hold, the last ones without Route 53's words: half of the room is for those. */
export function fittingNames(names: readonly NotRestored[], most: number): readonly NotRestored[] {
  let characters = 0;
  return names.flatMap((name) => {
    const withWords = characters + sizeOf(name) <= most / 2;
    const kept = withWords ? name : { ...name, why: WORDS_LEFT_OUT };
    characters += sizeOf(kept);
    return characters <= most ? [kept] : [];
  });
}

function sizeOf(name: NotRestored): number {
  return JSON.stringify(name).length + 1;
}
