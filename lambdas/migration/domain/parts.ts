/**
 * How the names of a zone are divided up where Route 53 refuses to restore them together, so that one name which
 * can't be restored keeps no other from it.
 */
import type { Batch, NameChange } from './batches.ts';
import { blamedNames, inWords } from './refusal.ts';

export interface Parts {
  /** The part in which a name is tried. Names that it doesn't contain are part 0, which goes first. */
  readonly apart: ReadonlyMap<string, number>;
  /** Names that are left out, each with the words by which Route 53 refused it. */
  readonly refused: ReadonlyMap<string, string>;
  /** Refusals that something was learnt from. */
  readonly lessons: number;
}

/** Every name with all others, as long as nothing was refused. */
export const WHOLE: Parts = { apart: new Map(), refused: new Map(), lessons: 0 };

/**
 * Most refusals of a zone that are learnt from. Where Route 53 doesn't say which name it means, finding one among 400
 * takes 10. After the last one, whatever is refused together is left out together. Each takes one batch and one read
 * of the zone, so that a zone is through long before the function's time is.
 */
export const MOST_LESSONS = 32;

/** The changes of each part, and the names that are left out though they would have to change. */
export function divide(
  changes: readonly NameChange[],
  { apart, refused, lessons }: Parts,
): { readonly groups: readonly (readonly NameChange[])[]; readonly leftOut: readonly string[] } {
  if (lessons === 0) return { groups: [changes], leftOut: [] };
  const [leftOut, going] = [true, false].map((out) =>
    changes.filter(({ name }) => refused.has(name) === out),
  );
  const byPart = Map.groupBy(going ?? [], ({ name }) => apart.get(name) ?? 0);
  const groups = [...byPart].toSorted(([a], [b]) => a - b).map(([, group]) => group);
  return {
    groups: groups.length > 0 ? groups : [[]],
    leftOut: (leftOut ?? []).map(({ name }) => name),
  };
}

/**
 * What follows from the refusal of a batch that was made from a read, after which another read found the same: the
 * names that Route 53 blames are left out; where it blames none, the batch's names are tried in two halves.
 * Undefined when no division can help: the fence, which is in every batch, is refused.
 */
export function learn(
  parts: Parts,
  batch: Batch,
  messages: readonly string[],
  fenceName: string,
): Parts | undefined {
  const blamed = blamedNames(messages, batch);
  if (blamed.has(fenceName) || batch.names.length === 0) return undefined;
  const lessons = parts.lessons + 1;
  if (blamed.size > 0) return { ...parts, lessons, refused: new Map([...parts.refused, ...blamed]) };
  if (batch.names.length === 1 || lessons > MOST_LESSONS) {
    const words = inWords(messages);
    const out = batch.names.map((name) => [name, words] as const);
    return { ...parts, lessons, refused: new Map([...parts.refused, ...out]) };
  }
  const next = Math.max(0, ...parts.apart.values()) + 1;
  const half = Math.ceil(batch.names.length / 2);
  const halves = batch.names.map((name, index) => [name, index < half ? next : next + 1] as const);
  return { ...parts, lessons, apart: new Map([...parts.apart, ...halves]) };
}

/**
 * The names that were left out, all together once more: some may have been refused only as long as others were not
 * restored, an alias for one. Undefined when that was tried often enough.
 */
export function tryAgain(parts: Parts): Parts | undefined {
  return parts.lessons < MOST_LESSONS ? { ...WHOLE, lessons: parts.lessons } : undefined;
}
