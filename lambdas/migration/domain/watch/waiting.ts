/** What waits, so that Watch may end it, or look closer. */
import { HOOKS } from '../../contract/hooks.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { holdEnds } from '../decision.ts';
import type { Hold } from '../hold.ts';

/** A soak or a drain that waits for its time-out, and that Watch can end with its token. */
export interface WaitingSoak {
  /** Name of the execution that waits. */
  readonly run: string;
  readonly step: number;
  readonly taskToken: string;
  /** ISO 8601. */
  readonly since: string;
  readonly until: string;
}

/** What waits beside a hook that runs, until that ends. */
export interface WaitingHook {
  /** Name of the execution that waits. */
  readonly run: string;
  /** The hook, and when it was asked: another value each time. */
  readonly asked: string;
  readonly taskToken: string;
  /** ISO 8601. */
  readonly since: string;
}

export type EndedHook = Pick<WaitingHook, 'run' | 'asked'>;

interface Owner {
  readonly execution: string;
}

/** The soak or the drain, if it is one of `run` that still waits. A token of another run is never used. */
export function waitingSoak(soak: WaitingSoak | undefined, run: Owner, now: number): WaitingSoak | undefined {
  return soak?.run === run.execution && now < Date.parse(soak.until) ? soak : undefined;
}

/** The hold, if it is one of `run` that still waits for a decision. */
export function waitingHold(
  hold: Hold | undefined,
  run: Owner,
  settings: Pick<MigrationSettings, 'holdTimeoutSeconds'>,
  now: number,
): Hold | undefined {
  return hold?.run === run.execution && now < holdEnds(hold, settings) ? hold : undefined;
}

/** The hook, if it is one of `run` that still runs. */
export function runningHook(
  waiting: WaitingHook | undefined,
  ended: EndedHook | undefined,
  run: Owner,
): WaitingHook | undefined {
  return waiting?.run === run.execution && ended?.asked !== waiting.asked ? waiting : undefined;
}

/** They hold when a step was made whole; others may hold one in the middle. */
const AFTER_A_STEP: readonly string[] = [MIGRATE.judgeSoak, HOOKS.afterStep, MIGRATE.measureLegacyTraffic];

/**
 * Since when no step is half done (epoch milliseconds), so that every name is exactly where the fence says; undefined if one may be. A soak that was ended, and a hold that was
 * answered, may still stand in the journal: not for what a zone was given since.
 * @param soak, hold, hook those that wait
 */
export function betweenStepsSince(
  soak: WaitingSoak | undefined,
  hold: Hold | undefined,
  hook: WaitingHook | undefined,
  zones: Iterable<{ readonly acceptedAt: string }>,
): number | undefined {
  const held = hold && AFTER_A_STEP.includes(hold.state) ? hold : undefined;
  const since = Math.max(
    ...[soak, held, hook].flatMap((waiting) => (waiting ? [Date.parse(waiting.since)] : [])),
  );
  return [...zones].every(({ acceptedAt }) => Date.parse(acceptedAt) <= since) && since > 0
    ? since
    : undefined;
}
