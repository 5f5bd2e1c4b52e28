/** What DNS really answers, asked over the wire. */

import { canonicalAddress } from '../../../lambdas/shared/contract/ip-addresses.ts';
import { type DnsAnswer, query, type Transport } from '../../dns/dns-client.ts';
import { withoutDualstack } from '../../estate/migration/legacy-ends.ts';
import { canonicalName } from '../../route53/index.ts';
import type { Evidence, MigrationCheck } from './evidence.ts';
import { type AskedName, answeredAtFirst } from './first-answers.ts';

const TRANSPORTS: readonly Transport[] = ['udp', 'tcp'];
/** Weighted answers are drawn at random: asks often enough to meet a rare wrong one, too. */
const QUESTIONS = 20;

/** Every moved name answers with this side alone, IPv4 and IPv6, over UDP and TCP. */
export function answersCome(side: 'legacy' | 'cluster'): MigrationCheck {
  return {
    claim: `Every name is answered only with the addresses of ${side === 'legacy' ? 'legacy' : 'the cluster'}, over UDP and over TCP`,
    contradictions: async ({ scene }) => {
      const contradictions = new Set<string>();
      for (const asked of answeredAtFirst(scene)) {
        for (const wrong of await askOften(scene, asked, endsOf(scene, side, asked)))
          contradictions.add(wrong);
      }
      return [...contradictions];
    },
  };
}

/** Names of load balancers, and addresses. */
type Ends = ReadonlySet<string>;

function endsOf({ start, platforms, nameServer }: Evidence['scene'], side: string, asked: AskedName): Ends {
  const { legacy, cluster } = platforms;
  const addressesOf = ({ ipv4, ipv6 }: typeof cluster) => (asked.type === 'A' ? ipv4 : ipv6);
  if (side === 'cluster') return new Set([cluster.dnsName, ...addressesOf(cluster)]);
  const before = nameServer
    .possibleAnswers(asked.name, asked.type, start)
    .map(({ endpoint }) => canonicalAddress(withoutDualstack(endpoint)));
  const there = legacy.filter(({ dnsName }) => before.includes(dnsName));
  return new Set([...before, ...there.flatMap(addressesOf)]);
}

async function askOften(
  { dns }: Evidence['scene'],
  { name, type }: AskedName,
  ends: Ends,
): Promise<string[]> {
  const wrong: string[] = [];
  for (let i = 0; i < QUESTIONS; i++) {
    const transport = TRANSPORTS[i % TRANSPORTS.length] as Transport;
    const answer = await query(dns, name, type, transport);
    if (!isFrom(answer, type, ends)) {
      const records = answer.records.map((record) => `${record.type} ${record.data}`).join(', ');
      wrong.push(`${name} ${type} over ${transport}: ${answer.rcode}, ${records || 'no records'}`);
    }
  }
  return wrong;
}

/** Addresses of a load balancer, or a CNAME to it, which the resolver follows; both perhaps by way of other CNAMEs. */
function isFrom({ rcode, records }: DnsAnswer, type: 'A' | 'AAAA', ends: Ends): boolean {
  const owners = records.map(({ name }) => canonicalName(name));
  const last = records.filter(
    (record) => record.type !== 'CNAME' || !owners.includes(canonicalName(record.data)),
  );
  if (rcode !== 'NOERROR' || last.length === 0) return false;
  return last.every((record) =>
    record.type === 'CNAME'
      ? ends.has(withoutDualstack(canonicalName(record.data)))
      : record.type === type && ends.has(record.data),
  );
}
