import { ended } from '../../checks/executions.ts';
import { refusedWrite } from '../../checks/migration/calls.ts';
import { BACK_ON_LEGACY } from '../../checks/migration/outcomes.ts';
import { migrates, ROLLED_BACK, rollsBack } from '../../people/migration/habits.ts';
import type { MigrationScenario } from './scenario.ts';

/** A paused writer wakes up after the rollback, with a batch that it made before. */
export const lateStepper: MigrationScenario = {
  of: 'migration',
  name: 'late-stepper',
  about: 'a ShiftWeight is paused before its write and resumes after the rollback: it changes nothing',
  when: async ({ onCall, faults, chronicle }) => {
    const paused = faults
      .on({ service: 'route53', action: 'ChangeResourceRecordSets', by: 'ShiftWeight', nth: 3 })
      .park();
    const migration = await migrates(onCall);
    await onCall.until('ShiftWeight to be paused', () => paused.arrived || undefined);
    chronicle.add('note', 'ShiftWeight is paused before its write');
    await rollsBack(onCall, { reason: 'it hangs' });
    await onCall.seesTheEndOf(migration);
    await onCall.isNotified(ROLLED_BACK);
    chronicle.add('note', 'ShiftWeight continues');
    paused.release();
  },
  checks: [ended('Migrate', { status: 'ABORTED' }), refusedWrite('ShiftWeight'), ...BACK_ON_LEGACY],
};
