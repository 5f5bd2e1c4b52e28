import { invalidChangeBatch, noSuchHealthCheck } from './errors.ts';
import type { HealthChecks } from './health-checks.ts';
import { inFirstNotation, keyOf, normalise, sameRecordSet } from './normalise.ts';
import type { Protections } from './protections.ts';
import { checkShape } from './request-shape.ts';
import type { RuleContext } from './rules.ts';
import { describeSlot, obstacles } from './rules.ts';
import type { Action, Change, ChangeBatchInput, RecordSet, RecordSetInput } from './types.ts';
import type { Node } from './zone-content.ts';
import { find, withoutRecord, withRecord } from './zone-content.ts';

/** Elements of a batch; a record set counts for its values, an alias for one, an UPSERT for twice that. */
const MAX_ELEMENTS = 1000;
/** Characters in all values of a batch, those of an UPSERT twice. */
const MAX_CHARACTERS = 32_000;

/** The zone that a batch is judged against. */
export interface BatchContext extends RuleContext {
  /** Number of record sets in the zone before the batch. */
  readonly size: number;
  /** Number of record sets that it may hold. */
  readonly maxSize: number;
  readonly protections: Pick<Protections, 'of'>;
  readonly healthChecks: Pick<HealthChecks, 'has'>;
}

export interface AcceptedBatch {
  readonly changes: readonly Change[];
  /** The new content of every name that the batch touches. */
  readonly nodes: ReadonlyMap<string, Node>;
  /** What the batch took away and what it put there; a record set that is replaced is in both. */
  readonly before: readonly RecordSet[];
  readonly after: readonly RecordSet[];
}

/**
 * Judges a batch whole, change by change in its order, without touching the zone.
 * Throws `InvalidInput`, `NoSuchHealthCheck` or `InvalidChangeBatch` (with every message) when any of it may not be.
 */
export function applyBatch(batch: ChangeBatchInput, context: BatchContext): AcceptedBatch {
  checkShape(batch);
  const changes = readChanges(batch);
  refuseIfAny([...limitMessages(changes), ...sequenceMessages(changes)]);
  requireHealthChecks(changes, context);
  return applyInOrder(changes, context);
}

/** The content of a new zone, made of `CREATE`s that no batch limit holds back. */
export function seedZone(records: readonly RecordSetInput[], context: BatchContext): AcceptedBatch {
  const batch = { Changes: records.map((ResourceRecordSet) => ({ Action: 'CREATE', ResourceRecordSet })) };
  checkShape(batch);
  const changes = readChanges(batch);
  return applyInOrder(
    [...changes].sort((a, b) => rank(a, context.zoneId) - rank(b, context.zoneId)),
    context,
  );
}

/** Aliases into the zone itself come last, because their targets must be there. */
function rank({ ResourceRecordSet: { AliasTarget } }: Change, zoneId: string): number {
  return AliasTarget?.HostedZoneId === zoneId ? 1 : 0;
}

function refuseIfAny(messages: readonly string[]): void {
  if (messages.length > 0) throw invalidChangeBatch(messages);
}

function readChanges(batch: ChangeBatchInput): Change[] {
  const changes: Change[] = [];
  const messages: string[] = [];
  for (const { Action, ResourceRecordSet } of batch.Changes ?? []) {
    const read = normalise(ResourceRecordSet as RecordSetInput);
    if (read.ok) changes.push(Object.freeze({ Action: Action as Action, ResourceRecordSet: read.record }));
    else messages.push(...read.messages);
  }
  refuseIfAny(messages);
  return changes;
}

function limitMessages(changes: readonly Change[]): string[] {
  let elements = 0;
  let characters = 0;
  for (const { Action, ResourceRecordSet } of changes) {
    const times = Action === 'UPSERT' ? 2 : 1;
    const values = ResourceRecordSet.ResourceRecords ?? [];
    elements += times * Math.max(1, values.length);
    characters += times * values.reduce((sum, { Value }) => sum + Value.length, 0);
  }
  return [
    ...(elements > MAX_ELEMENTS ? [`Number of records limit of ${MAX_ELEMENTS} exceeded.`] : []),
    ...(characters > MAX_CHARACTERS ? [`RDATA character limit of ${MAX_CHARACTERS} exceeded.`] : []),
  ];
}

/** One record set may be changed once, or deleted and then created. */
function sequenceMessages(changes: readonly Change[]): string[] {
  const actions = new Map<string, { record: RecordSet; sequence: string }>();
  for (const { Action, ResourceRecordSet } of changes) {
    const key = keyOf(ResourceRecordSet);
    const known = actions.get(key);
    const sequence = known === undefined ? Action : `${known.sequence},${Action}`;
    actions.set(key, { record: ResourceRecordSet, sequence });
  }
  return [...actions.values()]
    .filter(({ sequence }) => sequence.includes(',') && sequence !== 'DELETE,CREATE')
    .map(
      ({ record }) =>
        `The request contains an invalid set of changes for a resource record set '${record.Type} ${record.Name}'`,
    );
}

/** What goes away may name a check that is gone: else it could never be taken away. */
function requireHealthChecks(changes: readonly Change[], { healthChecks }: BatchContext): void {
  for (const { Action, ResourceRecordSet } of changes) {
    const { HealthCheckId: id } = ResourceRecordSet;
    if (Action !== 'DELETE' && id !== undefined && !healthChecks.has(id)) throw noSuchHealthCheck(id);
  }
}

function applyInOrder(changes: readonly Change[], context: BatchContext): AcceptedBatch {
  const nodes = new Map<string, Node>();
  const at = (name: string): Node => nodes.get(name) ?? context.at(name);
  const current = { ...context, at };
  const messages: string[] = protectionMessages(changes, context);
  const before: RecordSet[] = [];
  const after: RecordSet[] = [];
  for (const { Action, ResourceRecordSet: given } of changes) {
    if (context.protections.of(given.Name, given.Type)) continue;
    const node = at(given.Name);
    const stored = find(node, given.Type, given.SetIdentifier);
    const record = Action === 'UPSERT' ? inFirstNotation(given, stored) : given;
    const refused = refusals(Action, record, stored, node, current);
    messages.push(...refused);
    // A refused change is left out, so that what follows is judged as if it weren't there.
    if (refused.length > 0) continue;
    if (stored !== undefined) before.push(stored);
    if (Action !== 'DELETE') after.push(record);
    nodes.set(record.Name, Action === 'DELETE' ? withoutRecord(node, record) : withRecord(node, record));
  }
  messages.push(...zoneMessages(context, at, context.size + after.length - before.length));
  refuseIfAny(messages);
  return { changes, nodes, before, after };
}

/** One for each protected name and type, however many changes of it there are. */
function protectionMessages(changes: readonly Change[], { protections }: BatchContext): string[] {
  const found = changes.map(({ ResourceRecordSet: { Name, Type } }) => protections.of(Name, Type));
  return [...new Set(found)].flatMap((protection) => {
    if (protection === undefined) return [];
    const { RecordName, RecordType, Comment } = protection;
    const start = `RRSet of type ${RecordType} with DNS name ${RecordName} is not permitted to change because it has a resource record set protection`;
    return Comment === undefined ? start : `${start}: ${Comment}`;
  });
}

function refusals(
  action: Action,
  record: RecordSet,
  stored: RecordSet | undefined,
  node: Node,
  context: RuleContext,
): string[] {
  if (action === 'DELETE') {
    const start = `Tried to delete resource record set ${describeSlot(record)} but`;
    if (stored === undefined) return [`${start} it was not found`];
    return sameRecordSet(stored, record)
      ? []
      : [`${start} the values provided do not match the current values`];
  }
  if (action === 'CREATE' && stored !== undefined) {
    return [`Tried to create resource record set ${describeSlot(record)} but it already exists`];
  }
  return obstacles(record, node, context);
}

/** What must be true of the zone when the whole batch is in. */
function zoneMessages(context: BatchContext, at: (name: string) => Node, size: number): string[] {
  const apex = at(context.zoneName);
  return [
    ...(apex.some(({ Type }) => Type === 'SOA') ? [] : ['A HostedZone must contain exactly one SOA record.']),
    ...(apex.some(({ Type }) => Type === 'NS')
      ? []
      : ['A HostedZone must contain at least one NS record for the zone itself.']),
    ...(size > context.maxSize ? [`Exceeded limit MAX_RRSETS_BY_ZONE for zone: ${context.zoneId}`] : []),
  ];
}
