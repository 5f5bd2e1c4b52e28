import type { DecodedPacket } from 'dns-packet';
import { undotted } from '../../shared/contract/dns-names.ts';
import type { NameServers } from '../ports/name-servers.ts';
import { askServer, DNS_DEFAULTS, type DnsOptions, rcodeOf } from './dns-lookups.ts';
import type { DnsQuestion } from './dns-query.ts';

export class DnsNameServers implements NameServers {
  readonly #options: DnsOptions<'resolve4' | 'resolve6'>;

  constructor(options: Partial<DnsOptions<'resolve4' | 'resolve6'>> = {}) {
    this.#options = { ...DNS_DEFAULTS, ...options };
  }

  async textsAt(server: string, name: string): Promise<readonly string[]> {
    const { answers = [] } = await this.#ask({ type: 'TXT', name }, server);
    return answers.flatMap((record) => (record.type === 'TXT' ? [quoted(record.data)] : []));
  }

  async knows(server: string, name: string, type: string): Promise<boolean> {
    return rcodeOf(await this.#ask({ type: type as DnsQuestion['type'], name }, server)) === 'NOERROR';
  }

  async #ask({ type, name }: DnsQuestion, server: string): Promise<DecodedPacket> {
    const packet = await askServer({ type, name: undotted(name) }, server, this.#options);
    const rcode = rcodeOf(packet);
    if (rcode !== 'NOERROR' && rcode !== 'NXDOMAIN') throw new Error(`it answers ${rcode}`);
    if (!packet.flag_aa) throw new Error('it is not authoritative for the name');
    return packet;
  }
}

/** A record's strings, as Route 53 writes them. */
function quoted(data: string | Buffer | (string | Buffer)[]): string {
  return [data]
    .flat()
    .map((text) => `"${text.toString()}"`)
    .join(' ');
}
