import { viewOf } from '../../../../../../lambdas/migration/preflight/verify-network/view.ts';
import { MemoryNetwork } from '../../../../../fakes/migration/memory-network.ts';
import { briefly, OPEN, routes, SETTINGS, verify, withChange } from './network-to-verify.ts';

describe('A database behind a transit gateway', () => {
  const OWN = SETTINGS.account;
  const route = (tableId: string, cidr: string, attachmentId: string, overrides = {}) => ({
    tableId,
    cidr,
    attachmentIds: [attachmentId],
    active: true,
    fixed: false,
    ...overrides,
  });
  const attach = (n: MemoryNetwork, { knowsGroups = true, owner = OWN } = {}) => {
    const attachment = { gatewayId: 'tgw-1', state: 'available', knowsGroups: true };
    n.all.peerings.length = 0;
    n.all.attachments.push(
      { ...attachment, id: 'att-k8s', vpcId: 'vpc-k8s' },
      { ...attachment, id: 'att-db', vpcId: 'vpc-db', knowsGroups },
    );
    n.all.associations.push(
      { attachmentId: 'att-k8s', owner, tableId: 'table-k8s' },
      { attachmentId: 'att-db', owner, tableId: 'table-db' },
    );
    n.all.gatewayRoutes.push(
      route('table-k8s', '10.0.0.0/16', 'att-db'),
      route('table-db', '172.20.0.0/16', 'att-k8s'),
    );
    routes(n, 'rtb-k8s', ['10.0.0.0/8', 'tgw-1']);
    routes(n, 'rtb-db', ['172.16.0.0/12', 'tgw-1']);
  };
  const attached = (change: (n: MemoryNetwork) => void) =>
    withChange((n) => {
      attach(n);
      change(n);
    });

  it('passes what its tables route in both directions', async () => {
    const { brief, seen } = await withChange(attach);
    expect(brief).toEqual(OPEN);
    expect(seen).toContain('tgw-1');
  });

  it.each<[string, string, (network: MemoryNetwork) => void]>([
    ['no route there', 'fail transit-gateway-not-routed', (n) => n.all.gatewayRoutes.splice(0, 1)],
    ['no route back', 'fail transit-gateway-not-routed', (n) => n.all.gatewayRoutes.splice(1, 1)],
    [
      'a route that leads elsewhere',
      'fail transit-gateway-not-routed',
      (n) => n.all.gatewayRoutes.splice(0, 1, route('table-k8s', '10.0.0.0/16', 'att-vpn')),
    ],
    [
      'a longer route that leads elsewhere',
      'fail transit-gateway-not-routed',
      (n) => n.all.gatewayRoutes.push(route('table-k8s', '10.0.1.0/26', 'att-vpn')),
    ],
    [
      'a black hole, which wins as static over the same propagated one',
      'fail transit-gateway-not-routed',
      (n) =>
        n.all.gatewayRoutes.push(
          route('table-k8s', '10.0.0.0/16', '', { attachmentIds: [], active: false, fixed: true }),
        ),
    ],
    [
      'an attachment with no table',
      'fail transit-gateway-not-associated',
      (n) => n.all.associations.splice(1, 1, { attachmentId: 'att-db', owner: OWN, tableId: undefined }),
    ],
  ])('tells apart %s: %s', async (_what, code, change) => {
    expect((await attached(change)).brief).toEqual([code]);
  });

  it('names the table, and what it does with which subnet', async () => {
    const { seen } = await attached((n) =>
      n.all.gatewayRoutes.push(route('table-k8s', '10.0.1.0/24', '', { attachmentIds: [], active: false })),
    );
    expect(seen).toBe(
      "What comes from att-k8s doesn't reach all of subnet-db (10.0.1.0/24): table-k8s drops 10.0.1.0/24 (blackhole).",
    );
  });

  it.each<[string, Parameters<typeof route>[3], string]>([
    [
      'static',
      { fixed: true },
      'table-k8s’s route for 10.0.1.0/26 wins. Remove it, or point it to att-db (`aws ec2 replace-transit-gateway-route --transit-gateway-route-table-id table-k8s --destination-cidr-block 10.0.1.0/26 --transit-gateway-attachment-id att-db`).',
    ],
    [
      'propagated',
      { fixed: false },
      'table-k8s’s route for 10.0.1.0/26 wins. Point it to att-db with a static one (`aws ec2 create-transit-gateway-route --transit-gateway-route-table-id table-k8s --destination-cidr-block 10.0.1.0/26 --transit-gateway-attachment-id att-db`).',
    ],
  ])('says what to do about a longer route that is %s', async (_what, overrides, expected) => {
    const { toDo } = await attached((n) =>
      n.all.gatewayRoutes.push(route('table-k8s', '10.0.1.0/26', 'att-vpn', overrides)),
    );
    expect(toDo).toBe(expected);
  });

  it.each<[string, (network: MemoryNetwork) => void]>([
    [
      'in parts',
      (n) =>
        n.all.gatewayRoutes.splice(
          0,
          1,
          ...['10.0.1.0/25', '10.0.1.128/25'].map((cidr) => route('table-k8s', cidr, 'att-db')),
        ),
    ],
    [
      'over several paths',
      (n) =>
        n.all.gatewayRoutes.splice(
          0,
          1,
          route('table-k8s', '10.0.0.0/8', '', { attachmentIds: ['att-vpn', 'att-db'] }),
        ),
    ],
    [
      'with a smaller black hole beside it',
      (n) =>
        n.all.gatewayRoutes.push(route('table-k8s', '10.0.9.0/24', '', { attachmentIds: [], active: false })),
    ],
  ])('passes routes %s', async (_what, change) => {
    expect((await attached(change)).brief).toEqual(OPEN);
  });

  it("leaves another account's gateway open, and asks it for no route", async () => {
    const network = new MemoryNetwork();
    attach(network, { owner: '444455556666' });
    network.broken.add('gatewayRoutes');
    expect(briefly(await verify(network))).toEqual(['unknown transit-gateway-routes']);
  });

  it('asks a table that attachments have in common once for each block of addresses', async () => {
    const network = new MemoryNetwork();
    attach(network);
    network.change('subnets', 'subnet-b', { vpcId: 'vpc-b' });
    const ofB = { id: 'att-b', vpcId: 'vpc-b', gatewayId: 'tgw-1', state: 'available', knowsGroups: true };
    network.all.attachments.push(ofB);
    network.all.associations = ['att-k8s', 'att-db', 'att-b'].map((attachmentId) => {
      return { attachmentId, owner: OWN, tableId: 'table' };
    });
    const asked: string[] = [];
    const gatewayRoutes = async (tableId: string, cidr: string) => {
      asked.push(`${tableId} ${cidr}`);
      return [];
    };
    const database = { port: 5432, public: false, families: ['ipv4'] as const, groupIds: [] };
    const databases = [
      { ...database, vpcId: 'vpc-db', subnetIds: ['subnet-db'] },
      { ...database, vpcId: 'vpc-b', subnetIds: ['subnet-b'] },
    ];
    const nodes = { vpcId: 'vpc-k8s', subnetIds: ['subnet-a'], securityGroupIds: [] };
    await viewOf(nodes, databases, { network: { ...network, gatewayRoutes }, account: OWN });
    expect(asked.toSorted()).toEqual(['table 10.0.1.0/24', 'table 172.20.32.0/19', 'table 172.20.64.0/19']);
  });

  it('knows that a gateway may carry no references to groups', async () => {
    const { brief } = await withChange((n) => attach(n, { knowsGroups: false }));
    expect(brief).toEqual(['fail network-group-closed']);
  });

  it.each(['associations', 'gatewayRoutes'] as const)('fails if its %s can’t be read', async (part) => {
    const { brief, seen } = await attached((n) => n.broken.add(part));
    expect(brief).toEqual(['fail network-unreadable']);
    expect(seen).toContain(`UnauthorizedOperation: ${part}`);
  });
});
