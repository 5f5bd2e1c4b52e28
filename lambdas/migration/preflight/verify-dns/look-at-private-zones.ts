import type { PrivateZone } from '../../domain/private-zone.ts';
import type { Remark } from '../../domain/readiness/finding.ts';
import { readingOf } from '../../domain/reading.ts';
import { covering, type Moved } from '../../domain/shadows.ts';
import type { PrivateZones } from '../../ports/private-zones.ts';
import { judgePrivateZones, privateZonesUnreadable } from './judge-private-zones.ts';

/** Judges the private zones of all accounts together, because a VPC may be associated with zones of several. */
export async function lookAtPrivateZones(
  accounts: readonly PrivateZones[],
  moved: Moved,
): Promise<readonly Remark[]> {
  const looks = await Promise.all(accounts.map((each) => zonesIn(each, moved)));
  const unlisted = looks.flatMap((look) => ('unlisted' in look ? look.unlisted : []));
  const zones = looks.flatMap((look) => ('zones' in look ? look.zones : []));
  return [...unlisted, ...judgePrivateZones(zones, moved)];
}

/** The zones that may matter, with their VPCs; or that they could not be listed. */
async function zonesIn(
  ofAccount: PrivateZones,
  moved: Moved,
): Promise<{ readonly zones: readonly PrivateZone[] } | { readonly unlisted: Remark }> {
  const { account } = ofAccount;
  const listed = await readingOf(() => ofAccount.list());
  if (!listed.known) return { unlisted: privateZonesUnreadable(account, listed.why) };
  const zones: PrivateZone[] = [];
  for (const zone of covering(listed.value, moved))
    zones.push({ ...zone, account, vpcs: await readingOf(() => ofAccount.vpcsOf(zone.id)) });
  return { zones };
}
