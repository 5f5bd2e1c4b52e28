import type { DecodedPacket } from 'dns-packet';
import { undotted } from '../../shared/contract/dns-names.ts';
import type { Delegation } from '../domain/delegation.ts';
import type { ParentZone } from '../ports/delegation.ts';
import { askServer, DNS_DEFAULTS, type DnsOptions, rcodeOf } from './dns-lookups.ts';
import { isNoRecord } from './no-record.ts';

/** So many name servers of the parent are tried before it counts as not to be asked. */
const MOST_SERVERS = 3;

/**
 * Asks the parent's own name servers: a resolver would answer with the NS records of the zone itself, which say
 * nothing of which servers resolvers are sent to.
 */
export class DnsParentZone implements ParentZone {
  readonly #options: DnsOptions;

  constructor(options: Partial<DnsOptions> = {}) {
    this.#options = { ...DNS_DEFAULTS, ...options };
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

  #ask(name: string, server: string): Promise<DecodedPacket> {
    return askServer({ type: 'NS', name }, server, this.#options);
  }
}

/** The parent refers to the zone's name servers in the authority section; it answers itself where it serves both. */
function delegationIn(packet: DecodedPacket, name: string, askedAt: string): Delegation {
  const rcode = rcodeOf(packet);
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
