/** What `npm run power` measures, as the tables of docs/compare.md, and whether the promises hold. */

import { COMPARED_BY_DEFAULT } from '../../lambdas/migration/contract/compare-settings.ts';
import { betaQuantile } from '../../lambdas/migration/domain/compare/distributions.ts';
import { levelsOf } from '../../lambdas/migration/domain/compare/looks.ts';
import { soakToSeeTwice } from '../../lambdas/migration/domain/compare/soak-length.ts';
import { count, duration, percent } from '../../lambdas/shared/domain/text.ts';
import { wholeHours } from '../../plan/compared.ts';
import type { Site } from './minutes.ts';
import { errorsAfter, isFailed, LOOK, latencyAfter, partOf } from './played.ts';

/** The promise holds from so many requests a second of all clients on. */
const STATED_RATE = 20;
const RATES = [1, 5, STATED_RATE, 100] as const;
const SOAKS = [
  { share: 0.05, hours: 6 },
  { share: 0.05, hours: 12 },
  { share: 0.05, hours: 24 },
  { share: 0.25, hours: 24 },
  { share: 0.5, hours: 24 },
] as const;

const ERRORS = 0.01;
/** How often each cell of a table, the promised one, and each migration is played. */
export const RUNS = { cell: 200, promise: 1000, migrations: 1000 } as const;
const MOST_FALSE_ALARMS = COMPARED_BY_DEFAULT.falseAlarms;
const LEAST_CAUGHT = 0.95;

export interface Measured {
  /** Markdown, by the names of their places in the page. */
  readonly tables: Readonly<Record<string, string>>;
  /** What is promised and doesn't hold; none: all is well. */
  readonly broken: readonly string[];
}

export function measure(): Measured {
  const equal = falseAlarms();
  const caught = partOf(RUNS.promise, (seed) => errorsAfter(site(STATED_RATE, 2), seed, 0.05, 12) === 'fail');
  const promises = [
    `- Sides that are equal: ${count(equal.failed)} of ${count(equal.migrations)} migrations failed. With 95 % confidence that is at most ${percent(equal.atMost * 100)} of all; ${percent(MOST_FALSE_ALARMS * 100)} is promised.`,
    `- Errors of 1 % on legacy and 2 % on the cluster, at 5 % for 12 hours and ${STATED_RATE} requests a second of all clients: ${percent(caught * 100)} of ${count(RUNS.promise)} first soaks failed; ${percent(LEAST_CAUGHT * 100)} is promised.`,
  ];
  return {
    tables: {
      promises: promises.join('\n'),
      caught: table((rate, { share, hours }) => cellOf(rate, 2, share, hours, 'fail')),
      passed: table((rate, { share, hours }) => cellOf(rate, 1, share, hours, 'pass')),
      slow: table((rate, { share, hours }) => slowCell(rate, share, hours)),
      lengths: lengths(),
    },
    broken: [
      ...(equal.atMost > MOST_FALSE_ALARMS ? [promises[0] ?? ''] : []),
      ...(caught < LEAST_CAUGHT ? [promises[1] ?? ''] : []),
    ],
  };
}

function site(requestsPerSecond: number, times: number): Site {
  return { requestsPerSecond, errors: ERRORS, times, slower: 1 };
}

/** With few errors and with many, as one number. */
function falseAlarms() {
  const sites = [0.0002, ERRORS].map((errors): Site => ({ ...site(STATED_RATE, 1), errors }));
  const failed = sites.reduce(
    (sum, each) =>
      sum + Math.round(partOf(RUNS.migrations, (seed) => isFailed(each, seed)) * RUNS.migrations),
    0,
  );
  const migrations = RUNS.migrations * sites.length;
  // Clopper and Pearson's.
  return { failed, migrations, atMost: betaQuantile(0.95, failed + 1, migrations - failed) };
}

/** `96 %`: how often the errors of a soak get this verdict. */
export function cellOf(
  rate: number,
  times: number,
  share: number,
  hours: number,
  verdict: 'pass' | 'fail',
): string {
  const part = partOf(RUNS.cell, (seed) => errorsAfter(site(rate, times), seed, share, hours) === verdict);
  return percent(part * 100);
}

function slowCell(rate: number, share: number, hours: number): string {
  const slow = { ...site(rate, 1), slower: 1.6 };
  return percent(partOf(RUNS.cell, (seed) => latencyAfter(slow, seed, share, hours) === 'fail') * 100);
}

type Soak = (typeof SOAKS)[number];

function table(cell: (rate: number, soak: Soak) => string): string {
  const head = SOAKS.map(({ share, hours }) => `${percent(share * 100)}, ${hours} h`);
  return rows(['requests a second', ...head], (rate) => SOAKS.map((soak) => cell(rate, soak)));
}

const SHARES = [0.01, 0.05, 0.25, 0.5] as const;

export function lengths(): string {
  const levels = levelsOf(LOOK, COMPARED_BY_DEFAULT.falseAlarms);
  const head = SHARES.map((share) => percent(share * 100));
  return rows(['requests a second', ...head], (requestsPerSecond) =>
    SHARES.map((share) =>
      duration(wholeHours(soakToSeeTwice({ requestsPerSecond, share, errors: ERRORS }, levels))),
    ),
  );
}

function rows(head: readonly string[], cells: (rate: number) => readonly string[]): string {
  const line = (texts: readonly string[]) => `| ${texts.join(' | ')} |`;
  return [
    line(head),
    line(head.map(() => '---')),
    ...RATES.map((rate) => line([`${rate}`, ...cells(rate)])),
  ].join('\n');
}

/** The page with these tables in their places: between `<!-- name -->` and `<!-- /name -->`. @throws if it lacks one */
export function withTables(page: string, tables: Readonly<Record<string, string>>): string {
  return Object.entries(tables).reduce((text, [name, content]) => {
    const place = new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- /${name} -->)`);
    if (!place.test(text)) throw new Error(`docs/compare.md has no place for the table ${name}.`);
    return text.replace(place, (_, begin: string, end: string) => `${begin}${content}\n${end}`);
  }, page);
}
