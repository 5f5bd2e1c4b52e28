import type { DescribedLoadBalancer } from '../domain/load-balancer.ts';

/**
 * Those of all load balancers listed whose DNS name is wanted, by that name in lower case. They are listed and picked
 * from, because a DNS name in a record is in lower case, while the load balancer's own name, by which it could be
 * requested, keeps its case.
 * @param describe undefined for one that is of no use here
 */
export async function byDnsName<Page, Listed extends { DNSName?: string | undefined }>(
  dnsNames: readonly string[],
  pages: AsyncIterable<Page>,
  listedOn: (page: Page) => readonly Listed[] | undefined,
  describe: (listed: Listed) => DescribedLoadBalancer | undefined,
): Promise<ReadonlyMap<string, DescribedLoadBalancer>> {
  const wanted = new Set(dnsNames);
  const found = new Map<string, DescribedLoadBalancer>();
  for await (const page of pages) {
    for (const listed of listedOn(page) ?? []) {
      const dnsName = listed.DNSName?.toLowerCase() ?? '';
      const described = wanted.has(dnsName) ? describe(listed) : undefined;
      if (described) found.set(dnsName, described);
    }
  }
  return found;
}
