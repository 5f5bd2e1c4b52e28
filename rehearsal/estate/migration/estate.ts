/** What a migration is rehearsed on: its settings, and what the snapshot says of what they name. */
import type { MigrationSettings, ZoneSettings } from '../../../lambdas/migration/contract/settings.ts';
import { type Moving, movingOf } from '../../dns/questions.ts';
import type { RecordSet } from '../../route53/index.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import type { Home } from '../home.ts';
import { type Follower, followersIn, longestChain } from './followers.ts';
import { publicRecords } from './public-records.ts';

export interface Estate {
  readonly home: Home;
  readonly settings: MigrationSettings;
  readonly snapshot: Snapshot;
  /** Ids of those that the configuration names, in its order. */
  readonly zoneIds: readonly string[];
  /** Names that lead to moved ones, by way of others perhaps. */
  readonly followers: readonly Follower[];
  /** Names in the longest chain of answers, of which each may be cached for its own TTL. */
  readonly longestChain: number;
  readonly moving: Moving;
  /** As Route 53 returns them; none of a zone that the configuration doesn't name. */
  movedNames(zoneId: string): readonly string[];
  zone(zoneId: string): ZoneSettings | undefined;
  /** The migration's own mark in a zone. */
  isFence(record: Pick<RecordSet, 'Name' | 'Type'>): boolean;
}

export function estateOf(settings: MigrationSettings, snapshot: Snapshot): Estate {
  const { account, region, migration, zones } = settings;
  const byId = new Map(zones.map((zone) => [zone.id, zone]));
  const moved = zones.flatMap(({ records }) => records);
  const followers = followersIn(publicRecords(snapshot), new Set(moved));
  return {
    home: { account, region },
    settings,
    snapshot,
    zoneIds: zones.map(({ id }) => id),
    followers,
    longestChain: longestChain(followers),
    moving: movingOf(migration, moved),
    movedNames: (zoneId) => byId.get(zoneId)?.records ?? [],
    zone: (zoneId) => byId.get(zoneId),
    isFence: ({ Name, Type }) => Type === 'TXT' && Name.startsWith(`_cutover-${migration}.`),
  };
}

/** Whether a record is the migration's own mark, and says that the cluster has this share, percent. */
export function saysShare({ isFence }: Pick<Estate, 'isFence'>, record: RecordSet, percent: number): boolean {
  const { ResourceRecords = [] } = record;
  return (
    isFence(record) && ResourceRecords.some(({ Value }) => Value.includes(`,phase=shift,weight=${percent},`))
  );
}
