import { NamedError } from '../../shared/domain/named-error.ts';
import { ERRORS } from '../contract/errors.ts';
import type { MigrationSettings, StepSettings } from '../contract/settings.ts';
import type { Milestone } from './milestones.ts';

/** The settings of step `index`. @throws InvalidInput when there is no such step in what is deployed */
export function stepAt(settings: Pick<MigrationSettings, 'steps'>, index: number): StepSettings {
  const step = settings.steps[index];
  if (step) return step;
  throw new NamedError(
    ERRORS.invalidInput,
    `There is no step ${index}; the deployed migration has ${settings.steps.length}.`,
  );
}

/**
 * Where the zone is before and after step `index`; before the first step it is adopted, all on legacy.
 * @param from index of the step that the zones are at, if a person has jumped; -1: the one before
 */
export function stagesOfStep(
  settings: Pick<MigrationSettings, 'steps'>,
  index: number,
  from = -1,
): { readonly from: Milestone; readonly to: Milestone } {
  const before = from < 0 ? index - 1 : from;
  const percent = before < 0 ? 0 : stepAt(settings, before).percent;
  return {
    from: { kind: 'weighted', percent },
    to: { kind: 'weighted', percent: stepAt(settings, index).percent },
  };
}

/** True when `index` is the last step. */
export function isLastStep(settings: Pick<MigrationSettings, 'steps'>, index: number): boolean {
  return index === settings.steps.length - 1;
}
