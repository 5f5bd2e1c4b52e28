/** The story of an execution, from the states that it went through. */
import { duration } from '../../shared/domain/text.ts';

export interface TimelineEntry {
  readonly state: string;
  readonly enteredAt: string;
  readonly leftAt: string;
  /** What the state said of itself; '' for one that says nothing, as waits do. */
  readonly said: string;
}

export function timeline(visits: readonly StateVisit[]): readonly TimelineEntry[] {
  return visits.map(({ state, enteredAt, leftAt, output }) => ({
    state,
    enteredAt,
    leftAt,
    said: said(output),
  }));
}

/** `2027-01-02T03:04:05Z ShiftWeight (2.1 s): 5 % on the cluster`. */
export function entryInWords({ state, enteredAt, leftAt, said }: TimelineEntry): string {
  const took = leftAt === '' ? '' : ` (${duration((Date.parse(leftAt) - Date.parse(enteredAt)) / 1000)})`;
  return `${enteredAt} ${state}${took}${said === '' ? '' : `: ${said}`}`;
}

/** The functions' results say in one of these fields what was done or found. */
function said(output: unknown): string {
  if (typeof output !== 'object' || output === null) return '';
  const { summary, verdict, outcome, decision, reasons, reason } = output as Record<string, unknown>;
  const head = [summary, verdict, outcome, decision].find((value) => typeof value === 'string');
  const why = Array.isArray(reasons) ? reasons.join(' ') : reason;
  return [head, why].filter((part) => typeof part === 'string' && part !== '').join(': ');
}

/** One state that an execution was in. Times are ISO 8601 in UTC. */
export interface StateVisit {
  readonly state: string;
  readonly enteredAt: string;
  /** '' while it is still there, or when it failed there. */
  readonly leftAt: string;
  /** What the state gave on; undefined when it isn't known or isn't JSON. */
  readonly output: unknown;
}
