/** What scenarios need of both sides to have them compared while every alarm is quiet. */
import type { StepSettings } from '../../../lambdas/migration/contract/settings.ts';
import { dotted } from '../../../lambdas/shared/contract/dns-names.ts';
import { legacyEndsOf, withoutDualstack } from '../../estate/migration/legacy-ends.ts';
import type { HowBad } from '../../people/migration/habits.ts';
import { balancersOf } from '../../scenes/migration/load-balancers.ts';
import { percent } from '../../text/numbers.ts';
import { STEADY } from '../../world/load-balancer.ts';
import { Missing } from '../scenario.ts';
import type { ForeseenEstate } from './foresight.ts';

/** So long before the soak's end, and as long, the alarms are tried. */
const TRIED_SECONDS = 3 * 3600;

/** The first step, if both sides count requests and errors in it, and no alarm fires at a cluster that fails so at its end. */
export function aComparedStep(howBad: HowBad): (estate: ForeseenEstate) => StepSettings | Missing {
  return (estate) => {
    const { settings } = estate;
    const [first, ...others] = settings.steps;
    const { traffic, compare } = settings;
    if (!compare?.errorRate) return new Missing('errors that are compared (`compare`)');
    if (!first || others.length === 0) return new Missing('a step before the last');
    if (traffic.legacy.length > 0 || traffic.cluster.length > 0 || !areCounted(estate))
      return new Missing('application or classic load balancers on both sides, whose own metrics are used');
    return areQuiet(estate, first, howBad) ? first : notQuiet(first, howBad);
  };
}

/** At the end of a step's soak. */
function areQuiet({ foresees }: ForeseenEstate, step: StepSettings, howBad: HowBad): boolean {
  const seconds = Math.min(TRIED_SECONDS, step.soakSeconds);
  const after = (step.soakSeconds - seconds) * 1000;
  return foresees({ ...howBad, percent: step.percent, after, seconds, all: false }).fired === 0;
}

function notQuiet(step: StepSettings, { failing }: HowBad): Missing {
  return new Missing(
    `alarms that are quiet if ${percent(failing * 100)} of the cluster’s requests fail at ${percent(step.percent)}`,
  );
}

function areCounted(estate: ForeseenEstate): boolean {
  const { target } = estate.settings;
  const { dnsNames, addresses } = legacyEndsOf(estate);
  if (target.kind !== 'load-balancer' || addresses.length > 0) return false;
  const counting = balancersOf(estate.snapshot, estate.home).flatMap(({ family, dnsName }) =>
    family === 'application' || family === 'classic' ? [dotted(dnsName)] : [],
  );
  return [...dnsNames, withoutDualstack(target.dnsName)].every((name) => counting.includes(name));
}

export interface ComparedQuery {
  readonly first: StepSettings;
  /** What messages call it. */
  readonly metric: string;
  /** Of the cluster's requests (0–1): more than is tolerated, and no alarm fires. */
  readonly failing: number;
  /** Whether the app itself asks a Prometheus; otherwise another one of the world does. */
  readonly isOwn: boolean;
}

/** A `Sum` of Prometheus, by which the cluster can be worse while every alarm is quiet. */
export function aComparedQuery(estate: ForeseenEstate): ComparedQuery | Missing {
  const { compare, steps } = estate.settings;
  const [first, ...others] = steps;
  if (!first || others.length === 0) return new Missing('a step before the last');
  const metrics = (compare?.metrics ?? []).filter(({ cluster }) => 'measured' in cluster);
  if (metrics.length === 0) return { first, ...OF_OTHER_APP, isOwn: false };
  const sum = metrics.find(({ statistic }) => statistic === 'Sum');
  if (!sum) return new Missing('a metric of Prometheus that is a `Sum`, in `compare`');
  const { absolute, relative } = sum.tolerance;
  const failing = STEADY.failing + 2 * Math.max(absolute, relative * STEADY.failing) + CLEARLY;
  const howBad = { ...STEADY, failing };
  return areQuiet(estate, first, howBad)
    ? { first, metric: sum.name, failing, isOwn: true }
    : notQuiet(first, howBad);
}

const CLEARLY = 0.004;
const OF_OTHER_APP = { metric: 'Checkout failures', failing: 0.008 };
