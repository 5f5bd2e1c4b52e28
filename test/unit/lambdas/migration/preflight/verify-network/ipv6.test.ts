import type { AclEntry } from '../../../../../../lambdas/migration/domain/network/network.ts';
import { EVERYTHING, type MemoryNetwork, rule } from '../../../../../fakes/migration/memory-network.ts';
import { OPEN, withChange } from './network-to-verify.ts';

const IPV6 = { a: '2600:1f1c:1:a::/64', b: '2600:1f1c:1:b::/64', db: '2600:1f1c:2:1::/64' };
const WORLD = '::/0';

/** All of it is as open over IPv6 as over IPv4. */
function dualStack(n: MemoryNetwork): void {
  n.placement = { ...n.placement, families: ['ipv4', 'ipv6'] } as MemoryNetwork['placement'];
  addTo(n, 'subnet-a', IPV6.a);
  addTo(n, 'subnet-b', IPV6.b);
  addTo(n, 'subnet-db', IPV6.db);
  route(n, 'rtb-k8s', '2600:1f1c:2::/56');
  route(n, 'rtb-db', '2600:1f1c:1::/56');
  for (const acl of ['acl-k8s', 'acl-db']) entries(n, acl, (each) => ({ ...each, cidr: WORLD }));
  n.change('groups', 'sg-nodes', { egress: [{ ...EVERYTHING, cidrs: ['0.0.0.0/0', WORLD] }] });
}

function addTo(n: MemoryNetwork, subnet: string, cidr: string): void {
  const { cidrs = [] } = n.all.subnets.find(({ id }) => id === subnet) ?? {};
  n.change('subnets', subnet, { cidrs: [...cidrs, cidr] });
}

function route(n: MemoryNetwork, table: string, cidr: string, target = 'pcx-1'): void {
  const { routes = [] } = n.all.routeTables.find(({ id }) => id === table) ?? {};
  n.change('routeTables', table, { routes: [...routes, { cidr, target, active: true }] });
}

/** Puts `more` of each entry in front of those that are there. */
function entries(n: MemoryNetwork, acl: string, more: (entry: AclEntry) => AclEntry): void {
  const { entries: there = [] } = n.all.acls.find(({ id }) => id === acl) ?? {};
  n.change('acls', acl, { entries: [...there.map(more), ...there] });
}

const dual = (change: (n: MemoryNetwork) => void) =>
  withChange((n) => {
    dualStack(n);
    change(n);
  });

describe('A database with addresses of IPv6, too', () => {
  it('passes if both ways are open', async () => {
    expect((await withChange(dualStack)).brief).toEqual(OPEN);
  });

  it.each<[string, string, (n: MemoryNetwork) => void]>([
    ['no route there over IPv6', 'fail network-not-routed', (n) => route(n, 'rtb-k8s', IPV6.db, 'eigw-1')],
    ['no route back over IPv6', 'fail network-not-routed', (n) => route(n, 'rtb-db', IPV6.b, 'local')],
    [
      'a group that admits IPv4 alone',
      'fail network-group-closed',
      (n) => n.change('groups', 'sg-db', { ingress: [rule({ cidrs: ['172.20.0.0/16'] })] }),
    ],
    [
      'a group that lets out IPv4 alone',
      'fail network-egress-closed',
      (n) => n.change('groups', 'sg-nodes', { egress: [EVERYTHING] }),
    ],
    [
      'a network ACL that denies IPv6 first',
      'fail network-acl-closed',
      (n) => entries(n, 'acl-db', (each) => ({ ...each, number: 1, allows: each.cidr !== WORLD })),
    ],
  ])('fails for %s: %s', async (_what, code, change) => {
    expect((await dual(change)).brief).toEqual([code]);
  });

  it('names the addresses that it is about', async () => {
    const { seen } = await dual((n) => route(n, 'rtb-db', IPV6.b, 'local'));
    expect(seen).toBe(
      `subnet-db (${IPV6.db}) doesn't reach all of subnet-b (${IPV6.b}): rtb-db sends ${IPV6.b} to local.`,
    );
  });

  it('passes a group that admits the nodes’ IPv6 addresses beside their IPv4 ones', async () => {
    const cidrs = ['172.20.0.0/16', '2600:1f1c:1::/56'];
    const { brief } = await dual((n) => n.change('groups', 'sg-db', { ingress: [rule({ cidrs })] }));
    expect(brief).toEqual(OPEN);
  });

  it('is asked over IPv4 alone by nodes without IPv6', async () => {
    const { brief } = await withChange((n) => {
      n.placement = { ...n.placement, families: ['ipv4', 'ipv6'] } as MemoryNetwork['placement'];
      addTo(n, 'subnet-db', IPV6.db);
    });
    expect(brief).toEqual(OPEN);
  });
});

it('A database of IPv4 needs no way over IPv6, whatever addresses its subnets have', async () => {
  const { brief } = await dual((n) => {
    n.placement = { ...n.placement, families: ['ipv4'] } as MemoryNetwork['placement'];
    route(n, 'rtb-db', IPV6.b, 'local');
  });
  expect(brief).toEqual(OPEN);
});

it('Nodes of IPv6 alone and a database of IPv4 have no addresses in common', async () => {
  const { brief, seen } = await withChange((n) => {
    n.change('subnets', 'subnet-a', { cidrs: [IPV6.a] });
    n.change('subnets', 'subnet-b', { cidrs: [IPV6.b] });
  });
  expect(brief).toEqual(['fail network-no-common-addresses']);
  expect(seen).toContain('Its addresses are of IPv4, of which no subnet of the nodes has any.');
});
