/** Where the cluster is asked: each address of its target that takes connections. */

import { undotted } from '../../../shared/contract/dns-names.ts';
import type { Finding } from '../../contract/findings.ts';
import type { ClusterTarget } from '../../contract/settings.ts';
import { type Reading, readingOf } from '../../domain/reading.ts';
import { WEB_PORTS } from '../../domain/web-ports.ts';
import type { Addresses, Resolver } from '../../ports/resolver.ts';
import type { WebProbe } from '../../ports/web-probe.ts';
import { judgeFailure } from './judge-failure.ts';
import { type At, notes } from './notes.ts';

const WHY = 'Clients connect to whichever of the addresses they are given.';

export interface ClusterPlaces {
  /** Those at which somebody listens. */
  readonly addresses: readonly string[];
  readonly findings: readonly Finding[];
}

/** @param wantsIpv6 whether clients will get AAAA records */
export async function clusterPlaces(
  target: ClusterTarget,
  wantsIpv6: boolean,
  { probe, resolver }: { readonly probe: WebProbe; readonly resolver: Resolver },
): Promise<ClusterPlaces> {
  const subject = targetName(target);
  const addresses = await addressesOf(target, resolver);
  if (!addresses.known) return { addresses: [], findings: [notResolved(subject, addresses.why)] };
  const { ipv4, ipv6 } = addresses.value;
  if (ipv4.length === 0) return { addresses: [], findings: [notResolved(subject, 'it has no IPv4 address')] };
  const connected = await Promise.all(
    [...ipv4, ...(wantsIpv6 ? ipv6 : [])].map(async (address): Promise<At<undefined>> => {
      return { address, attempt: await probe.connect({ address, port: WEB_PORTS.https }) };
    }),
  );
  const { asked, findings } = withoutIpv6(subject, connected);
  const failed = asked.flatMap(({ address, attempt }) =>
    attempt.answered ? [] : judgeFailure(subject, address, attempt),
  );
  const open = asked.filter(({ attempt }) => attempt.answered).map(({ address }) => address);
  if (failed.length > 0) return { addresses: open, findings: [...findings, ...failed] };
  const seen = `Somebody listens on port ${WEB_PORTS.https} of ${open.join(', ')}.`;
  return {
    addresses: open,
    findings: [...findings, notes.pass(subject, 'ingress-listens', { seen, why: WHY })],
  };
}

/** What findings about the cluster's load balancer are about. */
export function targetName(target: ClusterTarget): string {
  return target.kind === 'load-balancer'
    ? undotted(target.dnsName)
    : [...target.ipv4, ...target.ipv6].join(', ');
}

function addressesOf(target: ClusterTarget, resolver: Resolver): Promise<Reading<Addresses>> {
  return readingOf(async () =>
    target.kind === 'load-balancer' ? resolver.addressesOf(undotted(target.dnsName)) : target,
  );
}

function notResolved(subject: string, why: string): Finding {
  return notes.fail(subject, 'ingress-not-resolved', {
    seen: `The addresses of ${subject} are not known: ${why}`,
    why: 'Clients are sent to these addresses. Nothing can be asked of the cluster without them.',
    toDo: 'Check that the load balancer still exists, and that `target` has its DNS name.',
  });
}

/** A function outside of a VPC may have no IPv6 of its own: then none of these addresses is reachable, whoever is there. */
function withoutIpv6(
  subject: string,
  connected: readonly At<undefined>[],
): { readonly asked: readonly At<undefined>[]; readonly findings: readonly Finding[] } {
  const ipv6 = connected.filter(({ address }) => address.includes(':'));
  const noWay = ipv6.every(({ attempt }) => !attempt.answered && attempt.failure === 'unreachable');
  if (ipv6.length === 0 || !noWay) return { asked: connected, findings: [] };
  const all = ipv6.map(({ address }) => address).join(', ');
  return {
    asked: connected.filter((each) => !ipv6.includes(each)),
    findings: [
      notes.warn(subject, 'ingress-ipv6-not-asked', {
        seen: `Not asked: ${all}. Lambda gives this function no IPv6 to reach them by.`,
        why: 'AAAA records move, too, so some clients will come by IPv6.',
        toDo: `Ask from a machine with IPv6: \`curl -6 --connect-to ::${subject}: https://<name>/\`.`,
      }),
    ],
  };
}
