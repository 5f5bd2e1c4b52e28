/** What DNS really answers, asked over the wire. */

import { type DnsAnswer, query, type Transport } from '../../dns/dns-client.ts';
import { canonicalName } from '../../route53/index.ts';
import type { LoadBalancer } from '../../world/load-balancer.ts';
import type { Evidence, MigrationCheck } from './evidence.ts';

const TRANSPORTS: readonly Transport[] = ['udp', 'tcp'];
/** Weighted answers are drawn at random: asks often enough to meet a rare wrong one, too. */
const QUESTIONS = 20;

/** Every moved name answers with this platform alone, IPv4 and IPv6, over UDP and TCP. */
export function answersCome(platform: keyof Evidence['scene']['platforms']): MigrationCheck {
  return {
    claim: `Every name is answered only with the addresses of ${platform === 'legacy' ? 'legacy' : 'the cluster'}, over UDP and over TCP`,
    contradictions: async ({ scene }) => {
      const contradictions = new Set<string>();
      for (const { name } of scene.clientNames) {
        for (const type of ['A', 'AAAA'] as const) {
          for (const wrong of await askOften(scene, name, type, scene.platforms[platform]))
            contradictions.add(wrong);
        }
      }
      return [...contradictions];
    },
  };
}

async function askOften(
  { dns }: Evidence['scene'],
  name: string,
  type: 'A' | 'AAAA',
  balancer: LoadBalancer,
): Promise<string[]> {
  const wrong: string[] = [];
  for (let i = 0; i < QUESTIONS; i++) {
    const transport = TRANSPORTS[i % TRANSPORTS.length] as Transport;
    const answer = await query(dns, name, type, transport);
    if (!isFrom(answer, type, balancer)) {
      const records = answer.records.map((record) => `${record.type} ${record.data}`).join(', ');
      wrong.push(`${name} ${type} over ${transport}: ${answer.rcode}, ${records || 'no records'}`);
    }
  }
  return wrong;
}

/** Addresses of the load balancer, or a CNAME to it, which the resolver follows; both perhaps by way of other CNAMEs. */
function isFrom({ rcode, records }: DnsAnswer, type: 'A' | 'AAAA', balancer: LoadBalancer): boolean {
  const owners = records.map(({ name }) => canonicalName(name));
  const ends = records.filter(
    (record) => record.type !== 'CNAME' || !owners.includes(canonicalName(record.data)),
  );
  if (rcode !== 'NOERROR' || ends.length === 0) return false;
  const addresses = type === 'A' ? balancer.ipv4 : balancer.ipv6;
  return ends.every((record) =>
    record.type === 'CNAME'
      ? canonicalName(record.data) === balancer.dnsName
      : record.type === type && addresses.includes(record.data),
  );
}
