/** What no alarm is sure to roll back at the first step: where it would do the least harm. */

import { called } from '#own';
import { START } from '../../estate/home.ts';
import type { Estate } from '../../estate/migration/estate.ts';
import type { Behaviour } from '../../scenes/migration/behaviour.ts';
import { percent } from '../../text/numbers.ts';
import { isModelled } from '../../world/balancer-metrics.ts';
import { FAILURES, type Failure, failingAs } from '../../world/failures.ts';
import { keyOf } from '../../world/metrics.ts';
import { DrawnTrials } from './draws.ts';
import { meanMoment } from './mean-moment.ts';
import { readsOf } from './reads.ts';
import { quietestOf, type Subject, USUAL_FAILING, watchedSeconds } from './subject.ts';
import { subjectOf } from './subject-of.ts';

export interface NotSure {
  /** The first step, of the traffic that is on the cluster then. */
  readonly percent: number;
  /** Of the cluster's requests, percent. */
  readonly failing: number;
  /** In words. */
  readonly failures: readonly string[];
  /** Alarms of which only the account knows whether they fire: they can't be evaluated, or watch metrics that the world lacks. */
  readonly notKnown: readonly string[];
}

/** As the matrix has it where nobody says another. */
const SEED = 1;
/** Enough to tell alarms that fire from those of which chance decides: the matrix has all. */
const FEW_DRAWS = 5;

const WORDS: Readonly<Record<Failure, string>> = {
  'target-5xx': 'a 5xx of targets',
  'balancer-5xx': 'a 503 of the load balancer',
  slow: 'slow answers',
  resets: 'resets',
  'unhealthy-targets': 'unhealthy targets',
  'no-answer': 'no answer',
  'one-name': 'one name only',
};

/** @throws SnapshotRefused for a cluster that isn't there */
export function notSureAtFirst(estate: Estate, behaviour: Behaviour): NotSure | undefined {
  return notSureOf(subjectOf(estate, behaviour, SEED, START));
}

/** Undefined if an alarm rolls back each failure, whatever chance does. */
export function notSureOf(subject: Subject): NotSure | undefined {
  const [step] = subject.steps;
  if (!step) return undefined;
  const trials = new DrawnTrials(subject, step, { seed: SEED, at: meanMoment(subject.traffic, START) });
  const seconds = watchedSeconds(step);
  const name = quietestOf(subject)?.name ?? '';
  const failures = FAILURES.filter(
    (failure) => !trials.alwaysFires(failingAs(failure, USUAL_FAILING / 100, name), seconds, FEW_DRAWS),
  );
  if (failures.length === 0) return undefined;
  return {
    percent: step.percent,
    failing: USUAL_FAILING,
    failures: failures.map((failure) => WORDS[failure]),
    notKnown: subject.alarms.filter((name) => !isKnown(name, subject)),
  };
}

/** Whether the world has all that an alarm watches, itself or by its children. */
function isKnown(name: string, subject: Subject): boolean {
  const definition = subject.definitions.find((each) => each.name === name);
  if (definition === undefined) return false;
  if (definition.kind === 'composite')
    return definition.rule.children.every((child) => isKnown(child, subject));
  const counted = [subject.cluster, ...subject.others].flatMap(({ countedBy = [] }) => countedBy);
  const { nameProbe } = subject;
  const metrics = [...counted, ...(nameProbe ? [nameProbe] : [])].map(({ metric }) => metric);
  const own = new Set(metrics.map(keyOf));
  return readsOf(definition.watched).every(
    ({ of: { metric } }) => isModelled(metric) || own.has(keyOf(metric)),
  );
}

/** @param options of the command, as to what is rehearsed */
export function notSureLine(
  { percent: share, failing, failures, notKnown }: NotSure,
  options: readonly string[],
): string {
  const others = notKnown.length === 0 ? '' : ` Not known: ${notKnown.join(', ')}.`;
  const all = failures.length === FAILURES.length ? 'any failure' : failures.join(', ');
  return `At ${percent(share)}, if ${percent(failing)} of the cluster's requests fail, no alarm is sure to roll back: ${all}.${others} See: ${called('rehearse', ['matrix', ...options].join(' '))}`;
}
