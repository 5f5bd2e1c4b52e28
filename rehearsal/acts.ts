import type { Scenario } from './all-scenarios.ts';
import type { MastersScenario } from './scenarios/masters/scenario.ts';
import type { MigrationScenario } from './scenarios/migration/scenario.ts';

/** The scenarios of one product: they share a stage. */
export type Act =
  | { readonly of: 'migration'; readonly scenarios: readonly MigrationScenario[] }
  | { readonly of: 'masters'; readonly scenarios: readonly MastersScenario[] };

/** Who is played together; within an act in the order given. A stage takes longer to make than a scenario to play. */
export function actsOf(scenarios: readonly Scenario[]): readonly Act[] {
  const acts: readonly Act[] = [
    { of: 'migration', scenarios: scenarios.filter((each) => each.of === 'migration') },
    { of: 'masters', scenarios: scenarios.filter((each) => each.of === 'masters') },
  ];
  return acts.filter((act) => act.scenarios.length > 0);
}
