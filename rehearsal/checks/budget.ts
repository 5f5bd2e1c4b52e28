/** What a migration may cost and a rollback may take. */
import { rollBackTimes } from '../report/figures.ts';
import { duration } from '../report/words.ts';
import type { Check } from './check.ts';

/** States inside Preflight's branches: AWS counts them, the emulator's histories leave them out. */
const PREFLIGHT_STATES = 6;

/** Each step takes six states, everything around them thirty at most: soaks are waits, not polling. */
export function transitionsOfSteps(steps: number): Check {
  const most = 30 + 6 * steps;
  return {
    claim: `Migrate took at most ${most} state transitions for ${steps} steps`,
    contradictions: ({ transitions }) => {
      const taken = transitions.get('Migrate');
      if (taken === undefined) return ['Migrate took none'];
      const all = taken + PREFLIGHT_STATES;
      return all <= most ? [] : [`it took ${all}, ${PREFLIGHT_STATES} of them in Preflight`];
    },
  };
}

/** From the alarm on: event 5 s, Route 53's acceptance 10 s, propagation 60 s, TTL 60 s; milliseconds. */
export const ROLL_BACK_BUDGET = 135_000;

export const rolledBackInTime: Check = {
  claim: `From the alarm until the last TTL had run out it took at most ${duration(ROLL_BACK_BUDGET)}`,
  contradictions: (evidence) => {
    const times = rollBackTimes(evidence);
    if (times?.alarm === undefined) return ['no alarm was followed by a rollback'];
    const took = times.lastTtl - times.alarm;
    return took <= ROLL_BACK_BUDGET ? [] : [`it took ${duration(took)}`];
  },
};
