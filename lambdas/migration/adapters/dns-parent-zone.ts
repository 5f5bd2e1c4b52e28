import { Resolver } from 'node:dns/promises';
import type { DecodedPacket } from 'dns-packet';
import { undotted } from '../../shared/contract/dns-names.ts';
import type { Delegation } from '../domain/delegation.ts';
import type { ParentZone } from '../ports/delegation.ts';
import { queryNs } from './dns-query.ts';
import { isNoRecord } from './no-record.ts';

/** What is asked of the function's own resolver. */
export type Lookups = Pick<Resolver, 'resolveNs' | 'resolve4' | 'resolve6'>;

export interface DnsOptions {
  readonly lookups: Lookups;
  /** Where name servers listen. */
  readonly port: number;
  /** For one answer of one name server, milliseconds. */
  readonly timeoutMs: number;
}

const TIMEOUT_MS = 2000;
/** So many name servers of the parent are tried before it counts as not to be asked. */
const MOST_SERVERS = 3;

/** The resolver gives up after two tries of two seconds. */
const DEFAULTS: DnsOptions = {
  lookups: new Resolver({ timeout: TIMEOUT_MS, tries: 2 }),
  port: 53,
  timeoutMs: TIMEOUT_MS,
};

/**
 * Asks the parent's own name servers: a resolver would answer with the NS records of the zone itself, which say
 * nothing of which servers resolvers are sent to.
 */
export class DnsParentZone implements ParentZone {
  readonly #options: DnsOptions;

  constructor(options: Partial<DnsOptions> = {}) {
    this.#options = { ...DEFAULTS, ...options };
  }

  async delegationOf(zoneName: string): Promise<Delegation> {
    const name = undotted(zoneName);
    const problems: string[] = [];
    for (const server of (await this.#serversAbove(name)).slice(0, MOST_SERVERS)) {
      try {
        return delegationIn(await this.#ask(name, server), name, server);
      } catch (error) {
        problems.push(`${server}: ${(error as Error).message}`);
      }
    }
    throw new Error(`no name server of the parent zone of ${name} answered: ${problems.join('; ')}`);
  }

  /** The name servers of the closest zone above; labels without a zone of their own are passed over. */
  async #serversAbove(name: string): Promise<readonly string[]> {
    const labels = name.split('.');
    for (let i = 1; i < labels.length; i++) {
      try {
        const servers = await this.#options.lookups.resolveNs(labels.slice(i).join('.'));
        if (servers.length > 0) return servers;
      } catch (error) {
        if (!isNoRecord(error)) throw error;
      }
    }
    throw new Error(`the resolver knows no parent zone of ${name}`);
  }

  async #ask(name: string, server: string): Promise<DecodedPacket> {
    const { lookups, port, timeoutMs } = this.#options;
    const addresses = await lookups.resolve4(server).catch(() => lookups.resolve6(server));
    const [address] = addresses;
    if (address === undefined) throw new Error('it has no address');
    return queryNs(name, { address, port }, timeoutMs);
  }
}

/** The parent refers to the zone's name servers in the authority section; it answers itself where it serves both. */
function delegationIn(packet: DecodedPacket, name: string, askedAt: string): Delegation {
  const rcode = (packet as { rcode?: string }).rcode ?? 'unknown';
  if (rcode === 'NXDOMAIN') return { kind: 'not-delegated', askedAt };
  if (rcode !== 'NOERROR') throw new Error(`it answers ${rcode}`);
  const records = [...(packet.answers ?? []), ...(packet.authorities ?? [])];
  const servers = records.flatMap((record) =>
    record.type === 'NS' && undotted(record.name) === name ? [undotted(record.data)] : [],
  );
  if (servers.length > 0) return { kind: 'delegated', nameServers: servers.toSorted(), askedAt };
  const referredTo = records.find((record) => record.type === 'NS')?.name;
  if (referredTo) throw new Error(`it refers to ${referredTo}, not to ${name}`);
  return { kind: 'not-delegated', askedAt };
}
