import type { MigrationSettings, ZoneSettings } from '../../contract/settings.ts';
import type { AccessRequest } from '../../domain/access/policy.ts';
import type { Remark } from '../../domain/readiness/finding.ts';
import { readingOf } from '../../domain/reading.ts';
import type { ResourceRecordSet } from '../../domain/record-set.ts';
import type { OwnPoliciesSource } from '../../ports/own-policies.ts';
import {
  isLent,
  judgeDrillRole,
  judgeLentRole,
  lentRoleUnread,
  rightNeededToDrill,
  rightsNeeded,
} from './judge-lent-role.ts';

/**
 * Asks what the roles of other accounts may change, which nothing shows before the first change.
 * @param zones those that could be read: other findings say what is wrong with the rest
 * @param before what legacy answers with, by zone
 * @param policiesOf IAM of the account that the zone's role is in, asked by that role itself
 */
export async function lookAtLentRoles(
  zones: readonly ZoneSettings[],
  before: ReadonlyMap<string, readonly ResourceRecordSet[]>,
  policiesOf: (zoneId: string) => OwnPoliciesSource,
  { drill: drills }: Pick<MigrationSettings, 'drill'>,
): Promise<readonly Remark[]> {
  const looks = zones.filter(isLent).map(async (zone) => {
    const records = before.get(zone.id) ?? [];
    const policies = policiesOf(zone.id);
    const ask = async (request: AccessRequest) => ({ request, own: await policies.ask(request) });
    const read = await readingOf(() =>
      Promise.all([
        Promise.all(rightsNeeded(zone, records).map(ask)),
        ...(drills === false ? [] : [ask(rightNeededToDrill(zone, records))]),
      ]),
    );
    if (!read.known) return [lentRoleUnread(zone, read.why)];
    const [needed, drill] = read.value;
    const denied = judgeLentRole(zone, needed);
    // What keeps the migration from a zone keeps a drill from it, too.
    return denied.length > 0 || !drill ? denied : judgeDrillRole(zone, drill);
  });
  return (await Promise.all(looks)).flat();
}
