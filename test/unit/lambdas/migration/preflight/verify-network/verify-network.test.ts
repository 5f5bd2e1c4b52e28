import type { AclEntry } from '../../../../../../lambdas/migration/domain/network/network.ts';
import { verifyNetwork } from '../../../../../../lambdas/migration/preflight/verify-network/verify-network.ts';
import { EVERYTHING, MemoryNetwork, rule } from '../../../../../fakes/migration/memory-network.ts';
import { briefly, OPEN, routes, SETTINGS, verify, withChange } from './network-to-verify.ts';

const entry = (overrides: Partial<AclEntry>): AclEntry => ({
  number: 100,
  egress: false,
  allows: true,
  protocol: '6',
  cidr: '0.0.0.0/0',
  ports: { from: 0, to: 65_535 },
  ...overrides,
});

describe('VerifyNetwork', () => {
  it('asks nothing without databases', async () => {
    const network = new MemoryNetwork();
    const { notAsked } = await verifyNetwork(
      { ...SETTINGS, databases: [] },
      { network, placements: network },
    );
    expect(notAsked).toContain('`databases`');
  });

  it('passes a database behind an active peering, with all that it needs in both directions', async () => {
    const findings = await verify(new MemoryNetwork());
    expect(briefly(findings)).toEqual(OPEN);
    expect(findings[0]?.seen).toContain('pcx-1');
  });

  it("says so if the database is in the nodes' own VPC, and asks for no route", async () => {
    const { brief, seen } = await withChange((network) => {
      network.placement = {
        ...(network.placement as object),
        vpcId: 'vpc-k8s',
      } as MemoryNetwork['placement'];
      network.change('subnets', 'subnet-db', { vpcId: 'vpc-k8s', cidrs: ['172.20.96.0/24'] });
      network.all.routeTables.length = 0;
      network.all.peerings.length = 0;
    });
    expect(brief).toEqual(OPEN);
    expect(seen).toContain("in the nodes' own VPC, vpc-k8s");
  });

  it.each<[string, string, (network: MemoryNetwork) => void]>([
    [
      'a peering that waits',
      'fail network-peering-not-active',
      (n) => n.change('peerings', 'pcx-1', { state: 'pending-acceptance' }),
    ],
    ['no connection', 'fail network-not-connected', (n) => n.all.peerings.splice(0)],
    [
      'the same addresses on both sides',
      'fail network-cidrs-overlap',
      (n) => n.change('vpcs', 'vpc-db', { cidrs: ['10.0.0.0/16', '172.20.128.0/17'] }),
    ],
    [
      'a public name that the peering leaves public',
      'fail network-peering-dns-off',
      (n) => {
        n.placement = { ...(n.placement as object), public: true } as MemoryNetwork['placement'];
      },
    ],
    ['no route there', 'fail network-not-routed', (n) => routes(n, 'rtb-k8s', ['0.0.0.0/0', 'nat-1'])],
    ['a route to a part', 'fail network-not-routed', (n) => routes(n, 'rtb-k8s', ['10.0.1.0/25', 'pcx-1'])],
    [
      'a longer prefix that leads elsewhere',
      'fail network-not-routed',
      (n) => routes(n, 'rtb-k8s', ['10.0.0.0/16', 'pcx-1'], ['10.0.1.64/26', 'eni-1']),
    ],
    ['a black hole', 'fail network-not-routed', (n) => routes(n, 'rtb-k8s', ['10.0.0.0/16', 'pcx-1', false])],
    ['no route back', 'fail network-not-routed', (n) => routes(n, 'rtb-db', ['10.0.0.0/16', 'local'])],
    [
      'a route back for one zone alone',
      'fail network-not-routed',
      (n) => routes(n, 'rtb-db', ['172.20.32.0/19', 'pcx-1']),
    ],
    [
      'a group that admits others',
      'fail network-group-closed',
      (n) => n.change('groups', 'sg-db', { ingress: [rule({ groups: ['sg-x'] })] }),
    ],
    [
      'a group that admits another port',
      'fail network-group-closed',
      (n) =>
        n.change('groups', 'sg-db', {
          ingress: [rule({ groups: ['sg-nodes'], ports: { from: 22, to: 22 } })],
        }),
    ],
    [
      'a group that admits one zone',
      'fail network-group-closed',
      (n) => n.change('groups', 'sg-db', { ingress: [rule({ cidrs: ['172.20.32.0/19'] })] }),
    ],
    [
      'a group that lets nothing out',
      'fail network-egress-closed',
      (n) => n.change('groups', 'sg-nodes', { egress: [] }),
    ],
    [
      'a group that is open to the world',
      'fail network-group-open',
      (n) => n.change('groups', 'sg-db', { ingress: [EVERYTHING] }),
    ],
    [
      'a group that is open to the IPv6 world',
      'fail network-group-open',
      (n) => n.change('groups', 'sg-db', { ingress: [rule({ groups: ['sg-nodes'], cidrs: ['::/0'] })] }),
    ],
    [
      'a group that is open to half of the world',
      'fail network-group-open',
      (n) =>
        n.change('groups', 'sg-db', { ingress: [rule({ groups: ['sg-nodes'], cidrs: ['128.0.0.0/1'] })] }),
    ],
    [
      'a network ACL that lets nothing back',
      'fail network-acl-closed',
      (n) =>
        n.change('acls', 'acl-k8s', {
          entries: [entry({ egress: true }), entry({ ports: { from: 443, to: 443 } })],
        }),
    ],
    [
      'a network ACL that denies first',
      'fail network-acl-closed',
      (n) =>
        n.change('acls', 'acl-db', {
          entries: [
            entry({ egress: true }),
            entry({}),
            entry({ number: 50, allows: false, cidr: '172.20.64.0/24' }),
          ],
        }),
    ],
    ['a subnet that is not there', 'fail network-subnet-not-found', (n) => n.all.subnets.splice(1, 1)],
    [
      'a database that is not there',
      'fail network-database-unreadable',
      (n) => {
        n.placement = undefined;
      },
    ],
  ])('tells apart %s: %s', async (_what, code, change) => {
    const { brief } = await withChange(change);
    expect(brief).toEqual([code]);
  });

  it.each<[string, (network: MemoryNetwork) => void]>([
    ['routes in halves', (n) => routes(n, 'rtb-k8s', ['10.0.1.0/25', 'pcx-1'], ['10.0.1.128/25', 'pcx-1'])],
    [
      "the nodes' subnets by address",
      (n) =>
        n.change('groups', 'sg-db', { ingress: [rule({ cidrs: ['172.20.32.0/19', '172.20.64.0/19'] })] }),
    ],
    [
      'answers to the ports from which nodes connect',
      (n) =>
        n.change('acls', 'acl-k8s', {
          entries: [entry({ egress: true }), entry({ ports: { from: 32_768, to: 60_999 } })],
        }),
    ],
    [
      'a public database whose name the peering answers privately',
      (n) => {
        n.placement = { ...(n.placement as object), public: true } as MemoryNetwork['placement'];
        n.change('peerings', 'pcx-1', {
          sides: [
            { vpcId: 'vpc-k8s', answersPrivately: false },
            { vpcId: 'vpc-db', answersPrivately: true },
          ],
        });
      },
    ],
  ])('passes %s', async (_what, change) => {
    expect((await withChange(change)).brief).toEqual(OPEN);
  });

  it.each([
    ['proxy', 'pass network-open'],
    ['host', 'warn network-not-judged'],
  ] as const)('judges a %s as what it is, beside an instance: %s', async (kind, expected) => {
    const network = new MemoryNetwork();
    const others = SETTINGS.databases.map((database) => ({ ...database, identifier: 'other', kind }));
    const settings = { ...SETTINGS, databases: [...others, ...SETTINGS.databases] };
    const { findings } = await verifyNetwork(settings, { network, placements: network });
    expect(findings.map(({ level, code, subject }) => `${level} ${code} ${subject}`).toSorted()).toEqual(
      ['pass network-open shop-db', `${expected} other`].toSorted(),
    );
  });

  it('names what is missing where', async () => {
    const { seen } = await withChange((n) => routes(n, 'rtb-db', ['172.20.32.0/19', 'pcx-1']));
    expect(seen).toBe(
      "subnet-db (10.0.1.0/24) doesn't reach all of subnet-b (172.20.64.0/19): rtb-db has no route there.",
    );
  });

  it("names the subnets of the nodes that the database's groups leave out", async () => {
    const { seen, toDo } = await withChange((n) =>
      n.change('groups', 'sg-db', { ingress: [rule({ cidrs: ['172.20.32.0/19'] })] }),
    );
    expect(seen).toBe(
      'sg-db admits neither sg-nodes nor the addresses of subnet-b (172.20.64.0/19) to port 5432. It admits the other subnets of the nodes.',
    );
    expect(toDo).toContain('Admit sg-nodes to port 5432');
  });

  it('names the subnets of the database to which the nodes may not send', async () => {
    const { seen } = await withChange((n) => n.change('groups', 'sg-nodes', { egress: [] }));
    expect(seen).toBe(
      'sg-nodes lets nothing out to port 5432 of sg-db, nor of the addresses of subnet-db (10.0.1.0/24).',
    );
  });

  it("leaves another account's routes open", async () => {
    const { brief, seen } = await withChange((n) => {
      n.change('vpcs', 'vpc-db', { owner: '444455556666' });
      n.all.routeTables.splice(1);
    });
    expect(brief).toEqual(['unknown routes-of-another-account']);
    expect(seen).toContain('444455556666');
  });

  it('warns of a group that is open to more than one organisation', async () => {
    const { brief, seen } = await withChange((n) =>
      n.change('groups', 'sg-db', { ingress: [rule({ groups: ['sg-nodes'], cidrs: ['52.0.0.0/10'] })] }),
    );
    expect(brief).toEqual([...OPEN, 'warn network-group-wide']);
    expect(seen).toContain('sg-db admits 52.0.0.0/10 to port 5432');
  });

  it.each(['vpcs', 'subnets', 'routeTables', 'acls', 'groups', 'peerings', 'attachments'] as const)(
    'fails if the %s could not be read, and judges the rest',
    async (part) => {
      const { brief, seen } = await withChange((n) => {
        n.broken.add(part);
        if (part !== 'groups') n.change('groups', 'sg-db', { ingress: [EVERYTHING] });
      });
      expect(brief).toContain('fail network-unreadable');
      expect(seen).toContain(`UnauthorizedOperation: ${part}`);
      if (part !== 'groups') expect(brief).toContain('fail network-group-open');
    },
  );

  it('fails if a prefix list could not be read: whom it lets through is unknown', async () => {
    const lists = [{ id: 'pl-1', cidrs: { known: false, why: 'AccessDenied: no' } }] as const;
    const { brief, seen } = await withChange((n) =>
      n.change('groups', 'sg-db', { ingress: [rule({ groups: ['sg-nodes'], lists })] }),
    );
    expect(brief).toEqual(['fail network-unreadable']);
    expect(seen).toContain('pl-1: AccessDenied: no');
  });

  it('judges what a prefix list lets through as any address', async () => {
    const lists = [{ id: 'pl-1', cidrs: { known: true, value: ['172.20.0.0/16', '0.0.0.0/0'] } }] as const;
    const { brief } = await withChange((n) => n.change('groups', 'sg-db', { ingress: [rule({ lists })] }));
    expect(brief).toEqual(['fail network-group-open']);
  });
});
