import type { MigrationSettings, StepSettings } from '../../../lambdas/migration/contract/settings.ts';

type Steps = Pick<MigrationSettings, 'steps'>;

/** The step with half of the traffic, or the one that is nearest to it. */
export function halfStep({ steps }: Steps): StepSettings {
  const [first, ...others] = steps;
  if (!first) throw new Error('A migration without a step was synthesised.');
  const away = ({ percent }: StepSettings) => Math.abs(percent - 50);
  return others.reduce((nearest, step) => (away(step) < away(nearest) ? step : nearest), first);
}

export function firstStep({ steps }: Steps): StepSettings {
  const [first] = steps;
  if (!first) throw new Error('A migration without a step was synthesised.');
  return first;
}

/** How often a person is asked to approve before this step is made; without it, until the end. */
export function approvalsBefore({ steps }: Steps, step?: StepSettings): number {
  const until = step === undefined ? steps.length : steps.indexOf(step);
  return steps.slice(0, until).filter(({ approval }) => approval).length;
}

/** How often a person is asked to approve after the steps that follow this one. */
export function approvalsAfter({ steps }: Steps, step: StepSettings): number {
  return steps.slice(steps.indexOf(step) + 1).filter(({ approval }) => approval).length;
}

/** As the machine's state is called. */
export function soakOf({ percent }: Pick<StepSettings, 'percent'>): string {
  return `Soak ${percent} %`;
}
