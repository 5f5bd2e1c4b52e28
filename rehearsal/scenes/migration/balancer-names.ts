/** What DNS answers for the load balancers' own names, which no zone here has. */
import { withoutDualstack } from '../../estate/migration/legacy-ends.ts';
import { ALIAS_TTL, type Answer, type AnswerRecord } from '../../route53/index.ts';
import type { LoadBalancer } from '../../world/load-balancer.ts';

export type NamedBalancer = Pick<LoadBalancer, 'dnsName' | 'ipv4' | 'ipv6'>;

export function addressesOf(
  balancers: readonly NamedBalancer[],
  dnsName: string,
  type: string,
): readonly string[] {
  const balancer = balancerOf(balancers, dnsName);
  if (type === 'A') return balancer?.ipv4 ?? [];
  return type === 'AAAA' ? (balancer?.ipv6 ?? []) : [];
}

/** @returns undefined for a name of somebody else */
export function answerForBalancer(
  balancers: readonly NamedBalancer[],
  name: string,
  type: string,
): Answer | undefined {
  if (!balancerOf(balancers, name)) return undefined;
  const answers = addressesOf(balancers, name, type).map(
    (value): AnswerRecord => ({ name, type: type === 'A' ? 'A' : 'AAAA', ttl: ALIAS_TTL, value }),
  );
  return { rcode: 'NOERROR', authoritative: true, answers, authority: [], drawn: [] };
}

function balancerOf(balancers: readonly NamedBalancer[], dnsName: string): NamedBalancer | undefined {
  const plain = withoutDualstack(dnsName);
  return balancers.find((each) => each.dnsName !== '' && each.dnsName === plain);
}
