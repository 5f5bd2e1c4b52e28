import { refusedWrite } from '../checks/calls.ts';
import { ended } from '../checks/executions.ts';
import { BACK_ON_LEGACY } from '../checks/outcomes.ts';
import { ROLLED_BACK } from '../people/habits.ts';
import type { MigrationScenario } from './scenario.ts';

/** A writer that was asleep wakes up after the rollback, with a batch that it made before. */
export const lateStepper: MigrationScenario = {
  of: 'migration',
  name: 'late-stepper',
  about: 'a ShiftWeight is paused before its write and goes on after the rollback: it changes nothing',
  when: async ({ onCall, faults, chronicle }) => {
    const paused = faults
      .on({ service: 'route53', action: 'ChangeResourceRecordSets', by: 'ShiftWeight', nth: 3 })
      .park();
    const migration = await onCall.migrates();
    await onCall.until('ShiftWeight to be paused', () => paused.arrived || undefined);
    chronicle.tell('note', 'ShiftWeight is paused before its write');
    await onCall.rollsBack({ reason: 'it hangs' });
    await onCall.seesTheEndOf(migration);
    await onCall.isTold(ROLLED_BACK);
    chronicle.tell('note', 'ShiftWeight goes on');
    paused.release();
  },
  checks: [ended('Migrate', { status: 'ABORTED' }), refusedWrite('ShiftWeight'), ...BACK_ON_LEGACY],
};
