import { displayName } from '../../../shared/contract/dns-names.ts';
import type { MigrationSettings, ZoneSettings } from '../../contract/settings.ts';
import { WATCH } from '../../contract/states.ts';
import type { Remark } from '../../domain/readiness/finding.ts';
import { readingOf } from '../../domain/reading.ts';
import type { OwnPoliciesSource } from '../../ports/own-policies.ts';
import { isLent, type LentZone } from './judge-lent-role.ts';
import { judgeTrailRight, type TrailReader, trailRequest } from './judge-trail-right.ts';

/** By which Watch reads CloudTrail of the functions' own account, and IAM, which knows what that role may do. */
export interface OwnTrail {
  readonly roleArn: string;
  readonly policies: OwnPoliciesSource;
}

interface TrailRightsPorts {
  /** IAM of the account that the zone's role is in, asked by that role itself. */
  readonly policiesOf: (zoneId: string) => OwnPoliciesSource;
  /** Undefined where Watch doesn't look for who wrote. */
  readonly ownTrail?: OwnTrail | undefined;
}

/**
 * Asks whether Watch could find out who writes, before somebody does.
 * @param zones those that could be read: other findings say what is wrong with the rest
 */
export async function lookAtTrailRights(
  zones: readonly ZoneSettings[],
  { policiesOf, ownTrail }: TrailRightsPorts,
  { trailRegion }: Pick<MigrationSettings, 'trailRegion'>,
): Promise<readonly Remark[]> {
  if (trailRegion === undefined) return [];
  const look = async (reader: TrailReader, policies: OwnPoliciesSource) => {
    const request = trailRequest(reader, trailRegion);
    return judgeTrailRight(reader, request, await readingOf(() => policies.ask(request)));
  };
  const lent = firstOfEachRole(zones.filter(isLent)).map((zone) =>
    look({ subject: displayName(zone.name), arn: zone.role.arn, isLent: true }, policiesOf(zone.id)),
  );
  const own = ownTrail
    ? [look({ subject: WATCH.watch, arn: ownTrail.roleArn, isLent: false }, ownTrail.policies)]
    : [];
  return (await Promise.all([...lent, ...own])).flat();
}

/** What a role may read doesn't depend on the zone. */
function firstOfEachRole(lent: readonly LentZone[]): readonly LentZone[] {
  return [...Map.groupBy(lent, ({ role }) => role.arn).values()].flatMap(([first]) => first ?? []);
}
