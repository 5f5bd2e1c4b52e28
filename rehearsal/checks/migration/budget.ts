/** What a migration may cost and a rollback may take. */

import { LONGEST_CHAIN } from '../../shop/migration/zones.ts';
import { duration } from '../../text/numbers.ts';
import { ofMachine } from '../executions.ts';
import type { MigrationCheck } from './evidence.ts';
import { rollBackTimes } from './figures.ts';
import { restoredVersions } from './zones.ts';

/**
 * As the machine's graph has it. A step takes nine states: legacy is judged (2), its weights are written, waited for and
 * confirmed (3), and it soaks and is judged (4). Around the steps there are 16, Preflight counted as one, for its checks
 * are as many as there are; an approval takes 4 and saves the 2 of legacy, which it judges itself; each of two extended
 * soaks takes 4 again.
 */
const OF_STEP = 9;
const AROUND = 16 + (4 - 2) + 2 * 4;

/** Not counting Preflight's checks. Soaks are waits, not polling. */
export function mostTransitions(steps: number): number {
  return AROUND + OF_STEP * steps;
}

export function transitionsOfSteps(steps: number): MigrationCheck {
  const most = mostTransitions(steps);
  return {
    claim: `Migrate took at most ${most} state transitions for ${steps} steps, not counting Preflight’s checks`,
    contradictions: ({ transitions }) => {
      const taken = transitions.get('Migrate');
      if (taken === undefined) return ['Migrate did not run'];
      const took = taken.all - taken.inBranches;
      return took <= most ? [] : [`it took ${took}`];
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
