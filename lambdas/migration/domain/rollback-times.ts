/**
 * How long a rollback takes: what may be expected of each part, and what was measured. The clock runs from the
 * first bad datapoint to the last resolver that may still answer with the cluster.
 */

import { duration } from '../../shared/domain/text.ts';
import { PROPAGATION_SECONDS } from '../contract/propagation.ts';
import type { RollBackRequest } from '../contract/roll-back-payloads.ts';
import { boundInWords, type HeldConnections } from './connections.ts';

export interface BudgetPart {
  readonly part: string;
  readonly seconds: number;
}

/** What comes after the last TTL: clients with an open connection ask DNS for nothing. */
export interface OpenPart extends Pick<HeldConnections, 'at' | 'bound' | 'seconds' | 'why'> {
  readonly part: string;
}

/** How long a planned rollback takes. */
export interface RollBackTime {
  readonly parts: readonly BudgetPart[];
  /** From the first failing request to the last resolver back on legacy; absent if the detection is unknown. */
  readonly seconds?: number;
  /** Absent where no client has been sent to the cluster. Not in `seconds`. */
  readonly open?: OpenPart;
}

/**
 * Seconds that AWS's parts take at most on a good day. EventBridge delivers within about half a second and a cold
 * function starts in about as much; Route 53 accepts a batch within a second and reaches all its servers
 * "generally within 60 seconds" (its documentation): it is asked then, not before, and nobody knows since when it was so.
 */
const EXPECTED = { event: 5, accept: 10, inSync: PROPAGATION_SECONDS + 5 } as const;

/** What began it. A person's start is RollBack's own. */
const BEGINNINGS: Readonly<Record<Exclude<RollBackRequest['source'], 'person'>, string>> = {
  alarm: 'alarm',
  decision: 'abort of the hold',
  execution: 'end of the execution',
  migration: 'request of the migration',
  'roll-back': 'end of the previous rollback',
  watch: 'request of the watch',
};

const STARTS = 'RollBack starts';
const LAST = 'last TTL expired';
const PARTS = {
  detect: 'requests fail → alarm',
  accept: `${STARTS} → Route 53 accepts`,
  inSync: 'accepted → seen INSYNC',
  answered: 'accepted → all name servers answer',
  ttl: `INSYNC → ${LAST}`,
  open: `${LAST} → open connections closed`,
} as const;

/**
 * @param detectionSeconds from the first failed request to ALARM, by the alarm's periods
 * @param ttlSeconds the longest TTL that resolvers may hold
 * @param refillSeconds for which Route 53's limits make it wait
 */
export function rollBackBudget(
  detectionSeconds: number,
  ttlSeconds: number,
  refillSeconds: number,
): readonly BudgetPart[] {
  return [
    { part: PARTS.detect, seconds: detectionSeconds },
    ...budgetFrom('alarm', ttlSeconds, refillSeconds),
  ];
}

/** @param cluster the cluster's open connections; undefined where no client has been sent there */
export function plannedRollBack(
  detectionSeconds: number | undefined,
  ttlSeconds: number,
  refillSeconds: number,
  cluster: HeldConnections | undefined,
): RollBackTime {
  const parts = rollBackBudget(detectionSeconds ?? 0, ttlSeconds, refillSeconds);
  const open = cluster && { open: openPart(cluster) };
  if (detectionSeconds === undefined) return { parts: parts.slice(1), ...open };
  return { parts, seconds: totalSeconds(parts), ...open };
}

export function openPart({ at, bound, seconds, why }: HeldConnections): OpenPart {
  return { part: PARTS.open, at, bound, ...(seconds !== undefined && { seconds }), why };
}

/** `last TTL expired → open connections closed: up to 2 min (budget, not measured)`. */
export function openPartInWords({ part, at, why, ...held }: OpenPart): string {
  return `${part}: ${boundInWords(held)}, not measured (${at}: ${why})`;
}

export function totalSeconds(parts: readonly BudgetPart[]): number {
  return parts.reduce((sum, { seconds }) => sum + seconds, 0);
}

/** When what happened, ISO 8601. */
export interface RollBackInstants {
  /** Who began it, and when: the alarm fired, the execution ended. */
  readonly source: RollBackRequest['source'];
  readonly asOf: string;
  readonly startedAt: string;
  readonly acceptedAt: string;
  readonly inSyncAt: string;
  readonly lastTtlRunsOutAt: string;
}

export interface TimedPart extends BudgetPart {
  /** Seconds; undefined when one of its two times is not known. */
  readonly measured: number | undefined;
}

/** Each part from what began it on, its budget beside what was measured, and their sum last. */
export function timesBesideBudget(
  instants: RollBackInstants,
  ttlSeconds: number,
  refillSeconds: number,
): readonly TimedPart[] {
  const { source, asOf, startedAt, acceptedAt, inSyncAt, lastTtlRunsOutAt } = instants;
  const began = source === 'person' ? [] : [asOf];
  const marks = [...began, startedAt, acceptedAt, inSyncAt, lastTtlRunsOutAt];
  const budget = budgetFrom(source, ttlSeconds, refillSeconds);
  const parts = budget.map((part, i) => ({ ...part, measured: between(marks[i], marks[i + 1]) }));
  const all = {
    part: `${source === 'person' ? STARTS : BEGINNINGS[source]} → ${LAST}`,
    seconds: totalSeconds(budget),
    measured: between(marks[0], lastTtlRunsOutAt),
  };
  return [...parts, all];
}

/** When what happened of a step, ISO 8601. */
export type StepInstants = Pick<RollBackInstants, 'startedAt' | 'acceptedAt' | 'inSyncAt'>;

/** The same of a step: Route 53 takes a batch as it takes one of a rollback. */
export function stepBesideBudget(
  { startedAt, acceptedAt, inSyncAt }: StepInstants,
  refillSeconds: number,
): readonly TimedPart[] {
  return [
    {
      part: 'step begins → Route 53 accepts',
      seconds: EXPECTED.accept + refillSeconds,
      measured: between(startedAt, acceptedAt),
    },
    { part: PARTS.inSync, seconds: EXPECTED.inSync, measured: between(acceptedAt, inSyncAt) },
  ];
}

/** Beside what Route 53 says of its servers, what they do; it brings a change to all of them before it says so. */
export function answeredBesideBudget(acceptedAt: string, answersAt: string): TimedPart {
  return { part: PARTS.answered, seconds: EXPECTED.inSync, measured: between(acceptedAt, answersAt) };
}

/** `alarm → RollBack starts: 0.4 s of 5 s`. */
export function timedPartInWords({ part, seconds, measured }: TimedPart): string {
  if (measured === undefined) return `${part}: not measured (budget ${duration(seconds)})`;
  const over = measured > seconds ? `, ${duration(measured - seconds)} over it` : '';
  return `${part}: ${duration(measured)} (budget ${duration(seconds)}${over})`;
}

function budgetFrom(
  source: RollBackRequest['source'],
  ttlSeconds: number,
  refillSeconds: number,
): BudgetPart[] {
  const began =
    source === 'person' ? [] : [{ part: `${BEGINNINGS[source]} → ${STARTS}`, seconds: EXPECTED.event }];
  return [
    ...began,
    { part: PARTS.accept, seconds: EXPECTED.accept + refillSeconds },
    { part: PARTS.inSync, seconds: EXPECTED.inSync },
    { part: PARTS.ttl, seconds: ttlSeconds },
  ];
}

function between(from = '', until = ''): number | undefined {
  const seconds = (Date.parse(until) - Date.parse(from)) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}
