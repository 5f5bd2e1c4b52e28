/** The steps, and the TTL that bounds their soaks. */
import { ALARM_HISTORY_SECONDS } from '../../../lambdas/migration/contract/alarm-history.ts';
import { PROPAGATION_SECONDS } from '../../../lambdas/migration/contract/propagation.ts';
import type { ClusterTarget, StepSettings } from '../../../lambdas/migration/contract/settings.ts';
import { attributeOf, type Place, show } from '../../shared/config/place.ts';
import {
  type DurationLimits,
  inWords,
  meantSeconds,
  readFlag,
  readNumber,
  readSeconds,
} from '../../shared/config/values.ts';

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** A soak is judged by what the alarms did in it; a day is left for the judgement and an extension. */
const LONGEST_SOAK = ALARM_HISTORY_SECONDS - DAY;

const DEFAULT_STEPS: readonly StepSettings[] = [
  { percent: 5, soakSeconds: 12 * HOUR, approval: false },
  { percent: 25, soakSeconds: DAY, approval: false },
  { percent: 50, soakSeconds: DAY, approval: false },
  { percent: 75, soakSeconds: DAY, approval: false },
  { percent: 100, soakSeconds: 2 * DAY, approval: false },
];
/** A soak's events stay in the execution's history, which ends at 25,000 events. */
const MOST_STEPS = 50;
/** What two weights of 0 to 255 can say: 1 in 256. */
const SMALLEST_SHARE = 100 / 256;
const LARGEST_SHARE = 100 - SMALLEST_SHARE;
/** Resolvers are known to follow a TTL down to about this; an alias to a load balancer always has it. */
const FLOOR_TTL = 60;
const TTL: DurationLimits = {
  what: 'the TTL during the migration',
  atLeast: 1,
  atMost: HOUR,
  because: 'resolvers continue to answer with the cluster for this long after a rollback',
  byDefault: FLOOR_TTL,
};

/** Seconds. Where they aren't a Duration, what else depends on the TTL is checked with those that are meant. */
export function readTtl(place: Place, target: ClusterTarget | undefined): number | undefined {
  const ttl = readSeconds(place, TTL);
  if (ttl === undefined) return meantSeconds(place.value, TTL);
  if (ttl < FLOOR_TTL)
    place.warning(
      'ttl-below-floor',
      `${ttl} s: many resolvers cache answers for at least ${FLOOR_TTL} s, so a shorter TTL gains little`,
    );
  else if (ttl > 5 * FLOOR_TTL)
    place.warning(
      'ttl-long',
      `${inWords(ttl)}: clients may stay on the cluster for this long after a rollback`,
    );
  else if (ttl !== FLOOR_TTL && target?.kind === 'load-balancer')
    place.warning(
      'ttl-beside-alias',
      `${ttl} s: aliases of load balancers always have ${FLOOR_TTL} s, and records beside them should have the same`,
    );
  return ttl;
}

export function readSteps(place: Place, ttlSeconds: number | undefined): readonly StepSettings[] {
  if (place.isLeftOut) return DEFAULT_STEPS;
  const places = place.items({
    of: 'a step',
    atLeast: 1,
    atMost: MOST_STEPS,
    example:
      '[{ percent: 50, soak: Duration.days(1) }, { percent: 100, soak: Duration.days(1) }], or leave it out',
  });
  if (places && areShares(places)) return refuseShares(places);
  const steps = (places ?? []).map((at, i) => readStep(at, ttlSeconds, i + 1 === places?.length));
  for (const [i, step] of steps.entries()) refuseDescent(step, steps[i - 1]);
  return steps.flatMap(({ percent, soakSeconds, approval }) =>
    percent === undefined || soakSeconds === undefined ? [] : [{ percent, soakSeconds, approval }],
  );
}

/** Of one: each is at most 1, the last one too. Read as percent, most of them would do. */
function areShares(places: readonly Place[]): boolean {
  return places.every(({ value }) => {
    const percent = attributeOf(value, 'percent');
    return typeof percent === 'number' && percent > 0 && percent <= 1;
  });
}

function refuseShares(places: readonly Place[]): readonly StepSettings[] {
  for (const place of places) {
    const percent = attributeOf(place.value, 'percent');
    place.problem(
      'percent, from 0.1 to 100, and not a share of 1',
      `percent: ${Number(percent) * 100}`,
      `percent: ${percent}`,
    );
  }
  return [];
}

interface ReadStep {
  readonly at: Place;
  readonly percent: number | undefined;
  readonly soakSeconds: number | undefined;
  readonly approval: boolean;
}

function readStep(place: Place, ttlSeconds: number | undefined, last: boolean): ReadStep {
  const fields = place.fields(['percent', 'soak', 'approval'], {
    what: 'a step',
    synonyms: { weight: 'percent', setWeight: 'percent', duration: 'soak', pause: 'soak' },
  });
  if (!fields) return { at: place, percent: undefined, soakSeconds: undefined, approval: false };
  const percent = readPercent(fields.percent, last);
  const soakSeconds = readSoak(fields.soak, ttlSeconds);
  return { at: fields.percent, percent, soakSeconds, approval: readFlag(fields.approval, false) };
}

function readPercent(place: Place, last: boolean): number | undefined {
  const percent = readNumber(place, {
    what: "the cluster's share in percent",
    atLeast: 0.1,
    atMost: 100,
    whole: false,
    leastUseful: Number(inHundredths(SMALLEST_SHARE)),
  });
  if (percent === undefined) return undefined;
  if (last && percent !== 100) {
    place.problem('100, because the last step moves all the traffic', '100, or a step of 100 after it');
    return undefined;
  }
  const isSmallest = inHundredths(percent) === inHundredths(SMALLEST_SHARE);
  const isLargest = inHundredths(percent) === inHundredths(LARGEST_SHARE);
  if (percent < SMALLEST_SHARE && !isSmallest)
    place.warning('share-not-expressible', sayNearest(percent, SMALLEST_SHARE));
  if (percent < 100 && percent > LARGEST_SHARE && !isLargest)
    place.warning('share-not-expressible', sayNearest(percent, LARGEST_SHARE));
  return percent;
}

function sayNearest(percent: number, nearest: number): string {
  return `weights can't express ${percent} %; the nearest share is ${inHundredths(nearest)} %`;
}

/** As the documentation and the messages have a share: one that is written so is as good as the share itself. */
function inHundredths(percent: number): string {
  return percent.toFixed(2);
}

function readSoak(place: Place, ttlSeconds: number | undefined): number | undefined {
  const ttl = ttlSeconds ?? 0;
  const ttlInWords = ttlSeconds === undefined ? 'the ttl, which could not be read,' : `ttl ${inWords(ttl)}`;
  return readSeconds(place, {
    what: "a step's soak",
    atLeast: ttl + PROPAGATION_SECONDS,
    atMost: LONGEST_SOAK,
    usual: DAY,
    because: `the minimum is ${ttlInWords} + ${PROPAGATION_SECONDS} s, so that every resolver has asked again; the maximum is within the ${inWords(ALARM_HISTORY_SECONDS)} for which CloudWatch keeps alarms' history`,
  });
}

function refuseDescent(step: ReadStep, before: ReadStep | undefined): void {
  const [percent, previous] = [step.percent, before?.percent];
  if (percent === undefined || previous === undefined) return;
  const given = expressible(percent);
  if (given > expressible(previous)) return;
  if (percent > previous) {
    step.at.problem(
      `a share whose weights differ from those of ${show(previous)}, the previous step (both get ${given.toFixed(2)} %, so this step changes nothing)`,
      'a share that differs more, or remove one of the two steps',
    );
    return;
  }
  const how = percent === previous ? 'changes nothing' : 'lowers it';
  step.at.problem(
    `more than ${show(previous)}, the previous step (this one ${how})`,
    previous < 100
      ? `a share above ${previous}, or remove the step`
      : 'nothing: a step of 100 is the last one',
  );
}

/** The nearest share that is neither nothing nor everything. Between the two ends weights tell apart what differs by 0.1 %. */
function expressible(percent: number): number {
  return percent === 100 ? 100 : Math.min(Math.max(percent, SMALLEST_SHARE), LARGEST_SHARE);
}
