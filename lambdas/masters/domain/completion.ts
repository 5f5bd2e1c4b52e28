/** What has to be done with Auto Scaling to let a master go. */
import type { MasterInstance } from '../contract/view.ts';
import type { GateVerdict } from './gate.ts';
import { isTerminating, runs, waitsToTerminate } from './victim.ts';

/** Longest that the call which takes a master down is waited for, and that it is made once, seconds: what it does, it does by then. */
export const CALL_SECONDS = 5;
/** What AWS says of the masters is no older than this when such a call has been made, seconds. */
export const LOOK_VALID_SECONDS = 10;
/** And what their API servers say, which another function asks, from the cluster's network, right before. */
export const HEALTH_VALID_SECONDS = 15;

export interface CompletionQuestion {
  readonly request: 'voluntary' | 'involuntary';
  /** As Auto Scaling and EC2 have it now; undefined: neither knows it. */
  readonly victim: Pick<MasterInstance, 'id' | 'lifecycle' | 'state'> | undefined;
  /** On what was seen just now. */
  readonly gate: Pick<GateVerdict, 'verdict' | 'reason'>;
  /** Seconds since AWS was asked, and since API servers were. */
  readonly lookSeconds: number;
  readonly healthSeconds: number;
}

export interface Completion {
  readonly act: 'none' | 'terminate' | 'complete';
  /** If nothing was done, or the act succeeded. */
  readonly outcome: 'completed' | 'pending' | 'stale';
  readonly reason: string;
}

export function decideCompletion(question: CompletionQuestion): Completion {
  const { request, victim } = question;
  const running = runs(victim);
  if (!victim || (!running && !waitsToTerminate(victim)))
    return { act: 'none', outcome: 'completed', reason: 'The master no longer waits in a hook.' };
  if (!running)
    return {
      act: 'complete',
      outcome: 'completed',
      reason: `${victim.id} no longer runs: it is released from its hook.`,
    };
  if (!waitsToTerminate(victim) && isTerminating(victim))
    return {
      act: 'none',
      outcome: 'pending',
      reason: `${victim.id} is ${victim.lifecycle}: not in its hook yet.`,
    };
  if (!waitsToTerminate(victim) && request === 'involuntary')
    return {
      act: 'none',
      outcome: 'completed',
      reason: `${victim.id} is in no hook: AWS terminates it in its own time.`,
    };
  const doubt = whyNotNow(question);
  if (doubt !== '') return { act: 'none', outcome: 'stale', reason: `The gate checks again: ${doubt}` };
  return waitsToTerminate(victim)
    ? { act: 'complete', outcome: 'completed', reason: `${victim.id} is released from its hook.` }
    : {
        act: 'terminate',
        outcome: 'pending',
        reason: `${victim.id} is being terminated, and has not reached its hook yet.`,
      };
}

/** Why a running master isn't taken down by what is known at this moment; '' where it may be. */
export function whyNotNow({
  gate,
  lookSeconds,
  healthSeconds,
}: Omit<CompletionQuestion, 'request' | 'victim'>): string {
  if (gate.verdict !== 'proceed') return gate.reason;
  if (!isFresh(lookSeconds, LOOK_VALID_SECONDS)) return tooOld('AWS', lookSeconds, LOOK_VALID_SECONDS);
  return isFresh(healthSeconds, HEALTH_VALID_SECONDS)
    ? ''
    : tooOld('the masters', healthSeconds, HEALTH_VALID_SECONDS);
}

/** With the call's own time. A time that is yet to come is no better than one long ago: clocks disagree. */
function isFresh(seconds: number, validSeconds: number): boolean {
  return Math.abs(seconds) + CALL_SECONDS <= validSeconds;
}

function tooOld(asked: string, seconds: number, validSeconds: number): string {
  return `what ${asked} reported is ${Math.round(seconds)} s old; at most ${validSeconds - CALL_SECONDS} s are allowed.`;
}
