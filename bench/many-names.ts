/**
 * Many names within Route 53's limits, on a clock that advances only while something is waited for: what each state takes, and
 * whether that is what was said before.
 */
import { moveManyNames, type StateTime } from '../test/support/migration/many-names.ts';
import { someSettings } from '../test/support/migration/settings.ts';
import { countRow, type Row } from './row.ts';

const NAMES = 10_000;
const ZONES = 5;
const SEEDS = [1, 2];
/** Of the account's limits, by somebody else. */
const TAKEN = 0.3;

/** 400 names in one zone, with the limits that are taken where none are configured, and nobody else in the account. */
export function fewerNames(): Promise<StateTime[]> {
  return moveManyNames({ names: 400, zones: 1, seed: 1, taken: 0, limits: someSettings().route53 });
}

/** Predicted and measured times of 10,000 names, with limits that are drawn from a seed. */
export async function manyNamesRows(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const seed of SEEDS) {
    const times = await moveManyNames({ names: NAMES, zones: ZONES, seed, taken: TAKEN });
    rows.push(...times.flatMap((time) => rowsOf(time, seed)));
  }
  return rows;
}

function rowsOf({ state, calls, throttled, predicted, measured }: StateTime, seed: number): Row[] {
  const what = `${state}, ${NAMES} names in ${ZONES} zones, others take ${TAKEN * 100} %, limits of seed ${seed}`;
  return [
    {
      what: `${what}: time / what was predicted`,
      measured: `${measured.toFixed(0)} s`,
      against: `${predicted.toFixed(0)} s`,
      value: Math.max(measured / predicted, predicted / measured),
      bound: 1.05,
    },
    countRow(
      `${what}: share of calls that were throttled`,
      `${throttled} of ${calls}`,
      throttled / calls,
      0.25,
    ),
  ];
}
