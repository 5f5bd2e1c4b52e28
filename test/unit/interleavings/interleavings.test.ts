import fc from 'fast-check';
import { type Cell, Hits } from '../../support/history/hits.ts';
import { play } from '../../support/history/play.ts';

/** `npm run histories` plays more of them. */
const HISTORIES = 1000;
/** Met so often that 30 of 1,000 are never missed by chance; a history in which nothing of the kind happens proves nothing. */
const OFTEN: readonly Cell[] = [
  'a process is killed|shift',
  'an answer is lost|prepare',
  'a batch is sent again late|restoring',
  'clocks differ|adopt',
  'a state runs twice|shift',
  'a rollback joins|restoring',
  'Route 53 throttles|adopt',
];

describe('Random histories of migrations, rollbacks, faults and other people’s writes', () => {
  it('never leave a name unanswered or all-zero, forget a rollback, or say what is not so', async () => {
    const hits = new Hits();
    const seed = fc.noShrink(fc.integer({ min: 0, max: 999_999_999 }));
    await fc.assert(
      fc.asyncProperty(seed, async (drawn) => hits.add((await play(drawn)).cells)),
      { numRuns: HISTORIES },
    );
    const rare = OFTEN.filter((cell) => hits.count(cell) < 30);
    expect(rare).toEqual([]);
  });
});
