/**
 * Load balancers by their DNS names in lower case. They are listed and picked from, because a DNS name in a record is in lower
 * case, while the load balancer's own name, by which it could be requested, keeps its case. Those that the account and Region
 * of the client don't have are left out.
 */
import * as classic from '@aws-sdk/client-elastic-load-balancing';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import { type Reading, readingOf } from '../domain/reading.ts';

/** The largest page that DescribeLoadBalancers gives, of either kind. */
const PAGE_SIZE = 400;

export function classicByDnsName(
  client: classic.ElasticLoadBalancingClient,
  dnsNames: readonly string[],
): Promise<ReadonlyMap<string, classic.LoadBalancerDescription>> {
  const pages = classic.paginateDescribeLoadBalancers({ client, pageSize: PAGE_SIZE }, {});
  return byDnsName(dnsNames, pages, (page) => page.LoadBalancerDescriptions);
}

/** Application and network load balancers. */
export function elbv2ByDnsName(
  client: elbv2.ElasticLoadBalancingV2Client,
  dnsNames: readonly string[],
): Promise<ReadonlyMap<string, elbv2.LoadBalancer>> {
  const pages = elbv2.paginateDescribeLoadBalancers({ client, pageSize: PAGE_SIZE }, {});
  return byDnsName(dnsNames, pages, (page) => page.LoadBalancers);
}

/** Reads no further than it takes to find all. */
export async function byDnsName<Page, Listed extends { DNSName?: string | undefined }>(
  dnsNames: readonly string[],
  pages: AsyncIterable<Page>,
  listedOn: (page: Page) => readonly Listed[] | undefined,
): Promise<ReadonlyMap<string, Listed>> {
  const wanted = new Set(dnsNames);
  const found = new Map<string, Listed>();
  for await (const page of pages) {
    for (const listed of listedOn(page) ?? []) {
      const dnsName = listed.DNSName?.toLowerCase() ?? '';
      if (wanted.has(dnsName)) found.set(dnsName, listed);
    }
    if (found.size === wanted.size) break;
  }
  return found;
}

/** What more there is to read of each; one that can't be read hides no other. */
export async function readEach<Listed, Seen>(
  found: ReadonlyMap<string, Listed>,
  read: (dnsName: string, listed: Listed) => Promise<Seen>,
): Promise<ReadonlyMap<string, Reading<Seen>>> {
  const readings = [...found].map(
    async ([dnsName, listed]) => [dnsName, await readingOf(() => read(dnsName, listed))] as const,
  );
  return new Map(await Promise.all(readings));
}
