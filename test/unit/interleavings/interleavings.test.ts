import fc from 'fast-check';
import { type Cell, KINDS } from '../../support/history/faults.ts';
import { play } from '../../support/history/play.ts';
import { Hits } from '../../support/many/hits.ts';

/** `npm run histories` plays more of them. */
const HISTORIES = 1000;
/** Of 1,000, so many at least: far fewer than on the average. A history in which nothing of the kind happens proves nothing. */
const OFTEN: readonly (readonly [Cell, number])[] = [
  ['a process is killed|shift', 30],
  ['an answer is lost|prepare', 30],
  ['a batch is sent again late|restoring', 30],
  ['clocks differ|adopt', 30],
  ['a state runs twice|shift', 30],
  ['a rollback joins|restoring', 30],
  ['Route 53 throttles|adopt', 30],
  ['a run is taken over|shift', 15],
  ['a rollback meets a close|close', 3],
];

describe('Random histories of migrations, rollbacks, faults and other people’s writes', () => {
  it('never leave a name unanswered or all-zero, forget a rollback, or say what is not so', async () => {
    const hits = new Hits(KINDS);
    const seed = fc.noShrink(fc.integer({ min: 0, max: 999_999_999 }));
    await fc.assert(
      fc.asyncProperty(seed, async (drawn) => hits.add((await play(drawn)).cells)),
      { numRuns: HISTORIES },
    );
    const rare = OFTEN.filter(([cell, least]) => hits.count(cell) < least);
    expect(rare).toEqual([]);
  });
});
