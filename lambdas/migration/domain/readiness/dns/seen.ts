/** What was read before anything is judged. */

import type { ClusterTarget, MigrationSettings, ZoneSettings } from '../../../contract/settings.ts';
import type { Delegation } from '../../delegation.ts';
import type { Fence } from '../../fence.ts';
import type { Follow, Unfit } from '../../follows.ts';
import type { HealthCheck } from '../../health-check.ts';
import type { DescribedLoadBalancer } from '../../load-balancer.ts';
import type { RecordShape } from '../../milestones.ts';
import { findFence } from '../../observed-zone.ts';
import type { Reading } from '../../reading.ts';
import type { ResourceRecordSet } from '../../record-set.ts';
import type { RecordProtection, SurveyedZone } from '../../surveyed-zone.ts';
import { legacyOf } from '../routing.ts';

export interface ZoneSeen extends Surroundings {
  readonly settings: ZoneSettings;
  readonly zone: SurveyedZone;
  readonly delegation: Reading<Delegation>;
  /** How many record sets it may contain. */
  readonly recordLimit: Reading<number>;
  readonly protections: Reading<readonly RecordProtection[]>;
  /** Those that what legacy answers with names, by id; undefined in a known reading: there is none of that id. */
  readonly healthChecks: ReadonlyMap<string, Reading<HealthCheck | undefined>>;
}

type ZoneRead = Pick<ZoneSeen, 'settings' | 'zone'>;

/** Of a name and all that it leads to, seconds: as the TTLs are today, and as they are while names are moved. */
export interface Held {
  readonly today: number;
  readonly underWay: number;
}

/** What all zones of the migration say together, as far as they could be read. */
export interface Surroundings {
  readonly everywhere: readonly ResourceRecordSet[];
  /** By name, of the names of the migration that lead to others of it. */
  readonly leads: ReadonlyMap<string, Follow | Unfit>;
  /** Names that aren't moved and lead to one that is. */
  readonly unconfigured: readonly Follow[];
  /** By name, of those that follow: how long resolvers may hold what they answer. */
  readonly held: ReadonlyMap<string, Held>;
  readonly shape: Asking['settings'] & RecordShape;
}

/** What the cluster's target was found to be; for addresses there is nothing to look up. */
export interface TargetSeen {
  readonly target: ClusterTarget;
  /** Undefined in a known reading: there is no such load balancer in this account and Region. */
  readonly loadBalancer: Reading<DescribedLoadBalancer | undefined> | undefined;
}

/** The run that asks: its own records are no finding. */
export interface Asking {
  readonly migration: string;
  readonly run: string;
  /** The stopped run that this one takes over, or ''. */
  readonly continues: string;
  readonly settings: Pick<
    MigrationSettings,
    | 'target'
    | 'ttlSeconds'
    | 'route53'
    | 'steps'
    | 'traffic'
    | 'soak'
    | 'region'
    | 'dataPlane'
    | 'drill'
    | 'trailRegion'
  >;
}

/** The fence of the run that is taken over, if that is how the zone stands. */
export function takenOver({ settings, zone }: ZoneRead, { continues }: Asking): Fence | undefined {
  if (continues === '') return undefined;
  const found = findFence(zone.records, settings.fenceName);
  if (found.kind !== 'ours') return undefined;
  const { fence } = found;
  return fence.execution === continues && fence.phase === 'shift' ? fence : undefined;
}

/** What legacy answers with at `name`: as it stands, or under the weights of the run that is taken over. */
export function beforeOf(name: string, seen: ZoneRead, asking: Asking): readonly ResourceRecordSet[] {
  const held = seen.zone.records.filter((record) => record.Name === name);
  return takenOver(seen, asking) ? legacyOf(held) : held.filter(isSimpleMoved);
}

function isSimpleMoved(record: ResourceRecordSet): boolean {
  return record.SetIdentifier === undefined && legacyOf([record]).length > 0;
}
