import type { Place } from './place.ts';
import { readText } from './values.ts';

/** So that every function, machine and hook may be named after it. A test checks the longest of them against AWS's limits. */
const LONGEST = 32;

/** The name that all the rest is named after. @param whose e.g. `the migration's name` */
export function readOwnName(place: Place, whose: string): string | undefined {
  const what = `${whose}: lower-case letters, digits and single hyphens, a letter first, at most ${LONGEST} characters`;
  const text = readText(place, { what, example: "'shop', for example" });
  if (text === undefined || isOwnName(text)) return text;
  return place.problem(what, `'${nearestName(text) || 'shop'}', for example`);
}

export function isOwnName(text: string): boolean {
  return /^[a-z](?:-?[a-z0-9])*$/.test(text) && text.length <= LONGEST;
}

/** A name made of the text; empty where nothing in it can be in one. */
export function nearestName(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[-0-9]+/, '')
    .slice(0, LONGEST)
    .replace(/-+$/, '');
}
