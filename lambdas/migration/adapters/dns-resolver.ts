import { Resolver as NodeResolver } from 'node:dns/promises';
import type { Addresses, CaaRecord, Resolver } from '../ports/resolver.ts';
import { isNoRecord } from './no-record.ts';

const TIMEOUT_MS = 2000;

type Lookups = Pick<NodeResolver, 'resolve4' | 'resolve6' | 'resolveCaa'>;

/** What Node says of a CAA record beside its tag. */
const BESIDE_TAGS = ['critical', 'type'];

/** The function's own resolver, which gives up after two tries of two seconds. */
export class DnsResolver implements Resolver {
  readonly #lookups: Lookups;

  constructor(lookups: Lookups = new NodeResolver({ timeout: TIMEOUT_MS, tries: 2 })) {
    this.#lookups = lookups;
  }

  async addressesOf(name: string): Promise<Addresses> {
    const [ipv4, ipv6] = await Promise.all([
      orNone(this.#lookups.resolve4(name)),
      orNone(this.#lookups.resolve6(name)),
    ]);
    return { ipv4: ipv4.toSorted(), ipv6: ipv6.toSorted() };
  }

  async caaOf(name: string): Promise<readonly CaaRecord[]> {
    const records = await orNone(this.#lookups.resolveCaa(name));
    return records.flatMap((record) =>
      Object.entries(record).flatMap(([tag, value]) =>
        BESIDE_TAGS.includes(tag) ? [] : { tag, value: String(value) },
      ),
    );
  }
}

async function orNone<T>(records: Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await records;
  } catch (error) {
    if (isNoRecord(error)) return [];
    throw error;
  }
}
