import type { StepSettings } from '../../../lambdas/migration/contract/settings.ts';
import { ended } from '../../checks/executions.ts';
import { refusedWrite } from '../../checks/migration/calls.ts';
import { BACK_ON_LEGACY } from '../../checks/migration/outcomes.ts';
import { soakOf } from '../../estate/migration/steps.ts';
import type { Park } from '../../gateway/index.ts';
import { approvesUntil, migrates, ROLLED_BACK, rollsBack } from '../../people/migration/habits.ts';
import type { Scene } from '../../scenes/migration/scene.ts';
import { all, needing, type Play } from '../scenario.ts';
import { theFirstStep, theSecondStep } from './needs.ts';
import type { MigrationScenario } from './scenario.ts';

/** A paused writer wakes up after the rollback, with a batch that it made before. */
export const lateStepper: MigrationScenario = {
  of: 'migration',
  name: 'late-stepper',
  about: 'a ShiftWeight is paused before its write and resumes after the rollback: it changes nothing',
  ...needing(all({ first: theFirstStep, second: theSecondStep }), ({ first, second }) => ({
    when: async ({ onCall, faults, scene, chronicle }) => {
      const migration = await migrates(onCall);
      await onCall.sees('Migrate', soakOf(first));
      const paused = await pausesShiftWeight({ onCall, faults, scene }, second);
      chronicle.add('note', 'ShiftWeight is paused before its write');
      await rollsBack(onCall, { reason: 'it hangs' });
      await onCall.seesTheEndOf(migration);
      await onCall.isNotified(ROLLED_BACK);
      chronicle.add('note', 'ShiftWeight continues');
      paused.release();
    },
    checks: [ended('Migrate', { status: 'ABORTED' }), refusedWrite('ShiftWeight'), ...BACK_ON_LEGACY],
  })),
};

/** Approves what comes before a step, and waits until that step's ShiftWeight is paused before its write. */
export async function pausesShiftWeight(
  { onCall, faults, scene }: Pick<Play<Scene>, 'onCall' | 'faults' | 'scene'>,
  step: StepSettings,
): Promise<Park> {
  const paused = faults
    .on({ service: 'route53', action: 'ChangeResourceRecordSets', by: 'ShiftWeight', nth: 1 })
    .park();
  await approvesUntil(onCall, scene, step);
  await onCall.until('ShiftWeight to be paused', () => paused.arrived || undefined);
  return paused;
}
