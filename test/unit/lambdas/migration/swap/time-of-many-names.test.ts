import { casesOf } from '../../../../support/cases.ts';
import { moveManyNames } from '../../../../support/migration/many-names.ts';

/**
 * The real functions, adapters and SDK client, and a strict engine. Its limits are drawn from the seed, others take of them,
 * and the prediction is made before anything is done. `npm run bench` does the same with 10,000 names.
 */
describe.each(
  casesOf([
    { seed: 4, taken: 0.5 },
    { seed: 3, taken: 0 },
  ]),
)('The time of 300 names over 5 zones, with seed $seed and $taken of the limits taken by others', (drawn) => {
  it('is what was said before, of each state and of a rollback', async () => {
    const times = await moveManyNames({ names: 300, zones: 5, ...drawn });
    expect(times.map(({ state }) => state)).toEqual([
      'LowerTtl',
      'AdoptRecords',
      'ShiftWeight',
      'RestoreLegacy',
    ]);
    for (const { predicted, measured } of times) {
      // Of so few names the answers show, which are as long as is planned with on average alone.
      expect(Math.abs(measured - predicted)).toBeLessThanOrEqual(0.05 * predicted + 2);
    }
  });
});
