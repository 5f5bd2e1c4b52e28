/** What scenarios need of alarms: those that would fire when the cluster fails as the scenario has it. */
import { called } from '#own';
import type { StepSettings } from '../../../lambdas/migration/contract/settings.ts';
import { approvalsBefore, firstStep, halfStep } from '../../estate/migration/steps.ts';
import { watchersOf } from '../../estate/migration/watchers.ts';
import type { HowBad } from '../../people/migration/habits.ts';
import { duration, percent } from '../../text/numbers.ts';
import { HOUR, MINUTE } from '../../world/minutes.ts';
import { Missing } from '../scenario.ts';
import { type Failing, type Foreseen, type ForeseenEstate, TOGETHER_SECONDS } from './foresight.ts';

/** How long the cluster is in trouble at half. */
const AT_HALF = 3 * HOUR;
/** How long it takes about until somebody has approved. */
const APPROVED = 45 * MINUTE;

type Need<T> = (estate: ForeseenEstate) => T | Missing;

/** An alarm that rolls back, whatever chance does, if the cluster fails so in the middle of the soak at half. */
export function anAlarmAtHalf(howBad: HowBad): Need<Foreseen> {
  return (estate) => reliable(estate, { ...atHalf(estate, howBad), all: false });
}

/** Only one. */
export function oneAlarmAtHalf(howBad: HowBad): Need<Foreseen> {
  return (estate) => {
    const failing = { ...atHalf(estate, howBad), all: true };
    const found = reliable(estate, failing);
    if (found instanceof Missing) return found;
    const all = [...found.always, ...found.sometimes];
    return all.length === 1
      ? found
      : new Missing(`one alarm alone that fires if ${inWords(failing)}: ${all.join(', ')} do`);
  };
}

/** Several that fire while the rollback of the first one is under way, whatever chance does. */
export function alarmsTogetherAtHalf(howBad: HowBad): Need<Foreseen> {
  return (estate) => {
    const failing = { ...atHalf(estate, howBad), all: true };
    const found = reliable(estate, failing);
    if (found instanceof Missing || found.together > 1) return found;
    const all = [...found.always, ...found.sometimes].join(', ');
    return new Missing(
      `two alarms at least that fire within ${TOGETHER_SECONDS} s of each other if ${inWords(failing)}: of those that fire (${all}) the second may come later`,
    );
  };
}

/** One that rolls back while legacy drains. */
export function anAlarmWhileDraining(howBad: HowBad): Need<Foreseen> {
  return (estate) => {
    const { steps, drain } = estate.settings;
    const soaks = steps.reduce((sum, { soakSeconds }) => sum + soakSeconds, 0);
    const after = (soaks + drain.minimumStaySeconds / 2) * 1000 + approvalsBefore(estate.settings) * APPROVED;
    return reliable(estate, { ...howBad, percent: 100, after, seconds: (4 * HOUR) / 1000, all: false });
  };
}

export interface FirstStep {
  readonly first: StepSettings;
  /** Whether the app's own stack makes alarms; otherwise another app of the world does. */
  readonly isOwn: boolean;
}

/** One that the stack makes, and that fires whatever chance does if the cluster fails so at the first step. */
export function aMadeAlarm(howBad: HowBad): Need<FirstStep> {
  return (estate) => {
    const first = firstStep(estate.settings);
    const made = estate.settings.alarms.filter(({ isMade }) => isMade).map(({ name }) => name);
    if (made.length === 0) return { first, isOwn: false };
    const seconds = Math.min(HOUR / 1000, first.soakSeconds);
    const failing = { ...howBad, percent: first.percent, after: 0, seconds, all: false };
    const found = reliable(estate, failing);
    if (found instanceof Missing) return found;
    return found.always.some((alarm) => made.includes(alarm))
      ? { first, isOwn: true }
      : new Missing(`an alarm of \`alarms.make\` that fires first if ${inWords(failing)}. ${ASK}`);
  };
}

/** One that testers make fire, who ask the cluster before the migration. */
export function anAlarmBeforeStart(howBad: HowBad, testersPerMinute: number): Need<Foreseen> {
  return (estate) =>
    reliable(estate, {
      ...howBad,
      percent: 0,
      testersPerMinute,
      after: -2 * HOUR,
      seconds: (2 * HOUR) / 1000,
      all: false,
    });
}

function atHalf({ settings }: ForeseenEstate, howBad: HowBad): Omit<Failing, 'all'> {
  const half = halfStep(settings);
  const before = settings.steps.slice(0, settings.steps.indexOf(half));
  const soaks = before.reduce((sum, { soakSeconds }) => sum + soakSeconds, 0) + half.soakSeconds / 2;
  const after = soaks * 1000 + approvalsBefore(settings, half) * APPROVED;
  // The soak's end comes before that of the trouble, perhaps.
  const seconds = Math.min(AT_HALF / 1000, half.soakSeconds / 2);
  return { ...howBad, percent: half.percent, after, seconds };
}

/** What is foreseen if an alarm fires in each draw. */
function reliable(estate: ForeseenEstate, failing: Failing): Foreseen | Missing {
  const found = estate.foresees(failing);
  if (found.fired === found.of) return found;
  const names = estate.settings.alarms.map(({ name }) => name).join(', ');
  const what = `an alarm that fires if ${inWords(failing)}`;
  if (found.fired > 0)
    return new Missing(
      `${what}: ${found.sometimes.join(', ')} did so in only ${found.fired} of ${found.of} draws. ${ASK}`,
    );
  if (watchersOf(estate, estate.telling).length === 0)
    return new Missing(
      `an alarm that watches the errors or the latency of the cluster: none of ${names} does, and none fires if ${inWords(failing)}. A rehearsal has the metrics of load balancers, and of your own those that behaviour.json describes (docs/snapshot.md). ${ASK}`,
    );
  return new Missing(`${what}: none of ${names} does. ${ASK}`);
}

const ASK = `To see what your alarms would fire at: ${called('rehearse', 'matrix')}`;

function inWords({
  failing,
  latencySeconds,
  percent: share,
  testersPerMinute,
  seconds,
}: Omit<Failing, 'all'>): string {
  const slow = latencySeconds === undefined || latencySeconds > 1 ? ', and the others are slow' : '';
  const where =
    testersPerMinute === undefined ? `at ${percent(share)}` : `of testers’ ${testersPerMinute} a minute`;
  return `${percent(failing * 100)} of the cluster’s requests fail ${where} for ${duration(seconds * 1000)}${slow}`;
}
