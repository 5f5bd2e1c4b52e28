/** What a migration may cost and a rollback may take. */

import { LONGEST_CHAIN } from '../../shop/migration/zones.ts';
import { duration } from '../../text/numbers.ts';
import { ofMachine } from '../executions.ts';
import type { MigrationCheck } from './evidence.ts';
import { rollBackTimes } from './figures.ts';
import { restoredVersions } from './zones.ts';

/** States inside Preflight's branches: AWS counts them, the emulator's histories leave them out. */
const PREFLIGHT_STATES = 10;

/** Each step takes seven states, everything around them and Preflight's 25 at most: soaks are waits, not polling. */
export function transitionsOfSteps(steps: number): MigrationCheck {
  const most = 25 + PREFLIGHT_STATES + 7 * steps;
  return {
    claim: `Migrate took at most ${most} state transitions for ${steps} steps`,
    contradictions: ({ transitions }) => {
      const taken = transitions.get('Migrate');
      if (taken === undefined) return ['Migrate did not run'];
      const all = taken + PREFLIGHT_STATES;
      return all <= most ? [] : [`it took ${all}, ${PREFLIGHT_STATES} of them in Preflight`];
    },
  };
}

/**
 * From the alarm on: event 5 s, Route 53's acceptance 10 s, propagation 60 s and a look 5 s, a TTL of 60 s for each name of
 * the longest chain; milliseconds.
 */
export const ROLL_BACK_BUDGET = 80_000 + LONGEST_CHAIN * 60_000;

export const rolledBackInTime: MigrationCheck = {
  claim: `It took at most ${duration(ROLL_BACK_BUDGET)} from the alarm until the last TTL had expired`,
  contradictions: (evidence) => {
    const times = rollBackTimes(evidence);
    if (times?.alarm === undefined) return ['no alarm was followed by a rollback'];
    const took = times.lastTtl - times.alarm;
    return took <= ROLL_BACK_BUDGET ? [] : [`it took ${duration(took)}`];
  },
};

/** Until `from` nothing could be put back in any zone, and then it was within so long; milliseconds after the start. */
export function restoredSoonAfter(from: number, within: number): MigrationCheck {
  return {
    claim: `Legacy was restored within ${duration(within)} once that was possible`,
    contradictions: ({ scene }) =>
      scene.zoneIds.flatMap((zoneId) => {
        const [first] = restoredVersions(scene, zoneId);
        if (!first) return [`${zoneId}: never`];
        const after = first.acceptedAt - scene.start - from;
        return after >= 0 && after <= within ? [] : [`${zoneId}: after ${duration(after)}`];
      }),
  };
}

/** Every execution of Migrate had ended so long after the start, milliseconds. */
export function migrateEndedBefore(moment: number): MigrationCheck {
  return {
    claim: 'Migrate was stopped long before legacy could be restored',
    contradictions: (evidence) =>
      ofMachine(evidence, 'Migrate').flatMap(({ name, stopped }) => {
        const ended = Date.parse(stopped ?? '');
        return ended < evidence.scene.start + moment ? [] : [`${name} ended ${stopped ?? 'never'}`];
      }),
  };
}
