/** Freezes: stretches of time in which no step begins and no legacy record is retired. */
import { instant } from '../../shared/domain/time.ts';
import type { AfterLegacy, Frozen, ResumeAt } from '../contract/payloads.ts';

/** Epoch milliseconds; `until` is no longer in it. */
export interface Freeze {
  readonly from: number;
  readonly until: number;
  /** Which window of the configuration this is, in words. */
  readonly window: string;
}

/** What a freeze keeps from beginning. The others end what has begun, or change no answer. */
const BEGINS: Readonly<Partial<Record<ResumeAt, string>>> = {
  ShiftWeight: 'The next step waits',
  NextStep: 'The next step waits',
  JumpToStep: 'The next step waits',
  RetireLegacyRecords: "Legacy's records are not retired yet",
} satisfies Record<AfterLegacy | 'NextStep' | 'JumpToStep', string>;

/**
 * The freeze that keeps `next` from beginning at `at`, to its end: one that overlaps another or touches it continues with it.
 * @param at epoch milliseconds
 * @returns undefined where nothing keeps it
 */
export function frozen(next: ResumeAt, freezes: readonly Freeze[], at: number): Frozen | undefined {
  const what = BEGINS[next];
  if (what === undefined) return undefined;
  const windows = stretchFrom(freezes, at);
  if (windows.length === 0) return undefined;
  const end = Math.max(...windows.map(({ until }) => until));
  const names = [...new Set(windows.map(({ window }) => window))].join('; ');
  return {
    verdict: 'frozen',
    reasons: [`${what}: the migration is frozen until ${instant(end)} (${names}).`],
    frozenUntil: instant(end),
    legacy: [],
  };
}

/** When a state of Migrate begins at the earliest that could begin at `ready`. Epoch milliseconds. */
export function beginOf(state: string, freezes: readonly Freeze[], ready: number): number {
  return Object.hasOwn(BEGINS, state) ? thawedFrom(freezes, ready) : ready;
}

/** When what may not begin in a freeze begins at the earliest. Epoch milliseconds. */
export function thawedFrom(freezes: readonly Freeze[], at: number): number {
  return Math.max(at, ...stretchFrom(freezes, at).map(({ until }) => until));
}

/** Those of the unbroken stretch that `at` is in, in the order in which they prolong it. */
function stretchFrom(freezes: readonly Freeze[], at: number): readonly Freeze[] {
  const stretch: Freeze[] = [];
  let end = at;
  for (const freeze of freezes.toSorted((a, b) => a.from - b.from)) {
    if (freeze.from > end || freeze.until <= end) continue;
    stretch.push(freeze);
    end = freeze.until;
  }
  return stretch;
}
