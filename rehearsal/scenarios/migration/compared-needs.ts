/** What scenarios need of both sides to have them compared while every alarm is quiet. */
import type { StepSettings } from '../../../lambdas/migration/contract/settings.ts';
import { dotted } from '../../../lambdas/shared/contract/dns-names.ts';
import { legacyEndsOf, withoutDualstack } from '../../estate/migration/legacy-ends.ts';
import type { HowBad } from '../../people/migration/habits.ts';
import { balancersOf } from '../../scenes/migration/load-balancers.ts';
import { percent } from '../../text/numbers.ts';
import { Missing } from '../scenario.ts';
import type { ForeseenEstate } from './foresight.ts';

/** So long before the soak's end, and as long, the alarms are tried. */
const TRIED_SECONDS = 3 * 3600;

/** The first step, if both sides count requests and errors in it, and no alarm fires at a cluster that fails so at its end. */
export function aComparedStep(howBad: HowBad): (estate: ForeseenEstate) => StepSettings | Missing {
  return (estate) => {
    const { settings, foresees } = estate;
    const [first, ...others] = settings.steps;
    const { traffic, compare } = settings;
    if (!compare?.errorRate) return new Missing('errors that are compared (`compare`)');
    if (!first || others.length === 0) return new Missing('a step before the last');
    if (traffic.legacy.length > 0 || traffic.cluster.length > 0 || !areCounted(estate))
      return new Missing('application or classic load balancers on both sides, whose own metrics are used');
    const seconds = Math.min(TRIED_SECONDS, first.soakSeconds);
    const after = (first.soakSeconds - seconds) * 1000;
    const { fired } = foresees({ ...howBad, percent: first.percent, after, seconds, all: false });
    if (fired === 0) return first;
    return new Missing(
      `alarms that are quiet if ${percent(howBad.failing * 100)} of the cluster’s requests fail at ${percent(first.percent)}`,
    );
  };
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
