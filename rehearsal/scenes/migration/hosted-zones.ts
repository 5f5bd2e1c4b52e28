import { type Route53Engine, Route53Error, type ZoneSeed } from '../../route53/index.ts';
import { pathOf } from '../../snapshot/file-kind.ts';
import { HOSTED_ZONE, RECORD_SETS } from '../../snapshot/kinds/route53.ts';
import { type Problem, SnapshotRefused } from '../../snapshot/problem.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';

/** The zones of all accounts. */
export function zonesOf(snapshot: Snapshot): readonly (ZoneSeed & { readonly account: string })[] {
  return snapshot.all(HOSTED_ZONE).map(({ account, names = [], content: { HostedZone, DelegationSet } }) => ({
    id: names[0] ?? '',
    account,
    name: HostedZone.Name,
    private: HostedZone.Config?.PrivateZone ?? false,
    ...(HostedZone.Config?.Comment && { comment: HostedZone.Config.Comment }),
    ...(DelegationSet?.NameServers && { nameServers: DelegationSet.NameServers }),
    records: snapshot.one(RECORD_SETS, { account, names }).ResourceRecordSets,
  }));
}

/** @returns their ids @throws SnapshotRefused with what Route 53 would refuse, of all zones */
export function addZones(
  engine: Route53Engine,
  zones: ReturnType<typeof zonesOf>,
  folder: string,
): readonly string[] {
  const problems: Problem[] = [];
  const ids = zones.map((zone) => {
    try {
      return engine.addZone(zone).id;
    } catch (error) {
      if (!(error instanceof Route53Error)) throw error;
      const file = pathOf(RECORD_SETS, { account: zone.account, names: [zone.id] });
      problems.push({ file, at: '', words: `Route 53 would refuse this: ${error.message}` });
      return zone.id;
    }
  });
  if (problems.length > 0) throw new SnapshotRefused(folder, problems);
  return ids;
}
