import fc from 'fast-check';
import { stepChanges, type TimedStep } from '../../../plan/against/steps.ts';

const step = (percent: number, soakSeconds = 3600): TimedStep => ({
  percent,
  soakSeconds,
  approval: false,
  endsAfter: undefined,
});
const steps = fc
  .uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 6 })
  .map((shares) => [...shares.toSorted((a, b) => a - b), 100].map((share) => step(share)));

describe('the changes of steps', () => {
  it.each<[string, readonly number[], readonly number[], readonly string[]]>([
    ['one in the middle', [5, 25, 100], [5, 30, 100], ['step 2: 25 % → 30 %']],
    ['one before the others', [25, 100], [5, 25, 100], ['A new step 1 at 5 %: soak 1 h.']],
    [
      'two for one',
      [5, 50, 100],
      [5, 20, 40, 100],
      ['step 2: 50 % → 20 %', 'A new step 3 at 40 %: soak 1 h.'],
    ],
    ['all of them', [5, 50, 100], [10, 60, 100], ['step 1: 5 % → 10 %', 'step 2: 50 % → 60 %']],
    [
      'the first and the last but one gone',
      [5, 25, 50, 100],
      [25, 100],
      ['The step at 5 % is gone.', 'The step at 50 % is gone.'],
    ],
  ])('%s', (_what, before, after, changes) => {
    expect(
      stepChanges(
        before.map((each) => step(each)),
        after.map((each) => step(each)),
      ),
    ).toEqual(changes);
  });

  it('say in one line what changed of a step, and how much sooner it ends', () => {
    const before = { ...step(10, 86_400), endsAfter: 90_000 };
    const after = { ...step(20, 43_200), approval: true, endsAfter: 46_800 };
    expect(stepChanges([before], [after])).toEqual([
      'step 1: 10 % → 20 %, soak 1 d → 12 h, now waits for approval after its soak, ends 12 h earlier',
    ]);
  });

  it('say nothing of an end that differs by seconds, nor of a step that only ends later', () => {
    const at = (endsAfter: number) => [{ ...step(10), endsAfter }];
    expect(stepChanges(at(1000), at(9000))).toEqual([]);
    expect(stepChanges([{ ...step(10), endsAfter: 1000 }], [{ ...step(20), endsAfter: 1030 }])).toEqual([
      'step 1: 10 % → 20 %',
    ]);
  });

  it('are none exactly where nothing differs', () => {
    fc.assert(
      fc.property(steps, steps, (before, after) => {
        const same = JSON.stringify(before) === JSON.stringify(after);
        expect(stepChanges(before, after).length === 0).toBe(same);
      }),
    );
  });

  it('name every share that is only in one of the two', () => {
    fc.assert(
      fc.property(steps, steps, (before, after) => {
        const text = stepChanges(before, after).join('\n');
        const shares = (of: readonly TimedStep[]) => of.map(({ percent }) => percent);
        const only = [
          ...shares(before).filter((each) => !shares(after).includes(each)),
          ...shares(after).filter((each) => !shares(before).includes(each)),
        ];
        for (const share of only) expect(text).toMatch(new RegExp(`\\b${share} %`));
      }),
    );
  });
});
