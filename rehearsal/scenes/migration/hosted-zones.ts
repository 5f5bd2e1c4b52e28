import { canonicalName, type Route53Engine, Route53Error, type ZoneSeed } from '../../route53/index.ts';
import { type Place, pathOf } from '../../snapshot/file-kind.ts';
import { HEALTH_CHECKS, HOSTED_ZONE, RECORD_SETS } from '../../snapshot/kinds/route53.ts';
import { type Problem, SnapshotRefused } from '../../snapshot/problem.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';

/** The zones of all accounts. */
function zonesOf(snapshot: Snapshot): readonly (ZoneSeed & { readonly account: string })[] {
  return snapshot
    .all(HOSTED_ZONE)
    .map(({ account, names = [], content: { HostedZone, DelegationSet, VPCs } }) => ({
      id: names[0] ?? '',
      account,
      name: HostedZone.Name,
      private: HostedZone.Config?.PrivateZone ?? false,
      ...(VPCs && { vpcs: VPCs }),
      ...(HostedZone.Config?.Comment && { comment: HostedZone.Config.Comment }),
      ...(DelegationSet?.NameServers && { nameServers: DelegationSet.NameServers }),
      ...recordsOf(snapshot, { account, names }, HostedZone.Config?.PrivateZone),
    }));
}

/** The account of a zone. */
export function ownerIn(snapshot: Snapshot, zoneId: string): string {
  return zonesOf(snapshot).find(({ id }) => id === zoneId)?.account ?? '';
}

/** The names of the public zones, as Route 53 writes them. */
export function publicZonesOf(snapshot: Snapshot): readonly string[] {
  return zonesOf(snapshot).flatMap((zone) => (zone.private ? [] : [canonicalName(zone.name)]));
}

/** A private zone may be there without its records: then it has those that each zone has. */
function recordsOf(snapshot: Snapshot, place: Place, isPrivate = false): Pick<ZoneSeed, 'records'> {
  const found = isPrivate ? snapshot.find(RECORD_SETS, place) : snapshot.one(RECORD_SETS, place);
  return found ? { records: found.ResourceRecordSets } : {};
}

/**
 * Puts the zones and the health checks of all accounts into Route 53.
 * @returns the ids of the public zones
 * @throws SnapshotRefused with what Route 53 would refuse, of all zones
 */
export function addZones(engine: Route53Engine, snapshot: Snapshot): readonly string[] {
  for (const { content } of snapshot.all(HEALTH_CHECKS)) {
    for (const { Id, HealthCheckConfig } of content.HealthChecks)
      engine.healthChecks.add(Id, { ...HealthCheckConfig });
  }
  const zones = zonesOf(snapshot);
  const problems: Problem[] = [];
  for (const zone of zones) {
    try {
      engine.addZone(zone);
    } catch (error) {
      if (!(error instanceof Route53Error)) throw error;
      const file = pathOf(RECORD_SETS, { account: zone.account, names: [zone.id] });
      problems.push({ file, at: '', words: `Route 53 would refuse this: ${error.message}` });
    }
  }
  if (problems.length > 0) throw new SnapshotRefused(snapshot.folder, problems);
  return zones.filter((zone) => !zone.private).map(({ id }) => id);
}
