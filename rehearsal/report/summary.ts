import { called } from '#own';
import { type CheckOutcome, isContradicted } from '../checks/check.ts';
import { type Titled, titleOf } from '../scenarios/scenario.ts';
import { duration } from '../text/numbers.ts';
import { bold, green, red, yellow } from '../text/style.ts';
import type { AccountFigures } from './account-figures.ts';
import { reasonsIn } from './reasons.ts';
import type { Rehearsal } from './rehearsal.ts';

/** The closing words on one scenario, as lines. @param options of the command that played it, as to what is rehearsed */
export function summaryOf(
  rehearsal: Pick<Rehearsal, 'seed' | 'outcomes' | 'took' | 'account' | 'figures'> & {
    readonly scenario: Omit<Rehearsal['scenario'], 'of'>;
    readonly evidence: { readonly situation: Pick<Rehearsal['evidence']['situation'], 'mails'> };
  },
  options: readonly string[],
): readonly string[] {
  const { scenario, outcomes, took, account, figures, evidence } = rehearsal;
  const failed = outcomes.filter(isContradicted);
  const verdict =
    failed.length === 0 ? green('passed') : red(`failed: ${failed.length} of ${outcomes.length} checks`);
  return [
    `${bold(titleOf(scenario))} ${verdict}`,
    // Above the checks, of which many may only be consequences.
    ...(failed.length === 0 ? [] : reasonsIn(evidence.situation.mails).map((line) => `  ${yellow(line)}`)),
    ...outcomes.flatMap(outcomeLines),
    ...[...accountLines(account, took), ...figures].map((line) => `  ${line}`),
    ...(failed.length === 0 ? [] : [`  Play it again: ${playAgain(rehearsal, options)}`]),
  ];
}

/** The command that does. @param options of the command, as to what is rehearsed */
export function playAgain(
  {
    scenario: { name, variant },
    seed,
  }: Pick<Rehearsal, 'seed'> & { readonly scenario: Pick<Rehearsal['scenario'], 'name' | 'variant'> },
  options: readonly string[],
): string {
  const args = [...options, name, ...(variant ? [variant.option] : []), `--seed ${seed}`];
  return called('rehearse', args.join(' '));
}

/** One check and what contradicts it. */
export function outcomeLines({ claim, contradictions }: CheckOutcome): readonly string[] {
  return [
    `  ${contradictions.length === 0 ? green('ok') : red('NO')}  ${claim}`,
    ...contradictions.map((text) => `      ${red(text)}`),
  ];
}

/** A scenario that was not played. */
export function skippedLine(scenario: Pick<Titled<string>, 'name' | 'variant'>, why: string): string {
  return `${bold(titleOf(scenario))} ${yellow('skipped')}: ${why}`;
}

/** All that was not played, again: whoever reads the end alone must not take it for passed. */
export function notPlayedLines(
  skipped: readonly { readonly title: string; readonly why: string }[],
): readonly string[] {
  return [...Map.groupBy(skipped, ({ why }) => why)].map(
    ([why, all]) => `${yellow('not played')}  ${bold(all.map(({ title }) => title).join(', '))}: ${why}`,
  );
}

/** The last line. `took`: milliseconds of real time, everything included. */
export function totalLine(
  { played, failed, skipped }: { readonly played: number; readonly failed: number; readonly skipped: number },
  took: number,
): string {
  const rehearsals = played === 1 ? '1 rehearsal' : `${played} rehearsals`;
  const none = played === 0 && failed === 0;
  const verdict = none
    ? yellow('nothing was played')
    : failed === 0
      ? green('all passed')
      : red(`${failed} failed`);
  const others = skipped === 0 ? '' : `, ${yellow(`${skipped} skipped`)}`;
  return bold(`${rehearsals} in ${duration(took)}: ${verdict}${others}`);
}

/** What is not as it should be: if all was skipped, nothing has shown that it is. */
export function failuresIn({ played, failed }: { readonly played: number; readonly failed: number }): number {
  return played === 0 ? Math.max(failed, 1) : failed;
}

/** Where to read all of it again. @param path of the run's folder */
export function keptLine(path: string): string {
  return `Open ${path}/report.html in a browser. Beside it are the verdict, timeline, mails and reports of each rehearsal, and the tools' output.`;
}

function accountLines(figures: AccountFigures, took: number): string[] {
  const calls = [...figures.calls.values()].reduce((sum, n) => sum + n, 0);
  const byService = [...figures.calls].map(([service, n]) => `${service} ${n}`).join(', ');
  const transitions = [...figures.transitions].map(([machine, { all }]) => `${machine} ${all}`).join(', ');
  return [
    `time         ${duration(figures.rehearsed)} rehearsed in ${duration(took)}`,
    `calls        ${calls} to AWS by the functions: ${byService}`,
    `transitions  ${transitions}`,
  ];
}
