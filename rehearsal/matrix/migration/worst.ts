/** The worst that can happen to a cluster: an alarm that even this does not fire is fired by nothing. */

import { Sightings } from '../../trials/migration/sightings.ts';
import { type Severity, type Subject, watchedSeconds } from '../../trials/migration/subject.ts';
import { Trial, type TrialOptions } from '../../trials/migration/trial.ts';
import { FAILURES, failingAs } from '../../world/failures.ts';
import { type Health, STEADY } from '../../world/load-balancer.ts';
import { DAY } from '../../world/minutes.ts';

/** As long as an application load balancer waits for a target by default, seconds. */
const SLOWEST = 60;
/** Requests a minute at which most minutes have one or none. */
const HARDLY_ANY = 1;

/** All requests fail, in each way, in several at once, or take very long. */
function worstHealths({ name }: Severity): readonly Health[] {
  return [
    ...FAILURES.map((failure) => failingAs(failure, 1, name)),
    {
      failing: 0.5,
      latencySeconds: SLOWEST,
      turnedAway: 0.1,
      reset: 0.1,
      refused: 0.1,
      unanswered: 0.1,
      unhealthyHosts: 1,
    },
    { failing: 0, latencySeconds: SLOWEST },
  ];
}

/**
 * What all alarms see of it at the last step, and of a cluster to which no request comes, or hardly any.
 * @param wanted names of alarms; it ends when each has fired
 */
export function worstSightings(
  subject: Subject,
  severity: Severity,
  { at }: Pick<TrialOptions, 'at'>,
  wanted: readonly string[],
): Sightings {
  const step = subject.steps.at(-1);
  const seen: Sightings[] = [];
  const isEnough = () => wanted.every((alarm) => seen.some(({ fired }) => fired.has(alarm)));
  if (!step) return Sightings.of(seen);
  const { traffic } = subject;
  const seconds = watchedSeconds(step);
  const options = { seed: severity.seed, at };
  const usual = new Trial(subject, step, options);
  for (const health of worstHealths(severity))
    if (!isEnough()) seen.push(usual.try(health, seconds).sightings);
  const others = [
    { ...traffic, silence: { from: at, until: at + DAY } },
    { ...traffic, requestsPerMinute: Math.min(traffic.requestsPerMinute, HARDLY_ANY) },
  ];
  for (const each of others)
    if (!isEnough())
      seen.push(new Trial({ ...subject, traffic: each }, step, options).try(STEADY, seconds).sightings);
  return Sightings.of(seen);
}
