/**
 * Load balancers by their DNS names in lower case. They are listed and picked from, because a DNS name in a record is in lower
 * case, while the load balancer's own name, by which it could be requested, keeps its case. Those that the account and Region
 * of the client don't have are left out.
 */
import * as classic from '@aws-sdk/client-elastic-load-balancing';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import { onceEach } from '../../shared/domain/once-each.ts';
import { type Reading, readingOf } from '../domain/reading.ts';
import { listedIn } from './listed-in.ts';
import { readOnce } from './read-once.ts';

/** The largest page of load balancers of either kind, and of target groups. */
const PAGE_SIZE = 400;

/** The classic load balancers of an account, listed once for all who ask within one piece of work. */
export class ClassicListing {
  readonly #pages: AsyncIterable<classic.DescribeLoadBalancersCommandOutput>;

  constructor(client: classic.ElasticLoadBalancingClient) {
    this.#pages = readOnce(classic.paginateDescribeLoadBalancers({ client, pageSize: PAGE_SIZE }, {}));
  }

  byDnsName(dnsNames: readonly string[]): Promise<ReadonlyMap<string, classic.LoadBalancerDescription>> {
    return byDnsName(dnsNames, this.#pages, (page) => page.LoadBalancerDescriptions);
  }
}

/** The same of application and network load balancers, and of their target groups. */
export class Elbv2Listing {
  readonly #pages: AsyncIterable<elbv2.DescribeLoadBalancersCommandOutput>;
  readonly #groupsOf: (LoadBalancerArn: string) => Promise<readonly elbv2.TargetGroup[]>;

  constructor(client: elbv2.ElasticLoadBalancingV2Client) {
    this.#pages = readOnce(elbv2.paginateDescribeLoadBalancers({ client, pageSize: PAGE_SIZE }, {}));
    this.#groupsOf = onceEach((LoadBalancerArn) =>
      listedIn(
        elbv2.paginateDescribeTargetGroups({ client, pageSize: PAGE_SIZE }, { LoadBalancerArn }),
        ({ TargetGroups }) => TargetGroups ?? [],
      ),
    );
  }

  byDnsName(dnsNames: readonly string[]): Promise<ReadonlyMap<string, elbv2.LoadBalancer>> {
    return byDnsName(dnsNames, this.#pages, (page) => page.LoadBalancers);
  }

  groupsOf(loadBalancerArn: string): Promise<readonly elbv2.TargetGroup[]> {
    return this.#groupsOf(loadBalancerArn);
  }
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
