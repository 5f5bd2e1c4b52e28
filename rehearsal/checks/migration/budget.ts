/** What a migration may cost and a rollback may take. */

import type { Estate } from '../../estate/migration/estate.ts';
import { ALIAS_TTL } from '../../route53/index.ts';
import { duration } from '../../text/numbers.ts';
import { ofMachine } from '../executions.ts';
import type { Evidence, MigrationCheck } from './evidence.ts';
import { rollBackTimes } from './figures.ts';
import { restoredVersions } from './zones.ts';

/**
 * As the machine's graph has it. A step takes nine states: legacy is judged (2), its weights are written, waited for and
 * confirmed (3), and it soaks and is judged (4). Around the steps there are 17, Preflight counted as one, for its checks
 * are as many as there are; an approval takes 4 and saves the 2 of legacy, which it judges itself; each of two extended
 * soaks takes 4 again.
 */
export const TRANSITIONS = { around: 17, step: 9, approval: 4 - 2, extension: 4 } as const;
const MOST_EXTENSIONS = 2;

/** Not counting Preflight's checks. A soak is one state that waits, it polls nothing. */
export function mostTransitions(steps: number, approvals = 1): number {
  const { around, step, approval, extension } = TRANSITIONS;
  return around + extension * MOST_EXTENSIONS + approval * approvals + step * steps;
}

export function transitionsOfSteps(steps: readonly { readonly approval: boolean }[]): MigrationCheck {
  const most = mostTransitions(steps.length, steps.filter(({ approval }) => approval).length);
  return {
    claim: `Migrate took at most ${most} state transitions for ${steps.length} steps, not counting Preflight’s checks`,
    contradictions: ({ transitions }) => {
      const taken = transitions.get('Migrate');
      if (taken === undefined) return ['Migrate did not run'];
      const took = taken.all - taken.inBranches;
      return took <= most ? [] : [`it took ${took}`];
    },
  };
}

/** From the alarm on: event 5 s, Route 53's acceptance 10 s, propagation 60 s and a look 5 s; milliseconds. */
const BEFORE_TTLS = 80_000;

/** With the TTL of each name of the longest chain, milliseconds. */
export function rollBackBudget({
  longestChain,
  settings,
}: Pick<Estate, 'longestChain' | 'settings'>): number {
  return BEFORE_TTLS + longestChain * Math.max(settings.ttlSeconds, ALIAS_TTL) * 1000;
}

export const rolledBackInTime: MigrationCheck = {
  claim: `From the alarm until the last TTL had expired it took at most ${duration(BEFORE_TTLS)}, and the TTLs of the longest chain of names`,
  contradictions: (evidence) => {
    const times = rollBackTimes(evidence);
    if (times?.alarm === undefined) return ['no alarm was followed by a rollback'];
    const took = times.lastTtl - times.alarm;
    const most = rollBackBudget(evidence.scene.estate);
    return took <= most ? [] : [`it took ${duration(took)}, more than ${duration(most)}`];
  },
};

/** Milliseconds from the start of a scene until something of it. */
export type Since = (scene: Evidence['scene']) => number;

/** Until the cluster got into trouble. */
export const troubleBegan: Since = ({ start, trouble }) => (trouble.began ?? Number.NaN) - start;

/** Until Watch has seen what an event should have said: within the minute after, and it starts RollBack at once; milliseconds. */
export const WATCHED_WITHIN = 120_000;

/** No event said so, and legacy was restored all the same. */
export const restoredByWatch: MigrationCheck = {
  claim: `Legacy was restored within ${duration(WATCHED_WITHIN)} of the alarm, though its event was lost`,
  contradictions: (evidence) => {
    const times = rollBackTimes(evidence);
    if (times?.alarm === undefined) return ['no alarm was followed by a rollback'];
    const took = times.accepted - times.alarm;
    return took <= WATCHED_WITHIN ? [] : [`it took ${duration(took)}`];
  },
};

/** Until `from` nothing could be put back in any zone, and then it was within so long. */
export function restoredSoonAfter(from: Since, within: number): MigrationCheck {
  return {
    claim: `Legacy was restored within ${duration(within)} once that was possible`,
    contradictions: ({ scene }) =>
      scene.zoneIds.flatMap((zoneId) => {
        const [first] = restoredVersions(scene, zoneId);
        if (!first) return [`${zoneId}: never`];
        const after = first.acceptedAt - scene.start - from(scene);
        return after >= 0 && after <= within ? [] : [`${zoneId}: after ${duration(after)}`];
      }),
  };
}

/** Every execution of Migrate had ended by then. */
export function migrateEndedBefore(moment: Since): MigrationCheck {
  return {
    claim: 'Migrate was stopped long before legacy could be restored',
    contradictions: (evidence) =>
      ofMachine(evidence, 'Migrate').flatMap(({ name, stopped }) => {
        const ended = Date.parse(stopped ?? '');
        return ended < evidence.scene.start + moment(evidence.scene)
          ? []
          : [`${name} ended ${stopped ?? 'never'}`];
      }),
  };
}
