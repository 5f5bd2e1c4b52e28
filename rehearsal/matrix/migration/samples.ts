/** Cells that are played through the deployed stack: there the same alarm must fire at the same time. */
import { called } from '#own';
import type { MigrationCheck } from '../../checks/migration/evidence.ts';
import { soakOf } from '../../estate/migration/steps.ts';
import { approvesUntil, migrates, ROLLED_BACK } from '../../people/migration/habits.ts';
import type { Person } from '../../people/person.ts';
import type { PlayableMigration } from '../../scenarios/migration/scenario.ts';
import type { Scene } from '../../scenes/migration/scene.ts';
import { duration, fromTo } from '../../text/numbers.ts';
import { type Draws, periodOf } from '../../trials/migration/draws.ts';
import type { MatrixStep, Severity, Subject } from '../../trials/migration/subject.ts';
import type { Fired } from '../../trials/migration/trial.ts';
import { type Failure, failingAs } from '../../world/failures.ts';
import { DAY, HOUR, MINUTE, minuteOf } from '../../world/minutes.ts';
import { cellOf, type Matrix } from './cells.ts';
import { failureInWords } from './lines.ts';

export interface Sample {
  readonly step: MatrixStep;
  readonly failure: Failure;
}

/** Minutes of the soak before anything fails: most resolvers have the step's answers by then. */
const SETTLED = 30;
const LONGEST = 2 * HOUR;

/**
 * Up to `most` cells that are as different as they can be: seen at a small share, unseen, seen at about half, then others;
 * those last in which chance decides, as they prove least. Where an alarm fires while nothing fails, no migration gets so far.
 */
export function samplesOf(
  { cells, atSteps }: Matrix,
  { steps }: Pick<Subject, 'steps'>,
  most: number,
): readonly Sample[] {
  const vain = atSteps.findIndex(({ firedInVain }) => firedInVain.length > 0);
  const reached = vain < 0 ? steps : steps.slice(0, vain);
  const playable = cells.flatMap((cell) => {
    const step = reached.find(({ percent }) => percent === cell.percent);
    if (!step || !canFail(step)) return [];
    const isSeen = cell.firedBy && cell.firedBy.afterSeconds * 1000 < failingFor(step);
    const seen = isSeen ? cell.firedBy?.alarm : undefined;
    return [{ step, failure: cell.failure, seen, isCertain: cell.draws.areAlike }];
  });
  const certain = playable.filter(({ isCertain }) => isCertain);
  const seen = certain.filter((each) => each.seen !== undefined);
  const half = seen.toSorted((a, b) => Math.abs(a.step.percent - 50) - Math.abs(b.step.percent - 50));
  const another = half.find(({ seen: alarm }) => alarm !== seen[0]?.seen) ?? half[0];
  const first = [seen[0], certain.find((each) => each.seen === undefined), another];
  const chosen = [...first, ...certain, ...playable].filter((each) => each !== undefined);
  return [...new Set(chosen)].slice(0, most);
}

/** A soak must have room for it. */
function canFail({ soakSeconds }: MatrixStep): boolean {
  return failingFor({ soakSeconds }) >= 10 * MINUTE;
}

/** Milliseconds. */
function failingFor({ soakSeconds }: Pick<MatrixStep, 'soakSeconds'>): number {
  return minuteOf(Math.min(LONGEST, (soakSeconds * 1000) / 2 - SETTLED * MINUTE));
}

/** A migration in which the cluster fails so at that step. @param at when it does in the matrix */
export function sampleScenario(
  { step, failure }: Sample,
  { subject, severity, at }: { readonly subject: Subject; readonly severity: Severity; readonly at: number },
): PlayableMigration {
  let failed: { readonly from: number; readonly until: number } | undefined;
  const expected = (from: number, until: number) =>
    cellOf(subject, severity, step, failure, { at: from, forSeconds: (until - from) / 1000 });
  return {
    of: 'migration',
    name: 'matrix',
    about: `at ${step.percent} %, ${failureInWords(failure, severity)}`,
    when: async ({ onCall, meanwhile, scene }) => {
      const migration = await migrates(onCall);
      meanwhile('the cluster', async (cluster) => {
        if (!(await seesSoak(cluster, step))) return;
        const from = beginOf(step, scene.now(), at);
        failed = { from, until: from + failingFor(step) };
        scene.trouble.add({ ...failed, ...failingAs(failure, severity.part, severity.name) });
        await cluster.waits((failed.until - scene.now()) / MINUTE);
        // Unseen, it would go on to the next step.
        if ((await cluster.looksAt(migration)).status !== 'RUNNING') return;
        await cluster.stops(migration, 'The failure was watched for long enough.');
      });
      await approvesUntil(onCall, scene, stepOf(scene, step));
      await onCall.seesTheEndOf(migration);
      if (failed) await onCall.isNotified(ROLLED_BACK);
    },
    checks: [
      {
        claim:
          'The same alarm fires as in the matrix, within one of its periods, or none does; if chance decides, as in one of its draws',
        contradictions: ({ scene }) =>
          failed
            ? disagreement(expected(failed.from, failed.until).draws, firstFired(scene, failed), subject)
            : [
                `The migration did not get as far as its soak at ${step.percent} %. Play it to see why: ${called('rehearse', 'week')}`,
              ],
      } satisfies MigrationCheck,
    ],
  };
}

/** At the same time of day as in the matrix, if the soak lasts until then. @param now when the soak begins */
function beginOf(step: MatrixStep, now: number, at: number): number {
  const soonest = minuteOf(now) + SETTLED * MINUTE;
  const later = (((at - soonest) % DAY) + DAY) % DAY;
  const isInSoak = soonest + later + failingFor(step) < now + step.soakSeconds * 1000;
  return isInSoak ? soonest + later : soonest;
}

/** @returns false if the migration ends before */
async function seesSoak(somebody: Person, step: MatrixStep): Promise<boolean> {
  const state = soakOf(step);
  const seen = await somebody.until(`Migrate to be in ${state}, or to end`, ({ executions }) => {
    const newest = executions.findLast(({ machine }) => machine.endsWith('-Migrate'));
    if (newest === undefined) return undefined;
    if (newest.status !== 'RUNNING') return { isThere: false };
    return newest.state === state ? { isThere: true } : undefined;
  });
  return seen.isThere;
}

function stepOf({ estate }: Scene, { percent }: MatrixStep) {
  return estate.settings.steps.find((each) => each.percent === percent);
}

function firstFired(
  { world, estate }: Scene,
  { from, until }: { readonly from: number; readonly until: number },
): Fired | undefined {
  const names = estate.settings.alarms.map(({ name }) => name);
  const [first] = world.alarms
    .filter(({ definition }) => names.includes(definition.name))
    .flatMap(({ history }) =>
      history.filter(({ at, to }) => to.state === 'ALARM' && at > from && at <= until),
    )
    .toSorted((a, b) => a.at - b.at);
  return first && { alarm: first.alarm, afterSeconds: (first.at - from) / 1000 };
}

/** What may be is what the draws say, and up to one period around their times. @param seen with the deployed stack */
export function disagreement(
  draws: Draws,
  seen: Fired | undefined,
  { definitions }: Pick<Subject, 'definitions'>,
): readonly string[] {
  const { fired, of, alarms, seconds } = draws;
  const isAgreed = (): boolean => {
    if (seen === undefined) return fired < of;
    if (!seconds || !alarms.includes(seen.alarm)) return false;
    const within = periodOf([seen.alarm], definitions);
    // In the other draws it may be at any time after those that were watched.
    const latest = fired < of ? Number.POSITIVE_INFINITY : seconds.most + within;
    return seen.afterSeconds >= seconds.least - within && seen.afterSeconds <= latest;
  };
  return isAgreed()
    ? []
    : [`The matrix says ${inWords(draws)}; with the deployed stack it was ${firedInWords(seen)}.`];
}

function inWords({ fired, of, alarms, seconds }: Draws): string {
  if (!seconds) return 'no alarm';
  const when = fromTo(seconds, (each) => duration(each * 1000));
  return `${alarms.join(' or ')} after ${when}${fired < of ? `, in ${fired} of ${of} draws` : ''}`;
}

function firedInWords(seen: Fired | undefined): string {
  return seen ? `${seen.alarm} after ${duration(seen.afterSeconds * 1000)}` : 'no alarm';
}
