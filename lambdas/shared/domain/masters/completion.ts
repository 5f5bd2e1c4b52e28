/** What has to be done with Auto Scaling to let a master go. */
import type { MasterInstance } from '../../contract/masters/view.ts';
import { isTerminating, runs, waitsToTerminate } from './victim.ts';

/** Older than this, what the gate saw is no ground to take a running master down. */
export const GATE_VALID_SECONDS = 60;

export interface CompletionQuestion {
  readonly request: 'voluntary' | 'involuntary';
  /** As Auto Scaling and EC2 have it now; undefined: neither knows it. */
  readonly victim: Pick<MasterInstance, 'id' | 'lifecycle' | 'state'> | undefined;
  /** Seconds since the masters were seen as the gate last let it go; undefined: the gate didn't. */
  readonly clearedSeconds: number | undefined;
}

export interface Completion {
  readonly act: 'none' | 'terminate' | 'complete';
  /** Where nothing, or the act, went well. */
  readonly outcome: 'completed' | 'pending' | 'stale';
  readonly reason: string;
}

export function decideCompletion({ request, victim, clearedSeconds }: CompletionQuestion): Completion {
  const running = runs(victim);
  if (!victim || (!running && !waitsToTerminate(victim)))
    return { act: 'none', outcome: 'completed', reason: 'Nothing holds the master any more.' };
  if (!running)
    return {
      act: 'complete',
      outcome: 'completed',
      reason: `${victim.id} runs no more: its hook is let go.`,
    };
  const ours = waitsToTerminate(victim) || (request === 'voluntary' && !isTerminating(victim));
  if (ours && !isFresh(clearedSeconds))
    return { act: 'none', outcome: 'stale', reason: `The gate is asked again: ${ageOf(clearedSeconds)}.` };
  if (waitsToTerminate(victim))
    return { act: 'complete', outcome: 'completed', reason: `${victim.id} is let go from its hook.` };
  if (isTerminating(victim))
    return {
      act: 'none',
      outcome: 'pending',
      reason: `${victim.id} is ${victim.lifecycle}: not in its hook yet.`,
    };
  return request === 'voluntary'
    ? { act: 'terminate', outcome: 'pending', reason: `${victim.id} is terminated, and its hook waited for.` }
    : {
        act: 'none',
        outcome: 'completed',
        reason: `${victim.id} is in no hook: AWS takes it in its own time.`,
      };
}

/** A time that is yet to come is no better than one long ago: clocks disagree. */
function isFresh(seconds: number | undefined): boolean {
  return seconds !== undefined && Math.abs(seconds) <= GATE_VALID_SECONDS;
}

function ageOf(seconds: number | undefined): string {
  return seconds === undefined
    ? 'it has not let this master go'
    : `it let this master go by what was seen ${Math.round(seconds)} s ago, and ${GATE_VALID_SECONDS} s are allowed`;
}
