/** The matrix as it is printed. */
import { undotted } from '../../../lambdas/shared/contract/dns-names.ts';
import { duration, fromTo, grouped, percent } from '../../text/numbers.ts';
import { bold, green, red, yellow } from '../../text/style.ts';
import { isBorderline, type Range } from '../../trials/migration/draws.ts';
import type { Severity } from '../../trials/migration/subject.ts';
import { FAILURES, type Failure } from '../../world/failures.ts';
import { SLOW } from '../../world/load-balancer.ts';
import type { AtStep, Cell, Matrix } from './cells.ts';
import type { Unfired } from './unfired.ts';

const WORDS: Readonly<Record<Failure, string>> = {
  'target-5xx': 'targets answer with a 5xx',
  'balancer-5xx': 'the load balancer has no room (503)',
  slow: `all answers are slow (${SLOW} s on average)`,
  resets: 'targets reset connections (502)',
  'unhealthy-targets': 'targets are unhealthy, and refuse connections (502)',
  'no-answer': 'targets give no answer in time (504)',
  'one-name': 'one name fails',
};

export function failureInWords(failure: Failure, { name }: Pick<Severity, 'name'>): string {
  return failure === 'one-name'
    ? `only ${undotted(name)} fails: each of its requests gets a 5xx`
    : WORDS[failure];
}

export function matrixLines(matrix: Matrix, severity: Severity): readonly string[] {
  return [
    bold('Would your alarms roll it back?'),
    `${percent(severity.part * 100)} of the cluster's requests fail, in one way at a time, from ${clock(matrix.at)} UTC on, when as many come as in`,
    "the mean. That lasts as long as the step's soak, but a day at most. The rollback itself comes after the alarm.",
    ...FAILURES.flatMap((failure) => [
      '',
      failureInWords(failure, severity),
      ...matrix.cells.filter((cell) => cell.failure === failure).map(cellLine),
    ]),
    '',
    ...summaryLines(matrix, severity),
  ];
}

function cellLine(cell: Cell): string {
  const share = percent(cell.percent).padStart(8);
  const { firedBy, draws } = cell;
  if (draws.fired === 0)
    return `${share}  ${red('not at all')}: ${harmed(cell)} in ${duration(cell.watchedSeconds * 1000)}`;
  if (!draws.areAlike || !firedBy) return `${share}  ${drawsInWords(cell)}`;
  return `${share}  ${green(draws.alarms.join(' or '))} after ${duration(firedBy.afterSeconds * 1000)}, ${harmed(cell)} by then`;
}

/** What chance makes of it: one number would be more than is known. */
function drawsInWords({ failure, draws }: Cell): string {
  const { fired, of, alarms, seconds = { least: 0, most: 0 }, harmed: requests } = draws;
  const when = fromTo(seconds, (each) => duration(each * 1000));
  const how = `after ${when}, ${inRange(requests)} ${harmfulness(failure)} by then`;
  return isBorderline(draws)
    ? `${yellow('borderline')}: rolled back in ${fired} of ${of} draws by ${alarms.join(' or ')} ${how}`
    : `${green(alarms.join(' or '))} ${how}`;
}

function inRange(range: Range = { least: 0, most: 0 }): string {
  return `${fromTo(range, grouped)} requests`;
}

function harmfulness(failure: Failure): string {
  return failure === 'slow' ? 'slow' : 'failed';
}

function harmed({ failure, harmed: n }: Cell): string {
  return `${grouped(n)} ${n === 1 ? 'request' : 'requests'} ${harmfulness(failure)}`;
}

function summaryLines(matrix: Matrix, severity: Severity): readonly string[] {
  const remarks = remarksOn(matrix, severity);
  return remarks.length > 0
    ? remarks.map(({ verdict, text }) => `${COLOURS[verdict](verdict)}  ${text}`)
    : [green('Every failure is rolled back at every step, and every alarm fires for one.')];
}

const COLOURS = {
  unseen: red,
  borderline: yellow,
  useless: red,
  'not fired': yellow,
  'not known': yellow,
  'in vain': red,
  'held back': yellow,
  muted: yellow,
} as const;

export interface Remark {
  readonly verdict: keyof typeof COLOURS;
  readonly text: string;
}

/** What is to be done something about. */
export function remarksOn(matrix: Matrix, severity: Severity): readonly Remark[] {
  return [
    ...FAILURES.flatMap((failure) => unseen(failure, matrix.cells, severity)),
    ...FAILURES.flatMap((failure) => borderline(failure, matrix.cells, severity)),
    ...matrix.unfired.map(unfired),
    ...matrix.atSteps.flatMap(atStep),
    ...matrix.muted.map(muted),
  ];
}

function unseen(failure: Failure, cells: readonly Cell[], severity: Severity): readonly Remark[] {
  const all = cells.filter((cell) => cell.failure === failure);
  const without = all.filter(({ draws }) => draws.fired === 0);
  if (without.length === 0) return [];
  const steps = without.map((cell) => percent(cell.percent)).join(', ');
  const where = without.length === all.length ? 'at every step' : `at ${steps}`;
  return [{ verdict: 'unseen', text: `${where}: ${failureInWords(failure, severity)}` }];
}

function borderline(failure: Failure, cells: readonly Cell[], severity: Severity): readonly Remark[] {
  const steps = cells
    .filter((cell) => cell.failure === failure && isBorderline(cell.draws))
    .map(({ percent: share, draws: { fired, of } }) => `at ${percent(share)} in ${fired} of ${of} draws`);
  if (steps.length === 0) return [];
  const text = `${failureInWords(failure, severity)}: rolled back ${steps.join(', ')}; chance decides`;
  return [{ verdict: 'borderline', text }];
}

function muted(alarm: string): Remark {
  const why =
    'ActionsEnabled is false: it rolls back all the same, but notifies nobody, and preflight refuses it.';
  const toDo = `Run: aws cloudwatch enable-alarm-actions --alarm-names ${alarm}`;
  return { verdict: 'muted', text: `${alarm}: ${why} ${toDo}` };
}

function unfired({ alarm, verdict, why }: Unfired): Remark {
  return { verdict: verdict === 'not reached' ? 'not fired' : verdict, text: `${alarm}: ${why}` };
}

function atStep({ percent: share, firedInVain, heldBack }: AtStep): readonly Remark[] {
  return [
    ...firedInVain.map(({ alarm, afterSeconds, fired, of }): Remark => {
      const when =
        afterSeconds === 0 ? 'is in ALARM' : `goes to ALARM after ${duration(afterSeconds * 1000)}`;
      const often = fired < of ? `, in ${fired} of ${of} draws` : '';
      return {
        verdict: 'in vain',
        text: `${alarm} ${when} at ${percent(share)}, while nothing fails${often}`,
      };
    }),
    ...heldBack.map(({ alarm, statistic, samples, needed }): Remark => {
      const few = `it waits for ${grouped(needed)} samples of ${statistic}, and had at most ${grouped(Math.round(samples))}`;
      return { verdict: 'held back', text: `${alarm} at ${percent(share)}: ${few}` };
    }),
  ];
}

function clock(at: number): string {
  return new Date(at).toISOString().slice(11, 16);
}
