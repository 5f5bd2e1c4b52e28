/** How long soaks must be, at the rate of requests that is known, to tell a worse cluster from legacy. */
import type { MigrationSettings } from '../lambdas/migration/contract/settings.ts';
import { levelsOf, lookAt } from '../lambdas/migration/domain/compare/looks.ts';
import { soakForLatency, soakToSeeTwice } from '../lambdas/migration/domain/compare/soak-length.ts';
import { duration, percent } from '../lambdas/shared/domain/text.ts';

export interface ComparedPlan {
  /** Of all clients, a second. */
  readonly requestsPerSecond: number;
  /** Those in which legacy has some of the traffic. */
  readonly steps: readonly ComparedStep[];
}

export interface ComparedStep {
  readonly percent: number;
  readonly soakSeconds: number;
  /** To see 1 % become 2 %; absent if errors are not compared. */
  readonly errorsSeconds?: number;
  /** To compare the latency at all; absent if it isn't. */
  readonly latencySeconds?: number;
}

/** Of legacy's requests: what docs/compare.md is about. */
const ERRORS = 0.01;
const HOUR = 3600;

/** Undefined if nothing is compared. */
export function comparedPlan(
  settings: MigrationSettings,
  requestsPerSecond: number,
): ComparedPlan | undefined {
  const { compare, steps } = settings;
  const compared = steps.filter((step) => step.percent < 100);
  if (!compare || compared.length === 0 || requestsPerSecond <= 0) return undefined;
  if (!compare.errorRate && !compare.latency) return undefined;
  const look = lookAt(settings, compare, { extensions: 0, decisions: 0 });
  const levels = levelsOf(look, compare.falseAlarms);
  return {
    requestsPerSecond,
    steps: compared.map((step): ComparedStep => {
      const expected = { requestsPerSecond, share: step.percent / 100, errors: ERRORS };
      return {
        percent: step.percent,
        soakSeconds: step.soakSeconds,
        ...(compare.errorRate && { errorsSeconds: wholeHours(soakToSeeTwice(expected, levels)) }),
        ...(compare.latency && { latencySeconds: wholeHours(soakForLatency(expected, 'Average')) }),
      };
    }),
  };
}

/** Rounded up, seconds. */
export function wholeHours(seconds: number): number {
  return Math.ceil(seconds / HOUR) * HOUR;
}

/** `At 5 %: 11 h to see errors of 1 % become 2 %, 6 h to compare latency. The soak has 12 h.` */
export function comparedLines({ requestsPerSecond, steps }: ComparedPlan): readonly string[] {
  const rate = `Legacy has ${Number(requestsPerSecond.toPrecision(2))} requests a second on average. If load balancers count errors and latency on both sides, each soak compares them; one that is too short is extended, and then held for a person.`;
  return [rate, ...steps.map(lineOf)];
}

function lineOf({ percent: share, soakSeconds, errorsSeconds, latencySeconds }: ComparedStep): string {
  const needs = [
    ...(errorsSeconds === undefined ? [] : [`${duration(errorsSeconds)} to see errors of 1 % become 2 %`]),
    ...(latencySeconds === undefined ? [] : [`${duration(latencySeconds)} to compare latency`]),
  ];
  const isShort = soakSeconds < Math.max(errorsSeconds ?? 0, latencySeconds ?? 0);
  return `At ${percent(share)}: at least ${needs.join(', ')}. The soak has ${isShort ? 'only ' : ''}${duration(soakSeconds)}.`;
}
