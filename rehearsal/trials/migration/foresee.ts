/** What alarms would make of a scenario, by the matrix's means. */
import type { Estate } from '../../estate/migration/estate.ts';
import { healthOf } from '../../people/migration/habits.ts';
import {
  type Failing,
  type Foreseen,
  type ForeseenEstate,
  type Foresees,
  TOGETHER_SECONDS,
} from '../../scenarios/migration/foresight.ts';
import type { Behaviour } from '../../scenes/migration/behaviour.ts';
import { minuteOf } from '../../world/minutes.ts';
import { DrawnTrials, drawsOf } from './draws.ts';
import type { Subject } from './subject.ts';
import { subjectOf } from './subject-of.ts';
import type { Tried } from './trial.ts';

/** Any: what depends on it is what only happens in some draws. */
const SEED = 1;

function foreseeing(estate: Estate, behaviour: Behaviour, start: () => number): Foresees {
  let subject: Subject | undefined;
  const known = new Map<string, Foreseen>();
  return (failing) => {
    const at = minuteOf(start() + failing.after);
    const question = JSON.stringify([failing, at]);
    subject ??= subjectOf(estate, behaviour, SEED, start());
    const answer = known.get(question) ?? foreseen(subject, failing, at);
    known.set(question, answer);
    return answer;
  };
}

/** @param start when a scenario would begin, epoch milliseconds */
export function foreseenEstate(estate: Estate, behaviour: Behaviour, start: () => number): ForeseenEstate {
  const telling = behaviour.ownMetrics
    .filter(({ of, counts }) => of === 'cluster' && counts !== 'requests')
    .map(({ metric }) => metric);
  return { ...estate, telling, foresees: foreseeing(estate, behaviour, start) };
}

function foreseen(
  subject: Subject,
  { percent, testersPerMinute, seconds, all, ...howBad }: Failing,
  at: number,
): Foreseen {
  const asked = { ...subject, ...(testersPerMinute !== undefined && { testersPerMinute }) };
  const health = healthOf(subject.cluster.family, howBad);
  const trials = new DrawnTrials(asked, { percent }, { seed: SEED, at });
  const tried = all ? trials.tryWhole(health, seconds) : trials.tryToTheFirst(health, seconds);
  const { fired, of, seconds: until } = drawsOf(tried, 'failed', subject.definitions);
  const inAll = (alarm: string) => tried.every((each) => firedIn(each).includes(alarm));
  const names = [...new Set(tried.flatMap(firedIn))];
  return {
    health,
    always: names.filter(inAll),
    sometimes: names.filter((alarm) => !inAll(alarm)),
    together: Math.min(...tried.map(firedTogether)),
    fired,
    of,
    latestSeconds: until?.most ?? seconds,
  };
}

function firedTogether({ fired }: Tried): number {
  const [first] = fired;
  if (!first) return 0;
  return fired.filter(({ afterSeconds }) => afterSeconds < first.afterSeconds + TOGETHER_SECONDS).length;
}

function firedIn({ fired }: Tried): readonly string[] {
  return fired.map(({ alarm }) => alarm);
}
