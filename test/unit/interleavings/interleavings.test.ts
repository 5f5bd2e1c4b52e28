import fc from 'fast-check';
import { cases } from '../../support/cases.ts';
import { type Cell, KINDS } from '../../support/history/faults.ts';
import { play } from '../../support/history/play.ts';
import { Hits } from '../../support/many/hits.ts';

/** `npm run histories` plays more of them, also on CI. */
const HISTORIES = cases(560);
/** Far fewer times than on the average. */
const OFTEN = cases(14);
/** How often at least. Histories in which nothing of the kind happens prove nothing. */
const LEAST: readonly (readonly [Cell, number])[] = [
  ['a process is killed|shift', OFTEN],
  ['an answer is lost|prepare', OFTEN],
  ['a batch is sent again late|restoring', OFTEN],
  ['clocks differ|adopt', OFTEN],
  ['a state runs twice|shift', OFTEN],
  ['a rollback joins|restoring', OFTEN],
  ['Route 53 throttles|adopt', OFTEN],
  // Three of a hundred take a run over: of few, by chance none.
  ['a run is taken over|shift', cases(7) - 1],
];

describe('Random histories of migrations, rollbacks, faults and other people’s writes', () => {
  it('never leave a name unanswered or all-zero, forget a rollback, or report something false', async () => {
    const hits = new Hits(KINDS);
    const seed = fc.noShrink(fc.integer({ min: 0, max: 999_999_999 }));
    await fc.assert(
      fc.asyncProperty(seed, async (drawn) => hits.add((await play(drawn)).cells)),
      { numRuns: HISTORIES },
    );
    const rare = LEAST.filter(([cell, least]) => hits.count(cell) < least);
    expect(rare).toEqual([]);
  });
});
