/** The verdicts on legacy before the next step, and before a hold's time-out rolls back. */

import type {
  AfterLegacy,
  JudgeTimeOutPayload,
  LegacyVerdict,
  StepVerdict,
} from '../../contract/payloads.ts';

const READY: LegacyVerdict = {
  verdict: 'pass',
  reasons: ['Legacy can take all the traffic back.'],
  legacy: [],
};
const READY_AGAIN =
  'Legacy can take all the traffic back again. It was held for that, so nothing rolls back: a person decides how to continue.';

const WAITS: Readonly<Record<AfterLegacy, string>> = {
  ShiftWeight: 'The next step waits',
  RetireLegacyRecords: "Legacy's records are not retired",
};

const STAYS = 'By the configuration this hold stays until a person decides (onHoldTimeout).';
const ONLY_A_PERSON = 'The one-way step has begun: only a person rolls back.';

interface TimedOutHold extends Pick<JudgeTimeOutPayload, 'held' | 'oneWay'> {
  /** The configuration has it stay. */
  readonly stays: boolean;
}

/** Not ready, or unknown: a rollback might fail after the next step. @param against what speaks against a rollback */
export function judgeBeforeStep(next: AfterLegacy, against: readonly string[]): StepVerdict {
  if (against.length === 0) return { ...READY, frozenUntil: '' };
  const what = `${WAITS[next]}, because legacy may not be able to take all the traffic back.`;
  return { verdict: 'hold', reasons: [what, ...against], legacy: against, frozenUntil: '' };
}

/**
 * Nobody decided about a hold in time: `pass` rolls back. Never to a legacy that may not carry the traffic, and never if the
 * hold was about legacy: that is no reason to leave the cluster. Nor since the one-way step has begun.
 */
export function judgeTimeOut(
  { held, oneWay, stays }: TimedOutHold,
  against: readonly string[],
): LegacyVerdict {
  if (against.length > 0) return { verdict: 'hold', reasons: against, legacy: against };
  if (oneWay) return { verdict: 'hold', reasons: [ONLY_A_PERSON], legacy: [] };
  if (stays) return { verdict: 'hold', reasons: [STAYS], legacy: [] };
  if (held.length > 0) return { verdict: 'hold', reasons: [READY_AGAIN], legacy: [READY_AGAIN] };
  return READY;
}
