import { orderKey, parentOf } from './names.ts';
import type { RecordSet, RecordType } from './types.ts';

/** All record sets of one name, ordered by type, then set identifier. Never changed, only replaced. */
export type Node = readonly RecordSet[];

export const EMPTY_NODE: Node = Object.freeze([]);

/** What can be asked of one version of a zone. */
export interface ZoneView {
  readonly zoneName: string;
  /** Number of record sets. */
  readonly size: number;
  at(name: string): Node;
  /** True when the name, or one below it, has a record set. */
  exists(name: string): boolean;
  /** Every record set, in the order that `ListResourceRecordSets` has. */
  records(): RecordSet[];
}

/** The record sets of one version of a zone, changed name by name. */
export class ZoneContent implements ZoneView {
  readonly zoneName: string;
  #size = 0;
  readonly #nodes = new Map<string, Node>();
  /** How many record sets there are at a name and below, for every name and every ancestor inside the zone. */
  readonly #below = new Map<string, number>();
  #order: { readonly key: string; readonly name: string }[] | undefined;

  constructor(zoneName: string, nodes: Iterable<readonly [string, Node]> = []) {
    this.zoneName = zoneName;
    for (const [name, node] of nodes) this.put(name, node);
  }

  get size(): number {
    return this.#size;
  }

  at(name: string): Node {
    return this.#nodes.get(name) ?? EMPTY_NODE;
  }

  exists(name: string): boolean {
    return this.#below.has(name);
  }

  /** Replaces everything at a name; an empty node removes it. */
  put(name: string, node: Node): void {
    const before = this.at(name).length;
    if (node.length === 0) this.#nodes.delete(name);
    else this.#nodes.set(name, node);
    this.#count(name, node.length - before);
    if ((before === 0) !== (node.length === 0)) this.#reorder(name, node.length > 0);
  }

  entries(): IterableIterator<[string, Node]> {
    return this.#nodes.entries();
  }

  records(): RecordSet[] {
    return this.#ordered().flatMap(({ name }) => this.at(name));
  }

  /** Record sets from the first name that is `from` (canonical) or comes after it. */
  *recordsFrom(from: string): Generator<RecordSet> {
    const order = this.#ordered();
    for (let i = firstAtLeast(order, sortKey(from)); i < order.length; i++) {
      yield* this.at((order[i] as { name: string }).name);
    }
  }

  #count(name: string, difference: number): void {
    this.#size += difference;
    for (let at = name; ; at = parentOf(at)) {
      const count = (this.#below.get(at) ?? 0) + difference;
      if (count === 0) this.#below.delete(at);
      else this.#below.set(at, count);
      if (at === this.zoneName || at === '.') return;
    }
  }

  #reorder(name: string, present: boolean): void {
    if (this.#order === undefined) return;
    const key = sortKey(name);
    const index = firstAtLeast(this.#order, key);
    if (present) this.#order.splice(index, 0, { key, name });
    else this.#order.splice(index, 1);
  }

  /** Sorted when it is first read, kept sorted from then on. */
  #ordered(): { readonly key: string; readonly name: string }[] {
    this.#order ??= [...this.#nodes.keys()]
      .map((name) => ({ key: sortKey(name), name }))
      .sort((a, b) => (a.key < b.key ? -1 : 1));
    return this.#order;
  }
}

/** The node with a record set added, or put in place of the one with the same type and set identifier. */
export function withRecord(node: Node, record: RecordSet): Node {
  const others = node.filter((other) => !sameSlot(other, record));
  return Object.freeze([...others, record].sort(byTypeAndIdentifier));
}

/** The node without the record set of that type and set identifier. */
export function withoutRecord(node: Node, record: RecordSet): Node {
  return Object.freeze(node.filter((other) => !sameSlot(other, record)));
}

/** The record set of that type and set identifier. */
export function find(node: Node, type: RecordType, identifier: string | undefined): RecordSet | undefined {
  return node.find((record) => record.Type === type && record.SetIdentifier === identifier);
}

function sameSlot(a: RecordSet, b: RecordSet): boolean {
  return a.Type === b.Type && a.SetIdentifier === b.SetIdentifier;
}

function byTypeAndIdentifier(a: RecordSet, b: RecordSet): number {
  if (a.Type !== b.Type) return a.Type < b.Type ? -1 : 1;
  return (a.SetIdentifier ?? '') < (b.SetIdentifier ?? '') ? -1 : 1;
}

/** Unique, unlike the order key alone: a label that holds a dot (`\\056`) reads like two labels. */
function sortKey(name: string): string {
  return `${orderKey(name)}\0${name}`;
}

function firstAtLeast(order: readonly { readonly key: string }[], key: string): number {
  let low = 0;
  let high = order.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((order[middle] as { key: string }).key < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
