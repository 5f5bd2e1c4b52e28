import { COMPARED_BY_DEFAULT } from '../../../../../../lambdas/migration/contract/compare-settings.ts';
import { type Look, levelsOf, lookAt } from '../../../../../../lambdas/migration/domain/compare/looks.ts';

const LOOK: Look = { steps: 4, metrics: 2, maximumExtensions: 3, extensions: 0, decisions: 0 };

/** Of every look that there may be, with so many decisions in each step. */
function spent(look: Look, decisions: number): number {
  const inStep = Array.from({ length: decisions + 1 }, (_, made) =>
    Array.from({ length: look.maximumExtensions + 1 }, (_e, extensions) => {
      return levelsOf({ ...look, extensions, decisions: made }, 0.01).chance;
    }),
  );
  return inStep.flat().reduce((sum, chance) => sum + chance, 0) * look.steps * look.metrics;
}

describe('the chance of a false alarm', () => {
  it.each([
    [LOOK, 0],
    [LOOK, 30],
    [{ ...LOOK, maximumExtensions: 0 }, 30],
    [{ ...LOOK, steps: 49, metrics: 22, maximumExtensions: 10 }, 5],
  ])('is never more than that of the migration, whatever is looked at how often', (look, decisions) => {
    expect(spent(look, decisions)).toBeLessThanOrEqual(0.01 + 1e-12);
  });

  it('is used up to nine tenths by the looks that can be foreseen', () => {
    expect(spent(LOOK, 0)).toBeCloseTo(0.009, 10);
  });

  it('is divided by what is compared, in steps in which legacy has traffic', () => {
    const step = (percent: number) => ({ percent, soakSeconds: 3600, approval: false });
    const soak = { minimumRequests: 1, minimumShareSeen: 0, maximumExtensions: 3, extensionSeconds: 60 };
    const settings = { steps: [5, 50, 100].map(step), soak };
    const made = { extensions: 2, decisions: 1 };
    expect(lookAt(settings, { ...COMPARED_BY_DEFAULT, metrics: [] }, made)).toEqual({
      steps: 2,
      metrics: 2,
      maximumExtensions: 3,
      ...made,
    });
  });
});
