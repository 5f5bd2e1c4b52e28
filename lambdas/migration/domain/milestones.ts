/**
 * What the record sets of a migrated name are at each milestone of a migration, as a function of what legacy
 * answered with before. Whoever knows the before-image and the fence knows what the zone must contain.
 */
import { dotted, undotted } from '../../shared/contract/dns-names.ts';
import type { DataPlaneSettings } from '../contract/data-plane.ts';
import type { ClusterTarget, MigrationSettings } from '../contract/settings.ts';
import type { NameChange } from './batches.ts';
import type { Fence, Phase } from './fence.ts';
import type { Follow } from './follows.ts';
import { type ResourceRecordSet, sameRecords } from './record-set.ts';
import { weightsFor } from './weights.ts';

export type Milestone =
  | { readonly kind: 'before' }
  | { readonly kind: 'lowered' }
  | { readonly kind: 'weighted'; readonly percent: number }
  | { readonly kind: 'retired' };

/** Every milestone that a migration can be at, in their order. */
export function allMilestones({ steps }: Pick<MigrationSettings, 'steps'>): readonly Milestone[] {
  return [
    { kind: 'before' },
    { kind: 'lowered' },
    { kind: 'weighted', percent: 0 },
    ...steps.map(({ percent }): Milestone => ({ kind: 'weighted', percent })),
    { kind: 'retired' },
  ];
}

/** What decides what records look like: a part of the settings, and which names follow others. */
export interface RecordShape {
  readonly target: ClusterTarget;
  readonly ttlSeconds: number;
  /** Its health check is on the cluster's weighted records, and on none else. */
  readonly dataPlane?: Pick<DataPlaneSettings, 'checkId'> | undefined;
  /**
   * Names that lead to another moved name, and so have its share at every milestone: they are left as they are, but for
   * their TTL. With weights of their own they would get their share of what that one leaves to legacy, too.
   */
  readonly follows: ReadonlySet<string>;
}

/** The part of the settings that decides what records look like. */
export type ShapeSettings = Pick<RecordShape, 'target' | 'ttlSeconds' | 'dataPlane'>;

/** @param follows of the names that will be looked at */
export function shapeOf<Settings extends ShapeSettings>(
  settings: Settings,
  follows: readonly Pick<Follow, 'name'>[],
): Settings & RecordShape {
  return { ...settings, follows: new Set(follows.map(({ name }) => name)) };
}

/** The TTL of an alias to a load balancer, seconds. Source: Route 53 answers it with the load balancer's own TTL. */
export const ALIAS_TTL = 60;

export const SET_IDENTIFIERS = { legacy: 'legacy', cluster: 'cluster' } as const;

/** Phase and weight that the fence carries when a zone has reached `milestone`; `restored` for before. */
export function fenceOf(milestone: Milestone): { readonly phase: Phase; readonly weight: number } {
  switch (milestone.kind) {
    case 'before':
      return { phase: 'restored', weight: 0 };
    case 'lowered':
      return { phase: 'prepare', weight: 0 };
    case 'weighted':
      return { phase: 'shift', weight: milestone.percent };
    case 'retired':
      return { phase: 'drain', weight: 100 };
  }
}

/** The milestone that a fence speaks of; undefined while a rollback is half done, when each name must be looked at. */
export function stageOf(fence: Fence): Milestone | undefined {
  switch (fence.phase) {
    case 'prepare':
      return { kind: 'lowered' };
    case 'shift':
      return { kind: 'weighted', percent: fence.weight };
    case 'drain':
    case 'closed':
      return { kind: 'retired' };
    case 'restored':
      return { kind: 'before' };
    case 'restoring':
      return undefined;
  }
}

/**
 * The record sets of one or more names at `milestone`.
 * @param before what legacy answered with: simple A, AAAA or CNAME record sets
 */
export function recordsAt(
  milestone: Milestone,
  before: readonly ResourceRecordSet[],
  shape: RecordShape,
): readonly ResourceRecordSet[] {
  if (milestone.kind === 'before') return before;
  return before.flatMap((record) => {
    if (milestone.kind === 'lowered' || shape.follows.has(record.Name)) return [loweredRecord(record, shape)];
    return milestone.kind === 'weighted'
      ? weightedGroup(record, milestone.percent, shape)
      : [clusterRecord(record, shape)];
  });
}

/** The first of `candidates` at which a name's record sets are, or undefined when at none: then somebody else wrote them. */
export function matchMilestone(
  observed: readonly ResourceRecordSet[],
  before: readonly ResourceRecordSet[],
  shape: RecordShape,
  candidates: readonly Milestone[],
): Milestone | undefined {
  return candidates.find((milestone) => sameRecords(observed, recordsAt(milestone, before, shape)));
}

/** The largest change that a name goes through: from one share to the next, both members of each group go and come. */
export function largestChange(
  name: string,
  before: readonly ResourceRecordSet[],
  shape: RecordShape,
): NameChange {
  const at = (percent: number) => recordsAt({ kind: 'weighted', percent }, before, shape);
  return { name, remove: at(1), add: at(50) };
}

/** The longest time a resolver may keep what these record sets answered, seconds; 0 when there are none. */
export function longestTtl(records: readonly ResourceRecordSet[]): number {
  return Math.max(0, ...records.map((record) => record.TTL ?? ALIAS_TTL));
}

function loweredRecord(record: ResourceRecordSet, shape: RecordShape): ResourceRecordSet {
  if (record.TTL === undefined) return record;
  return { ...record, TTL: Math.min(record.TTL, groupTtl(record, shape)) };
}

function weightedGroup(record: ResourceRecordSet, percent: number, shape: RecordShape): ResourceRecordSet[] {
  const weights = weightsFor(percent);
  const ttl = record.TTL === undefined ? {} : { TTL: groupTtl(record, shape) };
  return [
    { ...record, ...ttl, SetIdentifier: SET_IDENTIFIERS.legacy, Weight: weights.legacy },
    {
      ...clusterRecord(record, shape),
      SetIdentifier: SET_IDENTIFIERS.cluster,
      Weight: weights.cluster,
      ...(shape.dataPlane && { HealthCheckId: shape.dataPlane.checkId }),
    },
  ];
}

/**
 * Members of one weighted group must have the same TTL; beside an alias, which has none of its own,
 * a record takes the alias's 60 seconds. A TTL is never raised otherwise.
 */
function groupTtl(record: ResourceRecordSet, { target, ttlSeconds }: RecordShape): number {
  const besideAlias =
    record.TTL === undefined || (target.kind === 'load-balancer' && record.Type !== 'CNAME');
  return besideAlias ? ALIAS_TTL : Math.min(ttlSeconds, record.TTL);
}

/** The cluster's simple record of the same name and type. CNAME stays CNAME: alternating kinds of answer skew resolvers. */
function clusterRecord(record: ResourceRecordSet, shape: RecordShape): ResourceRecordSet {
  const { Name, Type } = record;
  const { target } = shape;
  if (target.kind === 'addresses') {
    const values = Type === 'AAAA' ? target.ipv6 : target.ipv4;
    return { Name, Type, TTL: groupTtl(record, shape), ResourceRecords: values.map((Value) => ({ Value })) };
  }
  if (Type === 'CNAME') {
    return {
      Name,
      Type,
      TTL: groupTtl(record, shape),
      ResourceRecords: [{ Value: undotted(target.dnsName) }],
    };
  }
  return {
    Name,
    Type,
    AliasTarget: {
      HostedZoneId: target.hostedZoneId,
      DNSName: dotted(target.dnsName),
      EvaluateTargetHealth: target.evaluateTargetHealth,
    },
  };
}
