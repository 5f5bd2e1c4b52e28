import type { AcceptedBatch } from './apply-batch.ts';
import type { Protections } from './protections.ts';
import type { Change, RecordSet } from './types.ts';
import type { Node, ZoneView } from './zone-content.ts';
import { ZoneContent } from './zone-content.ts';

/** One accepted batch and when it took effect. Times are epoch milliseconds of the engine's clock. */
export interface ZoneVersion {
  /** 0 is the content that the zone was made with. */
  readonly number: number;
  /** `C…`; empty for version 0. */
  readonly changeId: string;
  /** From here on the API answers with this version. */
  readonly acceptedAt: number;
  /** From here on DNS answers with this version. Never before an earlier version's. */
  readonly insyncAt: number;
  readonly comment: string | undefined;
  readonly changes: readonly Change[];
  /** What the batch took away and what it put there; a record set that it replaced is in both. */
  readonly before: readonly RecordSet[];
  readonly after: readonly RecordSet[];
}

/** As the API names it. */
export interface Vpc {
  readonly VPCRegion?: string | undefined;
  readonly VPCId?: string | undefined;
}

export interface HostedZoneDescription {
  readonly id: string;
  /** Canonical. */
  readonly name: string;
  /** Whose it is; undefined: everybody's. */
  readonly account: string | undefined;
  readonly private: boolean;
  /** In which it answers; none for a public zone. */
  readonly vpcs: readonly Vpc[];
  readonly nameServers: readonly string[];
  readonly comment: string | undefined;
}

export interface HostedZoneInfo extends HostedZoneDescription {
  readonly recordSetCount: number;
}

interface StoredVersion extends ZoneVersion {
  readonly nodes: ReadonlyMap<string, Node>;
}

/** What a version says that only takes others back. */
export const STRANDED = 'Changes were stranded by a failover of the control plane.';

/** A zone with all its versions. The latest is what the API sees; what is in sync by now is what DNS serves. */
export class HostedZone {
  readonly description: HostedZoneDescription;
  readonly protections: Protections;
  readonly #initial: readonly (readonly [string, Node])[];
  readonly #versions: StoredVersion[];
  readonly #latest: ZoneContent;
  readonly #served: ZoneContent;
  #servedVersion = 0;

  constructor(
    description: HostedZoneDescription,
    seed: AcceptedBatch,
    protections: Protections,
    now: number,
  ) {
    this.description = description;
    this.protections = protections;
    this.#initial = [...seed.nodes];
    this.#latest = new ZoneContent(description.name, this.#initial);
    this.#served = new ZoneContent(description.name, this.#initial);
    this.#versions = [
      {
        number: 0,
        changeId: '',
        acceptedAt: now,
        insyncAt: now,
        comment: undefined,
        changes: seed.changes,
        before: [],
        after: seed.after,
        nodes: seed.nodes,
      },
    ];
  }

  /** What the API answers with. */
  get latest(): ZoneContent {
    return this.#latest;
  }

  get versions(): readonly ZoneVersion[] {
    return this.#versions;
  }

  /** What DNS answers with at `now`. Time doesn't go back: what was in sync once stays so. */
  served(now: number): ZoneView {
    for (
      let next = this.#nextServed();
      next !== undefined && next.insyncAt <= now;
      next = this.#nextServed()
    ) {
      for (const [name, node] of next.nodes) this.#served.put(name, node);
      this.#servedVersion = next.number;
    }
    return this.#served;
  }

  /** Takes an accepted batch over. Zones propagate in order, so a quick change waits for a slow one before it. */
  accept(
    batch: AcceptedBatch,
    at: { readonly changeId: string; readonly acceptedAt: number; readonly insyncAt: number },
    comment: string | undefined,
  ): ZoneVersion {
    const last = this.#versions[this.#versions.length - 1] as StoredVersion;
    for (const [name, node] of batch.nodes) this.#latest.put(name, node);
    const version: StoredVersion = {
      ...at,
      insyncAt: Math.max(at.insyncAt, last.insyncAt),
      number: last.number + 1,
      comment,
      changes: batch.changes,
      before: batch.before,
      after: batch.after,
      nodes: batch.nodes,
    };
    this.#versions.push(version);
    return version;
  }

  /** Has what was accepted after `since` never been accepted (R84). Times are epoch milliseconds. */
  strand(
    since: number,
    now: number,
  ): { readonly version: ZoneVersion; readonly stranded: readonly ZoneVersion[] } {
    const stranded = this.#versions.filter(({ number, acceptedAt }) => number > 0 && acceptedAt > since);
    const kept = new ZoneContent(this.description.name, this.#initial);
    for (const version of this.#versions)
      if (!stranded.includes(version)) for (const [name, node] of version.nodes) kept.put(name, node);
    const names = new Set(stranded.flatMap(({ nodes }) => [...nodes.keys()]));
    const nodes = new Map([...names].map((name) => [name, kept.at(name)]));
    const before = [...names].flatMap((name) => this.#latest.at(name));
    const batch = { changes: [], nodes, before, after: [...nodes.values()].flat() };
    const version = this.accept(batch, { changeId: '', acceptedAt: now, insyncAt: now }, STRANDED);
    return { version, stranded };
  }

  /**
   * Goes through all versions in order and shows each one's content, which is valid during the call only.
   * Costs as much as the zone once plus all changes.
   */
  replay(visit: (view: ZoneView, version: ZoneVersion) => void): void {
    const content = new ZoneContent(this.description.name, this.#initial);
    for (const version of this.#versions) {
      if (version.number > 0) for (const [name, node] of version.nodes) content.put(name, node);
      visit(content, version);
    }
  }

  #nextServed(): StoredVersion | undefined {
    return this.#versions[this.#servedVersion + 1];
  }
}

export function bareZoneId(id: string): string {
  return id.replace(/^\/hostedzone\//, '');
}

export function infoOf(zone: HostedZone): HostedZoneInfo {
  return { ...zone.description, recordSetCount: zone.latest.size };
}
