import fc from 'fast-check';
import { type Cell, KINDS } from '../../support/history/faults.ts';
import { play } from '../../support/history/play.ts';
import { Hits } from '../../support/many/hits.ts';

/** `npm run histories` plays more of them, also on CI. */
const HISTORIES = 200;
/** Of so many, this often at least: far fewer than on the average. A history in which nothing of the kind happens proves nothing. */
const OFTEN: readonly (readonly [Cell, number])[] = [
  ['a process is killed|shift', 6],
  ['an answer is lost|prepare', 6],
  ['a batch is sent again late|restoring', 6],
  ['clocks differ|adopt', 6],
  ['a state runs twice|shift', 6],
  ['a rollback joins|restoring', 6],
  ['Route 53 throttles|adopt', 6],
  ['a run is taken over|shift', 1],
];

describe('Random histories of migrations, rollbacks, faults and other people’s writes', () => {
  it('never leave a name unanswered or all-zero, forget a rollback, or report something false', async () => {
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
