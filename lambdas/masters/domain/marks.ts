import type { Replacement } from './replacement.ts';

/** The words by which a replacement keeps when something of it began. */
export const MARKS = {
  /** The first doubtful look at the gate in an unbroken row of them. */
  doubted: 'doubted',
  /** The first look at the gate in an unbroken row at which all that have just come back are healthy. */
  settling: 'settling',
  /** The victim was taken out of the load balancers. */
  draining: 'draining',
  /** The victim is released: its hook is completed, or it no longer ran when it was found. */
  leaving: 'leaving',
  /** EC2 was first seen to say that the victim has terminated. */
  terminated: 'terminated',
  volumesFree: 'volumesFree',
  /** A replacement was first seen. */
  launched: 'launched',
  /** The replacement was first seen to wait for another master to go, which has its volumes. */
  awaiting: 'awaiting',
  /** An operator was last paged because nothing was launched. */
  launchPaged: 'launchPaged',
} as const;

export type Mark = (typeof MARKS)[keyof typeof MARKS];

type Marked = Pick<Replacement, 'marks' | 'statusAt'>;

/**
 * Seconds at `now` (epoch milliseconds) since the mark, or since the replacement was last opened, if that is later: what
 * was paged and taken up again by a person has all of its time anew. 0 where there is no such mark.
 */
export function secondsSince(mark: Mark, { marks, statusAt }: Marked, now: number): number {
  const at = marks[mark];
  if (at === undefined) return 0;
  return Math.max(0, (now - Math.max(Date.parse(at), Date.parse(statusAt))) / 1000);
}

/** With the mark at `at` (ISO 8601), unless it is there from before. */
export function withMark(replacement: Replacement, mark: Mark, at: string): Replacement {
  return replacement.marks[mark] === undefined
    ? { ...replacement, marks: { ...replacement.marks, [mark]: at } }
    : replacement;
}

export function withoutMark(replacement: Replacement, mark: Mark): Replacement {
  if (replacement.marks[mark] === undefined) return replacement;
  const { [mark]: _gone, ...marks } = replacement.marks;
  return { ...replacement, marks };
}
