/** The zones' own name servers as functions meet them: at an address each, and each answers what DNS answers. */
import { dotted } from '../../../lambdas/shared/contract/dns-names.ts';
import type { SimulatedNetwork } from '../../network/simulated-network.ts';
import type { DnsServer, Route53Engine } from '../../route53/index.ts';
import type { NamedBalancer } from './balancer-names.ts';

const DNS_PORT = 53;

export interface NameServersPlaced {
  /** For the resolver. */
  readonly named: readonly NamedBalancer[];
  remove(): void;
}

/** @param dns answers for all zones */
export function placeNameServers(
  {
    engine,
    dns,
    zoneIds,
  }: {
    readonly engine: Route53Engine;
    readonly dns: Pick<DnsServer, 'port'>;
    readonly zoneIds: readonly string[];
  },
  network: SimulatedNetwork,
): NameServersPlaced {
  const names = [...new Set(zoneIds.flatMap((zoneId) => serversIn(engine, zoneId)))].toSorted();
  const named = names.map((dnsName, index) => ({ dnsName, ipv4: [addressOf(index)], ipv6: [] }));
  const addresses = named.flatMap(({ ipv4 }) => ipv4);
  for (const address of addresses) network.listen(address, DNS_PORT, dns.port);
  return {
    named,
    remove: () => {
      for (const address of addresses) network.leave(address);
    },
  };
}

/** Of Route 53's own block. */
function addressOf(index: number): string {
  return `205.251.${192 + Math.floor(index / 250)}.${(index % 250) + 1}`;
}

function serversIn(engine: Route53Engine, zoneId: string): readonly string[] {
  const records = engine.records(zoneId);
  const apex = records.find(({ Type }) => Type === 'SOA')?.Name;
  return records
    .filter(({ Name, Type }) => Name === apex && Type === 'NS')
    .flatMap(({ ResourceRecords = [] }) => ResourceRecords.map(({ Value }) => dotted(Value)));
}
