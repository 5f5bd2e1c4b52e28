/** What a soak's periods say of things that are compared. */
import { queriesOf } from '../../../lambdas/migration/domain/compare/compared-grounds.ts';
import { beginsOf, isPrometheus, type Series } from '../../../lambdas/migration/domain/compare/periods.ts';
import type { ComparedThing } from '../../../lambdas/migration/domain/compare/what.ts';

export const PERIODS = { from: 0, until: 30 * 600_000, seconds: 600 };
export const LEVELS = { chance: 7.5e-4, tolerated: 0.05 };

/** The same in each period, and nothing where it is undefined. */
function series(of: (period: number) => number | undefined): Series {
  return new Map(
    beginsOf(PERIODS).flatMap((at, i) => (of(i) === undefined ? [] : [[at, of(i) ?? 0] as const])),
  );
}
export const known = (...values: readonly ((period: number) => number | undefined)[]) =>
  values.map((of) => ({ known: true, value: series(of) }) as const);
export const nothing = () => undefined;
export const asked = (thing: ComparedThing) =>
  queriesOf(thing, PERIODS).map(
    ({ metric: of, statistic }) => `${isPrometheus(of) ? of.query : of.metricName} ${statistic}`,
  );
