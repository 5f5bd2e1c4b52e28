import { amiss, CLUSTER, edit, findingsOf, rule, type Shop } from './some-cluster.ts';

const SPEC = 'cluster-completed.spec';
const list = (value: readonly string[]) => ({ id: 'pl-1', cidrs: { known: true, value } }) as const;
const unread = { id: 'pl-1', cidrs: { known: false, why: 'AccessDenied: no' } } as const;
const withoutSsh = ({ store }: Shop) => edit(store, SPEC, '  sshAccess: []\n', '');
const withoutApi = ({ store }: Shop) => edit(store, SPEC, '  kubernetesApiAccess:\n  - 172.16.0.0/12\n', '');

const seenOf = async (code: string, change: (shop: Shop) => void) =>
  (await findingsOf(change)).find((finding) => finding.code === code)?.seen;

describe('who reaches the cluster, by its security groups', () => {
  it('is nobody from outside in the shop, beside what its specification lists', async () => {
    const findings = await findingsOf();
    const said = (code: string) => findings.find((finding) => finding.code === code)?.seen;
    expect(amiss(findings)).toEqual([]);
    expect(said('ssh-groups-closed')).toBe(
      'The specification closes SSH. sg-masters (masters), sg-nodes (nodes) admit nobody from outside to port 22.',
    );
    expect(said('api-groups-closed')).toBe(
      'The specification opens the API to 172.16.0.0/12. sg-masters (masters), sg-api (api) admit only 172.16.0.0/12 to ports 443, 6443 or 8443.',
    );
    expect(said('etcd-ports-closed')).toContain('nobody but the cluster’s own instances');
    expect(said('masters-private')).toBe('No master has a public address.');
  });

  it.each<[string, readonly string[], (shop: Shop) => void]>([
    ['SSH not set', [], withoutSsh],
    ['the API not set', [], withoutApi],
    [
      'SSH of masters for everybody',
      [`fail ssh-groups-open ${CLUSTER}`],
      ({ cluster }) => cluster.admit('masters', rule(22, { cidrs: ['0.0.0.0/0'] })),
    ],
    [
      'SSH of nodes for everybody with IPv6',
      [`fail ssh-groups-open ${CLUSTER}`],
      ({ cluster }) => cluster.admit('nodes', rule(22, { cidrs: ['::/0'] })),
    ],
    [
      'SSH for everybody in two halves',
      [`fail ssh-groups-open ${CLUSTER}`],
      ({ cluster }) => cluster.admit('nodes', rule(22, { cidrs: ['0.0.0.0/1', '128.0.0.0/1'] })),
    ],
    [
      'a range of ports with 22 in it',
      [`fail ssh-groups-open ${CLUSTER}`],
      ({ cluster }) =>
        cluster.admit('nodes', rule(0, { ports: { from: 1, to: 1024 }, cidrs: ['0.0.0.0/0'] })),
    ],
    [
      'UDP on 22',
      [],
      ({ cluster }) => cluster.admit('nodes', rule(22, { protocol: 'udp', cidrs: ['::/0'] })),
    ],
    [
      'all traffic to masters for everybody',
      [
        `fail ssh-groups-open ${CLUSTER}`,
        `fail api-groups-open ${CLUSTER}`,
        `fail etcd-ports-open ${CLUSTER}`,
      ],
      ({ cluster }) => cluster.admit('masters', rule(-1, { protocol: '-1', cidrs: ['0.0.0.0/0'] })),
    ],
    [
      'SSH for a prefix list of everybody',
      [`fail ssh-groups-open ${CLUSTER}`],
      ({ cluster }) => cluster.admit('nodes', rule(22, { lists: [list(['10.0.0.0/8', '0.0.0.0/0'])] })),
    ],
    [
      'SSH for a prefix list that can’t be read',
      [`unknown ssh-groups-unknown ${CLUSTER}`],
      ({ cluster }) => cluster.admit('nodes', rule(22, { lists: [unread] })),
    ],
    [
      'a prefix list that can’t be read on another port',
      [],
      ({ cluster }) => cluster.admit('nodes', rule(30_443, { lists: [unread] })),
    ],
    [
      'SSH for an address that the specification doesn’t list',
      [`fail ssh-groups-unlisted ${CLUSTER}`],
      ({ cluster }) => cluster.admit('nodes', rule(22, { cidrs: ['203.0.113.7/32'] })),
    ],
    [
      'SSH for an address in a network that it lists',
      [],
      ({ cluster, store }) => {
        edit(store, SPEC, 'sshAccess: []', "sshAccess: ['203.0.113.0/24']");
        cluster.admit('nodes', rule(22, { cidrs: ['203.0.113.7/32'] }));
      },
    ],
    [
      'SSH for a prefix list that it lists',
      [],
      ({ cluster, store }) => {
        edit(store, SPEC, 'sshAccess: []', 'sshAccess: [pl-1]');
        cluster.lists.set('pl-1', list(['203.0.113.0/24']).cidrs.value);
        cluster.admit('nodes', rule(22, { lists: [list(['203.0.113.7/32'])] }));
      },
    ],
    [
      'SSH for a private network, and for a bastion',
      [],
      ({ cluster }) => cluster.admit('nodes', rule(22, { cidrs: ['10.0.0.0/8'], groups: ['sg-bastion'] })),
    ],
    [
      'a load balancer of the API for everybody',
      [`fail api-groups-open ${CLUSTER}`],
      ({ cluster }) => cluster.admit('api', rule(443, { cidrs: ['0.0.0.0/0'] })),
    ],
    [
      'API servers on 6443 for everybody',
      [`fail api-groups-open ${CLUSTER}`],
      ({ cluster }) => cluster.admit('masters', rule(6443, { cidrs: ['::/0'] })),
    ],
    [
      'nodes on 443 for everybody, which are no API servers',
      [],
      ({ cluster }) => cluster.admit('nodes', rule(443, { cidrs: ['0.0.0.0/0'] })),
    ],
    [
      'the API for everybody, as specified',
      [`fail api-open ${CLUSTER}`, `fail api-groups-open ${CLUSTER}`],
      ({ cluster, store }) => {
        edit(store, SPEC, '172.16.0.0/12', '0.0.0.0/0');
        cluster.admit('api', rule(443, { cidrs: ['0.0.0.0/0'] }));
      },
    ],
    [
      'a load balancer without groups that hides who comes',
      [`fail api-groups-open ${CLUSTER}`],
      ({ cluster }) =>
        void Object.assign(cluster.front(), {
          isInternetFacing: true,
          securityGroupIds: [],
          hidesClients: true,
        }),
    ],
    [
      'the same within the network',
      [],
      ({ cluster }) => void Object.assign(cluster.front(), { securityGroupIds: [], hidesClients: true }),
    ],
    [
      'a load balancer with groups that hides who comes',
      [],
      ({ cluster }) => void Object.assign(cluster.front(), { isInternetFacing: true, hidesClients: true }),
    ],
    [
      'a load balancer without groups that shows who comes',
      [],
      ({ cluster }) => void Object.assign(cluster.front(), { isInternetFacing: true, securityGroupIds: [] }),
    ],
    [
      'etcd for a private network',
      [`warn etcd-ports-shared ${CLUSTER}`],
      ({ cluster }) => cluster.admit('masters', rule(4001, { cidrs: ['10.0.0.0/8'] })),
    ],
    [
      'etcd for a public address',
      [`fail etcd-ports-open ${CLUSTER}`],
      ({ cluster }) => cluster.admit('masters', rule(2380, { cidrs: ['203.0.113.7/32'] })),
    ],
    [
      'etcd for the nodes, as kops lets some networks do',
      [],
      ({ cluster }) => cluster.admit('masters', rule(4003, { groups: ['sg-nodes'] })),
    ],
    [
      'etcd for somebody else’s group',
      [`warn etcd-ports-shared ${CLUSTER}`],
      ({ cluster }) => cluster.admit('masters', rule(3996, { groups: ['sg-monitoring'] })),
    ],
    [
      'etcd for a prefix list that can’t be read',
      [`unknown etcd-ports-unknown ${CLUSTER}`],
      ({ cluster }) => cluster.admit('masters', rule(2379, { lists: [unread] })),
    ],
    [
      'a group that this account doesn’t see',
      ['ssh-groups', 'api-groups', 'etcd-ports'].map((way) => `unknown ${way}-unknown ${CLUSTER}`),
      ({ cluster }) => void cluster.seen.securityGroups.shift(),
    ],
    [
      'a master without a group',
      ['ssh-groups', 'api-groups', 'etcd-ports'].map((way) => `unknown ${way}-unknown ${CLUSTER}`),
      ({ cluster }) => void Object.assign(cluster.instance('master'), { securityGroupIds: [] }),
    ],
    [
      'a master with a public address',
      [`fail masters-public-address ${CLUSTER}`],
      ({ cluster }) => void Object.assign(cluster.instance('master'), { publicAddress: '198.51.100.4' }),
    ],
    [
      'a master with a public address, as specified',
      [`fail topology-public ${CLUSTER}`],
      ({ cluster, store }) => {
        edit(store, SPEC, /type: Private\n(?= {4}zone: us-west-1b)/, 'type: Public\n');
        Object.assign(cluster.instance('master'), { publicAddress: '198.51.100.4' });
      },
    ],
    [
      'a node with a public address',
      [],
      ({ cluster }) => void Object.assign(cluster.instance('node'), { publicAddress: '198.51.100.4' }),
    ],
    [
      'security groups that can’t be read, and nothing set',
      [
        `warn ssh-access-unset ${CLUSTER}`,
        `warn api-access-unset ${CLUSTER}`,
        `fail security-groups-unreadable ${CLUSTER}`,
      ],
      (shop) => {
        withoutSsh(shop);
        withoutApi(shop);
        shop.cluster.broken.securityGroups = new Error('UnauthorizedOperation: no');
      },
    ],
    [
      'load balancers that can’t be read',
      [`fail api-front-unreadable ${CLUSTER}`],
      ({ cluster }) => void Object.assign(cluster.broken, { fronts: new Error('AccessDenied: no') }),
    ],
  ])('judges %s', async (_what, expected, change) => {
    expect(amiss(await findingsOf(change))).toEqual(expected);
  });

  it('is said beside what the specification says', async () => {
    const open = ({ cluster }: Shop) => cluster.admit('masters', rule(22, { cidrs: ['0.0.0.0/0', '::/0'] }));
    expect(await seenOf('ssh-groups-open', open)).toBe(
      'The specification closes SSH. sg-masters (masters) admits 0.0.0.0/0 and ::/0 to port 22.',
    );
    const unset = (shop: Shop) => {
      withoutSsh(shop);
      open(shop);
    };
    expect(await seenOf('ssh-groups-open', unset)).toMatch(
      /^`sshAccess` is not set, so kops opens nothing\./,
    );
    expect(await seenOf('ssh-groups-closed', withoutSsh)).toMatch(/^`sshAccess` is not set, so kops opens/);
    const unlisted = ({ cluster }: Shop) =>
      cluster.admit('api', rule(443, { lists: [list(['203.0.113.0/24'])] }));
    expect(await seenOf('api-groups-unlisted', unlisted)).toBe(
      'The specification opens the API to 172.16.0.0/12. sg-api (api) admits 203.0.113.0/24 (in pl-1) to ports 443, 6443 or 8443, which it doesn’t list.',
    );
  });

  it('is said of etcd with the prefix list that has the address', async () => {
    const listed = ({ cluster }: Shop) =>
      cluster.admit('masters', rule(2380, { lists: [list(['203.0.113.0/24', '10.0.0.0/8'])] }));
    expect(await seenOf('etcd-ports-open', listed)).toMatch(
      /^sg-masters \(masters\) admits 203\.0\.113\.0\/24 \(in pl-1\) to ports 2379/,
    );
    expect(await seenOf('etcd-ports-shared', listed)).toMatch(/ admits 10\.0\.0\.0\/8 \(in pl-1\) to /);
  });

  it('is judged where the specification can’t be read', async () => {
    const findings = await findingsOf(({ store, cluster }) => {
      edit(store, SPEC, 'kind: Cluster', 'kind: [');
      cluster.admit('masters', rule(22, { cidrs: ['0.0.0.0/0'] }));
    });
    expect(amiss(findings)).toEqual([`fail spec-unreadable ${CLUSTER}`, `fail ssh-groups-open ${CLUSTER}`]);
  });
});
