import { Resolver } from 'node:dns/promises';
import type { DecodedPacket } from 'dns-packet';
import { type DnsQuestion, queryDns } from './dns-query.ts';

/** What is asked of the function's own resolver. */
export type Lookups = Pick<Resolver, 'resolveNs' | 'resolve4' | 'resolve6'>;

export interface DnsOptions<Needed extends keyof Lookups = keyof Lookups> {
  readonly lookups: Pick<Lookups, Needed>;
  /** Where name servers listen. */
  readonly port: number;
  /** For one answer of one name server, milliseconds. */
  readonly timeoutMs: number;
}

const TIMEOUT_MS = 2000;

/** The resolver gives up after two tries of two seconds. */
export const DNS_DEFAULTS: DnsOptions = {
  lookups: new Resolver({ timeout: TIMEOUT_MS, tries: 2 }),
  port: 53,
  timeoutMs: TIMEOUT_MS,
};

/** What the name server of that name answers itself. @throws when it has no address, or doesn't answer in time */
export async function askServer(
  question: DnsQuestion,
  server: string,
  { lookups, port, timeoutMs }: DnsOptions<'resolve4' | 'resolve6'>,
): Promise<DecodedPacket> {
  const addresses = await lookups.resolve4(server).catch((error) =>
    lookups.resolve6(server).catch(() => {
      throw error;
    }),
  );
  const [address] = addresses;
  if (address === undefined) throw new Error('it has no address');
  return queryDns(question, { address, port }, timeoutMs);
}

export function rcodeOf(packet: DecodedPacket): string {
  return (packet as { rcode?: string }).rcode ?? 'unknown';
}
