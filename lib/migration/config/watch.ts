import { partitionOf } from '../../../lambdas/shared/contract/regions.ts';
import type { Place } from '../../shared/config/place.ts';
import { readFlag } from '../../shared/config/values.ts';

/** @returns the region in whose CloudTrail Watch looks; undefined where it doesn't */
export function readWatch(place: Place, region: string | undefined): string | undefined {
  if (place.isLeftOut) return undefined;
  const fields = place.fields(['cloudTrail'], {
    what: 'what Watch looks at',
    example: '{ cloudTrail: true }',
  });
  if (!fields || !readFlag(fields.cloudTrail, false) || region === undefined) return undefined;
  return (
    partitionOf(region)?.route53 ??
    fields.cloudTrail.problem(
      `false: where Route 53's calls are kept in the partition of ${region} is not known`,
      '`watch: { cloudTrail: false }`, or leave it out',
    )
  );
}
