import { AccountLimits, changesIn } from './account-limits.ts';
import { Answering } from './answering.ts';
import type { BatchContext } from './apply-batch.ts';
import { applyBatch, seedZone } from './apply-batch.ts';
import type { Share } from './choose.ts';
import type { Caller, EngineOptions, ZoneSeed } from './engine-options.ts';
import { seededRandom } from './engine-options.ts';
import { accessDenied, noSuchChange, noSuchHostedZone, priorRequestNotComplete } from './errors.ts';
import { HealthChecks } from './health-checks.ts';
import type { HostedZoneDescription, HostedZoneInfo, ZoneVersion } from './hosted-zone.ts';
import { bareZoneId, HostedZone, infoOf } from './hosted-zone.ts';
import type { RateLimiter } from './limiter.ts';
import type { ListInput, ListPage } from './listing.ts';
import { listPage } from './listing.ts';
import { apexRecords, describeNewZone } from './new-zone.ts';
import type { ListProtectionsInput, ProtectionInput, ProtectionsPage } from './protections.ts';
import { Protections } from './protections.ts';
import type { Answer } from './resolve.ts';
import { oneOf } from './schema-violations.ts';
import type { ChangeBatchInput, ChangeInfo, RecordSet, RecordType } from './types.ts';
import type { ZoneView } from './zone-content.ts';
import type { ListZonesInput, ZonesPage } from './zone-listing.ts';
import { zonesPage } from './zone-listing.ts';

/** What a listener gets of each accepted batch, once the zone contains it. */
export interface ChangeEvent {
  readonly zoneId: string;
  readonly zoneName: string;
  readonly version: ZoneVersion;
}

/** A limit of a zone, and how much of it is used. */
export interface HostedZoneLimit {
  readonly type: string;
  readonly value: number;
  readonly count: number;
}

const DEFAULT_PROPAGATION = { minMs: 20_000, maxMs: 50_000 };
const DEFAULT_MAX_RECORD_SETS = 10_000;

/**
 * Route 53 in memory, as strict as `SPEC.md` says. The methods in the first group are the API: each takes of
 * the limits of the caller's account and throws `Route53Error`. Without a caller it is somebody who is signed in to
 * whichever account owns what he asks for. All others are for the world around it and cost nothing.
 */
export class Route53Engine {
  readonly #limits: AccountLimits;
  readonly healthChecks: HealthChecks;
  readonly #options: EngineOptions;
  readonly #random: () => number;
  readonly #zones = new Map<string, HostedZone>();
  readonly #changes = new Map<string, { zone: HostedZone; version: ZoneVersion }>();
  readonly #listeners = new Set<(event: ChangeEvent) => void>();
  readonly #answering: Answering;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#random = options.random ?? seededRandom(1);
    this.#limits = new AccountLimits(options);
    this.healthChecks = new HealthChecks({
      now: options.now,
      random: this.#random,
      spend: (operation) => this.#limits.spend(operation, undefined),
      alarmOf: (alarm) => options.alarmOf?.(alarm),
    });
    this.#answering = new Answering(this.#zones, this.healthChecks, options);
  }

  // --- the API ---

  /** Applies a whole batch or nothing of it. */
  changeResourceRecordSets(zoneId: string, batch: ChangeBatchInput, caller?: Caller): ChangeInfo {
    this.#limits.spend('ChangeResourceRecordSets', caller, changesIn(batch));
    const zone = this.#zone(zoneId, caller);
    const now = this.#options.now();
    const last = zone.versions[zone.versions.length - 1] as ZoneVersion;
    if (last.number > 0 && now < last.acceptedAt + (this.#options.processingMs ?? 0)) {
      throw priorRequestNotComplete();
    }
    const accepted = applyBatch(batch, this.#batchContext(zone.description, zone.latest, zone.protections));
    const { minMs, maxMs } = this.#options.propagation ?? DEFAULT_PROPAGATION;
    const insyncAt = now + Math.round(minMs + this.#random() * (maxMs - minMs));
    const version = zone.accept(
      accepted,
      { changeId: this.#newChangeId(), acceptedAt: now, insyncAt },
      batch.Comment,
    );
    this.#changes.set(version.changeId, { zone, version });
    this.#announce(zone, version);
    return this.#changeInfo(version);
  }

  listResourceRecordSets(zoneId: string, input: ListInput = {}, caller?: Caller): ListPage {
    this.#limits.spend('ListResourceRecordSets', caller);
    return listPage(this.#zone(zoneId, caller).latest, input);
  }

  getChange(id: string, caller?: Caller): ChangeInfo {
    this.#limits.spend('GetChange', caller);
    const bare = id.replace(/^\/change\//, '');
    const known = this.#changes.get(bare);
    if (known === undefined) throw noSuchChange(bare);
    refuseOthers(known.zone, caller);
    return this.#changeInfo(known.version);
  }

  getHostedZone(id: string, caller?: Caller): HostedZoneInfo {
    this.#limits.spend('GetHostedZone', caller);
    return infoOf(this.#zone(id, caller));
  }

  listHostedZones(input: ListZonesInput = {}, caller?: Caller): ZonesPage {
    this.#limits.spend('ListHostedZones', caller);
    const account = caller?.account ?? this.#options.account;
    const own = [...this.#zones.values()].map(infoOf).filter((zone) => zone.account === account);
    return zonesPage(own, input);
  }

  /** How many record sets a zone may hold, and how many it has. */
  getHostedZoneLimit(id: string, type: string, caller?: Caller): HostedZoneLimit {
    this.#limits.spend('GetHostedZoneLimit', caller);
    const { latest } = this.#zone(id, caller);
    oneOf(type, ['MAX_RRSETS_BY_ZONE'], 'Type', 'GetHostedZoneLimitRequest');
    return { type, value: this.#maxRecordSets, count: latest.size };
  }

  createResourceRecordSetProtections(
    zoneId: string,
    entries: readonly ProtectionInput[],
    caller?: Caller,
  ): void {
    this.#limits.spend('CreateResourceRecordSetProtections', caller);
    this.#zone(zoneId, caller).protections.create(entries);
  }

  deleteResourceRecordSetProtections(
    zoneId: string,
    entries: readonly ProtectionInput[],
    caller?: Caller,
  ): void {
    this.#limits.spend('DeleteResourceRecordSetProtections', caller);
    this.#zone(zoneId, caller).protections.delete(entries);
  }

  listResourceRecordSetProtections(
    zoneId: string,
    input: ListProtectionsInput = {},
    caller?: Caller,
  ): ProtectionsPage {
    this.#limits.spend('ListResourceRecordSetProtections', caller);
    return this.#zone(zoneId, caller).protections.list(input);
  }

  // --- the world around it ---

  /** Of the engine's own account. */
  get limiter(): RateLimiter {
    return this.#limits.own;
  }

  /** The control plane fails over, without what it had accepted for the zone after `since` (epoch milliseconds): R84. */
  strand(zoneId: string, since: number): void {
    const zone = this.#zone(zoneId);
    const { version, stranded } = zone.strand(since, this.#options.now());
    for (const { changeId } of stranded) this.#changes.delete(changeId);
    this.#announce(zone, version);
  }

  /** Makes a zone. Throws what a batch would, when its records break a rule. */
  addZone(seed: ZoneSeed): HostedZoneInfo {
    const id = bareZoneId(seed.id);
    if (this.#zones.has(id)) throw new Error(`There is a hosted zone with the id ${id} already`);
    const description = describeNewZone(id, seed, this.#options.account);
    const records = [...apexRecords(description, seed.records ?? []), ...(seed.records ?? [])];
    const empty: ZoneView = {
      zoneName: description.name,
      size: 0,
      at: () => [],
      exists: () => false,
      records: () => [],
    };
    const protections = new Protections(description.name);
    const content = seedZone(records, this.#batchContext(description, empty, protections));
    const zone = new HostedZone(description, content, protections, this.#options.now());
    this.#zones.set(id, zone);
    return infoOf(zone);
  }

  /** Calls `listener` after every accepted batch; the returned function stops that. */
  onChange(listener: (event: ChangeEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Every version of a zone, the first one included. */
  history(zoneId: string): readonly ZoneVersion[] {
    return this.#zone(zoneId).versions;
  }

  /** Shows the content of every version in order (see `HostedZone.replay`). */
  replay(zoneId: string, visit: (view: ZoneView, version: ZoneVersion) => void): void {
    this.#zone(zoneId).replay(visit);
  }

  /** All record sets that the API would list, in its order. */
  records(zoneId: string): RecordSet[] {
    return this.#zone(zoneId).latest.records();
  }

  /** The zone as DNS serves it now. */
  served(zoneId: string): ZoneView {
    return this.#zone(zoneId).served(this.#options.now());
  }

  /** Answers a question from the public zones, as they are in sync by now. `REFUSED` when no zone has the name. */
  answer(name: string, type: string, random: () => number = this.#random): Answer {
    return this.#answering.answer(name, type, random);
  }

  /** Answers a question from one version of one zone alone, as `replay` shows it. */
  answerFrom(view: ZoneView, name: string, type: string, random: () => number = this.#random): Answer {
    return this.#answering.answerFrom(view, name, type, random);
  }

  /** Which record sets of a name and type answer in this version, and how often; none when it has none of that type. */
  shares(view: ZoneView, name: string, type: RecordType): Share[] {
    return this.#answering.shares(view, name, type);
  }

  #announce({ description: { id, name } }: HostedZone, version: ZoneVersion): void {
    for (const listener of this.#listeners) listener({ zoneId: id, zoneName: name, version });
  }

  #batchContext(
    { id, name }: HostedZoneDescription,
    content: ZoneView,
    protections: Pick<Protections, 'of'>,
  ): BatchContext {
    return {
      zoneId: id,
      zoneName: name,
      at: (asked) => content.at(asked),
      size: content.size,
      maxSize: this.#maxRecordSets,
      protections,
      healthChecks: this.healthChecks,
    };
  }

  get #maxRecordSets(): number {
    return this.#options.maxRecordSets ?? DEFAULT_MAX_RECORD_SETS;
  }

  #zone(id: string, caller?: Caller): HostedZone {
    const zone = this.#zones.get(bareZoneId(id));
    if (zone === undefined) throw noSuchHostedZone(bareZoneId(id));
    refuseOthers(zone, caller);
    return zone;
  }

  #changeInfo({ changeId, acceptedAt, insyncAt, comment }: ZoneVersion): ChangeInfo {
    return {
      Id: `/change/${changeId}`,
      Status: this.#options.now() >= insyncAt ? 'INSYNC' : 'PENDING',
      SubmittedAt: new Date(acceptedAt),
      ...(comment !== undefined && { Comment: comment }),
    };
  }

  #newChangeId(): string {
    const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
    let id = 'C';
    while (id.length < 20) id += ALPHABET[Math.floor(this.#random() * ALPHABET.length)];
    return this.#changes.has(id) ? this.#newChangeId() : id;
  }
}

function refuseOthers({ description: { account } }: HostedZone, caller: Caller | undefined): void {
  if (caller && account !== undefined && caller.account !== account) throw accessDenied(caller.arn);
}
