import { NOT_BEGUN } from '../../checks/migration/outcomes.ts';
import { migrates } from '../../people/migration/habits.ts';
import type { Stage } from '../../stage/stage.ts';
import type { MigrationScenario } from './scenario.ts';

/** Somebody has disabled the rule of the alarms, for maintenance perhaps: no alarm would roll back. */
export const ruleDisabled: MigrationScenario = {
  of: 'migration',
  name: 'rule-disabled',
  about: 'the rule by which alarms roll back is disabled: the migration does not begin',
  when: async ({ onCall, stage }) => {
    const rule = ruleOf(stage, 'Alarms');
    await onCall.disablesRule(rule);
    const migration = await migrates(onCall);
    await onCall.seesTheEndOf(migration);
    await onCall.enablesRule(rule);
  },
  checks: NOT_BEGUN,
};

/** Name of the rule by which alarms, or the end of the migration's execution, roll back. */
export function ruleOf({ deployment }: Stage, which: 'Alarms' | 'MigrationEnded'): string {
  const rules = deployment.resources.get('AWS::Events::Rule') ?? [];
  const rule = rules.find((name) => name.includes(`RollBackTriggers${which}`));
  if (rule === undefined) throw new Error(`None of these rules is ${which}: ${rules.join(', ')}`);
  return rule;
}
