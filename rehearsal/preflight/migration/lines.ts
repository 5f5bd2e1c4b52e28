/** What is shown of dry runs. */

import { visible } from '../../../lambdas/shared/contract/visible.ts';
import { type CheckOutcome, isContradicted } from '../../checks/check.ts';
import { outcomeLines } from '../../report/summary.ts';
import type { FindingKey } from '../../snapshot/expectation.ts';
import type { SnapshotRefused } from '../../snapshot/problem.ts';
import { bold, green, red, yellow } from '../../text/style.ts';
import { goneFrom, keyOf, newIn } from './compare.ts';
import type { FoundFinding, Readiness } from './dry-run.ts';
import type { Planting } from './plantings.ts';

interface Outcomes {
  readonly outcomes: readonly CheckOutcome[];
  /** Milliseconds of real time. */
  readonly took: number;
}

/** One line, and below it what was not as expected. */
export function outcomeLine(
  { title, about, patches }: Planting,
  { outcomes, took }: Outcomes,
): readonly string[] {
  const wrong = outcomes.filter(isContradicted);
  const verdict = wrong.length === 0 ? green('ok') : red('NO');
  // Of several, each was described before.
  const what = patches.length > 1 ? bold(visible(title)) : `${bold(visible(title))}: ${visible(about)}`;
  return [`${verdict}  ${what} (${(took / 1000).toFixed(1)} s)`, ...wrong.flatMap(outcomeLines)];
}

/** Of what can't be planted: what is wrong with it. */
export function refusedLines({ title }: Planting, { words }: SnapshotRefused): readonly string[] {
  return [
    `${red('NO')}  ${bold(visible(title))} can't be planted`,
    ...words.map((line) => `    ${line}`),
    '',
  ];
}

/** What a dry run says of what was planted: its verdict, then each finding that the clean world doesn't have. */
export function findingLines(
  { ready, summary, findings }: Readiness,
  clean: readonly FindingKey[],
): readonly string[] {
  const came = newIn(findings, clean).toSorted((one, other) => rank(one) - rank(other));
  const gone = goneFrom(clean, findings);
  return [
    `    ${ready ? green('ready') : red('not ready')}: ${visible(summary)}`,
    ...(came.length === 0 ? ['    Nothing is found that is not found in the world as it is.'] : []),
    ...came.flatMap(inFull),
    ...gone.map((each) => `    no longer found: ${visible(keyOf(each))}`),
    '',
  ];
}

const RANKS = ['fail', 'unknown', 'warn'];

function rank({ level }: FindingKey): number {
  return RANKS.indexOf(level);
}

function inFull(finding: FoundFinding): readonly string[] {
  const { level, check, code, subject, seen, why, toDo, accepted } = finding;
  const word = level === 'warn' || accepted ? yellow(level) : red(level);
  const last = accepted
    ? `Accepted until ${accepted.until}: ${sentence(accepted.reason)}`
    : `To do: ${sentence(toDo)}`;
  return [
    `    ${word}  ${check} ${code}: ${visible(subject)}`,
    `          ${visible(`${sentence(seen)} ${sentence(why)}`)}`,
    `          ${visible(last)}`,
  ];
}

/** What somebody else has said need not end as a sentence does. */
function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
