import type { ZoneSettings } from '../../contract/settings.ts';
import type { Remark } from '../../domain/readiness/finding.ts';
import { readingOf } from '../../domain/reading.ts';
import type { ResourceRecordSet } from '../../domain/record-set.ts';
import type { OwnPoliciesSource } from '../../ports/own-policies.ts';
import { judgeLentRole, type LentZone, lentRoleUnread, rightsNeeded } from './judge-lent-role.ts';

/**
 * Asks what the roles of other accounts may change, which nothing shows before the first change.
 * @param before by the id of each zone that could be read: in any other, the role has shown already that it does not do
 * @param policiesOf IAM of the account that the zone's role is in, asked by that role itself
 */
export async function lookAtLentRoles(
  zones: readonly ZoneSettings[],
  before: ReadonlyMap<string, readonly ResourceRecordSet[]>,
  policiesOf: (zoneId: string) => OwnPoliciesSource,
): Promise<readonly Remark[]> {
  const lent = zones.filter((zone): zone is LentZone => zone.role !== undefined);
  const looks = lent.map(async (zone) => {
    const records = before.get(zone.id) ?? [];
    if (records.length === 0) return [];
    const policies = policiesOf(zone.id);
    const read = await readingOf(() =>
      Promise.all(
        rightsNeeded(zone, records).map(async (request) => ({ request, own: await policies.ask(request) })),
      ),
    );
    return read.known ? judgeLentRole(zone, read.value) : [lentRoleUnread(zone, read.why)];
  });
  return (await Promise.all(looks)).flat();
}
