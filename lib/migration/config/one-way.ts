import type { StepSettings } from '../../../lambdas/migration/contract/settings.ts';
import type { Place } from '../../shared/config/place.ts';
import { readNumber } from '../../shared/config/values.ts';

/** @param steps undefined where one of them is wrong: then nothing is compared with them */
export function readOneWayFrom(place: Place, steps: readonly StepSettings[] | undefined): number | undefined {
  if (place.isLeftOut) return undefined;
  const share = readNumber(place, {
    what: 'the share of the step from which on only a person rolls back, in percent',
    atLeast: 0.1,
    atMost: 100,
    whole: false,
  });
  if (share === undefined || !steps || steps.some(({ percent }) => percent === share)) return share;
  const shares = steps.map(({ percent }) => percent);
  return place.problem(
    'the share of a step',
    `one of ${shares.join(', ')}, or a step of ${share} in \`steps\``,
  );
}
