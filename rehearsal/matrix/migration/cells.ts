/** For each way of failing, at each step's share: which alarm rolls back, and when. Pure. */

import { DrawnTrials, type Draws, type Harmed, type TriedOften } from '../../trials/migration/draws.ts';
import { meanMoment } from '../../trials/migration/mean-moment.ts';
import { Sightings } from '../../trials/migration/sightings.ts';
import {
  type MatrixStep,
  type Severity,
  type Subject,
  watchedSeconds,
} from '../../trials/migration/subject.ts';
import type { Fired, Tried } from '../../trials/migration/trial.ts';
import { FAILURES, type Failure, failingAs } from '../../world/failures.ts';
import { STEADY } from '../../world/load-balancer.ts';
import { type HeldBack, heldBackAlarms, type Unfired, unfiredAlarms } from './unfired.ts';
import { worstSightings } from './worst.ts';

export interface Cell {
  readonly percent: number;
  readonly failure: Failure;
  /** The first that rolls back, with the seed itself: by chance it is another one, or none. */
  readonly firedBy: Fired | undefined;
  /** Of the cluster, since it failed until then; without an alarm, as long as it was watched. */
  readonly requests: number;
  /** Of these, those that failed; of a slow cluster, those that were slow. */
  readonly harmed: number;
  readonly watchedSeconds: number;
  readonly draws: Draws;
}

/** An alarm that fires while nothing fails. */
export interface InVain extends Fired {
  /** In how many draws, of how many. */
  readonly fired: number;
  readonly of: number;
}

/** What is to be known of the alarms that roll back at a step, whatever fails. */
export interface AtStep {
  readonly percent: number;
  /** While nothing fails: in ALARM at the begin, or at some time. */
  readonly firedInVain: readonly InVain[];
  readonly heldBack: readonly HeldBack[];
}

export interface Matrix {
  /** When each failure begins, epoch milliseconds. */
  readonly at: number;
  readonly cells: readonly Cell[];
  readonly atSteps: readonly AtStep[];
  /** Alarms that none of the failures fires, at no step. */
  readonly unfired: readonly Unfired[];
  /** Alarms whose actions are off. */
  readonly muted: readonly string[];
}

/** @param start of a day, epoch milliseconds: failures begin in its course, when as much comes as in the mean */
export function matrixOf(subject: Subject, severity: Severity, start: number): Matrix {
  const at = meanMoment(subject.traffic, start);
  const rows = subject.steps.map((step) => rowOf(subject, severity, step, at));
  const { all, published, fired } = Sightings.of(rows.map((row) => row.sightings));
  const cells = rows.flatMap((row) => row.cells);
  const byChance = [
    ...cells.flatMap(({ draws }) => draws.alarms),
    ...rows.flatMap(({ atStep }) => atStep.firedInVain.map(({ alarm }) => alarm)),
  ];
  const seen = { all, published, fired: new Set([...fired, ...byChance]) };
  const quiet = subject.alarms.filter((name) => !seen.fired.has(name));
  const worst = () => worstSightings(subject, severity, { at }, quiet);
  return {
    at,
    cells,
    atSteps: rows.map(({ atStep }) => atStep),
    unfired: quiet.length === 0 ? [] : unfiredAlarms(subject, seen, worst()),
    muted: subject.definitions.flatMap(({ name, actionsEnabled }) =>
      subject.alarms.includes(name) && !actionsEnabled ? [name] : [],
    ),
  };
}

/** One cell alone. @param at when the failure begins, a whole minute @param forSeconds how long it is watched */
export function cellOf(
  subject: Subject,
  severity: Severity,
  step: MatrixStep,
  failure: Failure,
  { at, forSeconds }: { readonly at: number; readonly forSeconds: number },
): Cell {
  const trials = new DrawnTrials(subject, step, { seed: severity.seed, at });
  const tried = trials.try(healthOf(failure, severity), forSeconds, harmedBy(failure));
  return cellFrom(tried, { percent: step.percent, failure, watchedSeconds: forSeconds });
}

function healthOf(failure: Failure, { part, name }: Severity) {
  return failingAs(failure, part, name);
}

/** A slow answer harms, too. */
function harmedBy(failure: Failure): Harmed {
  return failure === 'slow' ? 'requests' : 'failed';
}

function cellFrom(
  { once, draws }: TriedOften,
  what: Pick<Cell, 'percent' | 'failure' | 'watchedSeconds'>,
): Cell {
  const { fired, requests } = once;
  return { ...what, firedBy: fired[0], requests, harmed: once[harmedBy(what.failure)], draws };
}

interface MatrixRow {
  readonly cells: readonly Cell[];
  readonly atStep: AtStep;
  readonly sightings: Sightings;
}

function rowOf(subject: Subject, severity: Severity, step: MatrixStep, at: number): MatrixRow {
  const { percent } = step;
  const { alarms, definitions } = subject;
  const trials = new DrawnTrials(subject, step, { seed: severity.seed, at });
  const seconds = watchedSeconds(step);
  const tried = FAILURES.map((failure) => ({
    failure,
    ...trials.try(healthOf(failure, severity), seconds, harmedBy(failure)),
  }));
  const steady = trials.tryWhole(STEADY, seconds);
  const sightings = Sightings.of([
    ...tried.map(({ once }) => once.sightings),
    ...steady.map((each) => each.sightings),
  ]);
  const heldBack = heldBackAlarms(alarms, definitions, sightings);
  return {
    cells: tried.map(({ failure, ...each }) => cellFrom(each, { percent, failure, watchedSeconds: seconds })),
    atStep: { percent, firedInVain: inVain(trials.first.alreadyFired, steady), heldBack },
    sightings,
  };
}

/** @param already in ALARM when that began @param steady draws in which nothing failed */
function inVain(already: readonly string[], steady: readonly Tried[]): readonly InVain[] {
  const of = steady.length;
  const later = Map.groupBy(
    steady.flatMap(({ fired }) => fired).filter(({ alarm }) => !already.includes(alarm)),
    ({ alarm }) => alarm,
  );
  return [
    ...already.map((alarm) => ({ alarm, afterSeconds: 0, fired: of, of })),
    ...[...later].map(([alarm, fired]) => {
      const soonest = Math.min(...fired.map(({ afterSeconds }) => afterSeconds));
      return { alarm, afterSeconds: soonest, fired: fired.length, of };
    }),
  ];
}
