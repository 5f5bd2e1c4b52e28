/** What came of ProbeNames. */
import { failingNamesMetric } from '../../../lambdas/migration/contract/name-probe.ts';
import { duration } from '../../text/numbers.ts';
import { keyOf } from '../../world/metrics.ts';
import type { MigrationCheck } from './evidence.ts';

/** Two bad minutes, the one in which they end, and what CloudWatch takes: milliseconds. */
const WITHIN = 5 * 60_000;

/** No other alarm sees what a network load balancer doesn't count. */
export const onlyNamesFired: MigrationCheck = {
  claim: `The alarm Names fired within ${duration(WITHIN)}, and no other alarm did`,
  contradictions: ({ scene: { world, trouble, estate } }) => {
    const wanted = keyOf({ ...failingNamesMetric(estate.settings.migration), dimensions: {} });
    const began = trouble.began ?? Number.POSITIVE_INFINITY;
    const fired = world.alarms.flatMap(({ definition, history }) => {
      const first = history.find(({ at, to }) => at >= began && to.state === 'ALARM');
      if (!first) return [];
      const isIt =
        definition.kind === 'metric' &&
        'metric' in definition.watched &&
        keyOf(definition.watched.metric) === wanted;
      return [{ name: definition.name, isIt, after: first.at - began }];
    });
    const others = fired.filter(({ isIt }) => !isIt).map(({ name }) => `${name} fired, too`);
    const own = fired.find(({ isIt }) => isIt);
    if (!own) return ['it did not', ...others];
    return own.after <= WITHIN ? others : [`it fired after ${duration(own.after)}`, ...others];
  },
};
