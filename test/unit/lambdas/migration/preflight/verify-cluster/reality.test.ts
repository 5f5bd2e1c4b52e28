import { amiss, CLUSTER, daysAgo, edit, findingsOf, type Shop } from './some-cluster.ts';

const A = 'control-plane-us-west-1a';
const PLACE = 'tcp-k8s/0123456789abcdef';

describe('VerifyCluster of what AWS has', () => {
  it('passes the shop, and reports each thing that it looked at', async () => {
    const findings = await findingsOf();
    expect(amiss(findings)).toEqual([]);
    const codes = findings.map(({ code, subject }) => `${code} ${subject}`);
    expect(codes).toEqual(
      expect.arrayContaining([
        `master-group-ready ${A}`,
        'etcd-volumes-ready main',
        'etcd-volumes-ready events',
        `api-targets-healthy ${PLACE}`,
        `instances-young ${CLUSTER}`,
        `zone-loss-leaves-room ${CLUSTER}`,
        'backup-recent main',
        'backup-recent events',
      ]),
    );
  });

  it.each<[string, readonly string[], (shop: Shop) => void]>([
    [
      'a group without its tag',
      [`fail master-group-missing ${A}`, `fail master-group-lost ${A}.masters.${CLUSTER}`],
      ({ cluster }) => void Object.assign(cluster.group(A), { instanceGroup: '' }),
    ],
    [
      'two groups as one',
      [`fail master-group-doubled ${A}`],
      ({ cluster }) => void cluster.seen.groups.push({ ...cluster.group(A), name: 'other' }),
    ],
    [
      'a group of two',
      [`fail master-group-size-changed ${A}`],
      ({ cluster }) => void Object.assign(cluster.group(A), { max: 2 }),
    ],
    [
      'a group of none',
      [
        `fail master-group-size-changed ${A}`,
        `fail master-not-in-service ${A}`,
        'fail etcd-volume-not-attached main (a)',
        'fail etcd-volume-not-attached events (a)',
      ],
      ({ cluster }) => void Object.assign(cluster.group(A), { min: 0, desired: 0, instances: [] }),
    ],
    [
      'a group in two zones',
      [`fail master-group-zones-changed ${A}`],
      ({ cluster }) => void Object.assign(cluster.group(A), { zones: ['us-west-1a', 'us-west-1b'] }),
    ],
    [
      'launching suspended',
      [`fail master-group-suspended ${A}`],
      ({ cluster }) =>
        void Object.assign(cluster.group(A), {
          suspended: [{ process: 'Launch', reason: 'User suspended' }],
        }),
    ],
    [
      'rebalancing suspended',
      [],
      ({ cluster }) =>
        void Object.assign(cluster.group(A), { suspended: [{ process: 'AZRebalance', reason: '' }] }),
    ],
    [
      'a master that its group finds unhealthy',
      [`fail master-not-in-service ${A}`],
      ({ cluster }) =>
        void Object.assign(cluster.group(A), {
          instances: [{ id: 'i-us-west-1a', lifecycle: 'InService', isHealthy: false, zone: 'us-west-1a' }],
        }),
    ],
    [
      'a master that goes',
      [`fail master-not-in-service ${A}`],
      ({ cluster }) =>
        void Object.assign(cluster.group(A), {
          instances: [{ id: 'i-us-west-1a', lifecycle: 'Terminating:Wait', zone: 'us-west-1a' }],
        }),
    ],
    [
      'a group that may grow, in the specification',
      [`fail master-group-size ${A}`],
      ({ store }) => edit(store, `instancegroup/${A}`, 'maxSize: 1', 'maxSize: 2'),
    ],
    [
      'a volume less',
      ['fail etcd-volume-missing main (b)'],
      ({ cluster }) => void cluster.seen.volumes.splice(1, 1),
    ],
    [
      'a group of masters that has no volume of etcd',
      ['warn master-group-unexpected other'],
      ({ cluster }) =>
        void cluster.seen.groups.push({
          ...cluster.group(A),
          name: 'other',
          instanceGroup: 'other',
          instances: [],
        }),
    ],
    [
      'a volume twice',
      ['fail etcd-volume-doubled main (b)'],
      ({ cluster }) => void cluster.seen.volumes.push({ ...cluster.volume('main', 'b'), id: 'vol-2' }),
    ],
    [
      'a volume of nobody',
      ['warn etcd-volume-unexpected vol-2'],
      ({ cluster }) =>
        void cluster.seen.volumes.push({ ...cluster.volume('main', 'b'), id: 'vol-2', member: 'd' }),
    ],
    [
      'a volume with a strange tag',
      ['fail etcd-volume-missing main (b)', 'warn etcd-volume-unexpected vol-main-b'],
      ({ cluster }) => void Object.assign(cluster.volume('main', 'b'), { member: '' }),
    ],
    [
      'a volume that is free',
      ['fail etcd-volume-not-attached main (b)'],
      ({ cluster }) =>
        void Object.assign(cluster.volume('main', 'b'), {
          attachedTo: '',
          attachment: '',
          state: 'available',
        }),
    ],
    [
      'a volume that is being attached',
      ['fail etcd-volume-not-attached main (b)'],
      ({ cluster }) => void Object.assign(cluster.volume('main', 'b'), { attachment: 'attaching' }),
    ],
    [
      'a volume at a node',
      ['fail etcd-volume-not-attached main (b)'],
      ({ cluster }) => void Object.assign(cluster.volume('main', 'b'), { attachedTo: 'i-us-west-1b-1' }),
    ],
    [
      'a volume in another zone',
      ['fail etcd-volume-zone main (b)'],
      ({ cluster }) => void Object.assign(cluster.volume('main', 'b'), { zone: 'us-west-1c' }),
    ],
    [
      'a volume in plain',
      ['fail etcd-volume-unencrypted events (b)'],
      ({ cluster }) => void Object.assign(cluster.volume('events', 'b'), { encrypted: false }),
    ],
    [
      'a target unhealthy',
      [`fail api-targets-unhealthy ${PLACE}`],
      ({ cluster }) => void Object.assign(cluster.seen.targets[0] ?? {}, { state: 'unhealthy' }),
    ],
    [
      'a master that is not registered',
      [`fail api-targets-unhealthy ${PLACE}`],
      ({ cluster }) => void cluster.seen.targets.pop(),
    ],
    [
      'no targets at all',
      [`fail api-targets-unhealthy ${PLACE}`],
      ({ cluster }) => void cluster.seen.targets.splice(0),
    ],
    [
      'no load balancer',
      [`fail api-load-balancer-missing ${CLUSTER}`],
      ({ cluster }) => {
        for (const group of cluster.seen.groups) group.targetGroupArns = [];
      },
    ],
    [
      'no load balancer, of which nothing is said',
      [`fail api-load-balancer-unknown ${CLUSTER}`],
      ({ cluster, store }) => {
        for (const group of cluster.seen.groups) group.targetGroupArns = [];
        edit(store, 'cluster-completed.spec', 'loadBalancer:', 'another:');
      },
    ],
    [
      'no load balancer, as specified',
      [],
      ({ cluster, store }) => {
        for (const group of cluster.seen.groups) group.targetGroupArns = [];
        edit(store, 'cluster-completed.spec', 'loadBalancer:', 'dns:');
      },
    ],
    [
      'an old master',
      ['warn instance-old i-us-west-1a'],
      ({ cluster }) => void Object.assign(cluster.seen.instances[0] ?? {}, { launchedAt: daysAgo(401) }),
    ],
    [
      'a master that is too old',
      ['fail instance-too-old i-us-west-1a'],
      ({ cluster }) => void Object.assign(cluster.seen.instances[0] ?? {}, { launchedAt: daysAgo(455) }),
    ],
    [
      'a master of unknown age',
      ['warn instance-age-unknown i-us-west-1a'],
      ({ cluster }) => void Object.assign(cluster.seen.instances[0] ?? {}, { launchedAt: '' }),
    ],
    [
      'no instance',
      [`fail instances-missing ${CLUSTER}`],
      ({ cluster }) => void cluster.seen.instances.splice(0),
    ],
    [
      'groups of nodes that are full',
      [
        'warn zone-loss-leaves-no-room us-west-1a',
        'warn zone-loss-leaves-no-room us-west-1b',
        'warn zone-loss-leaves-no-room us-west-1c',
      ],
      ({ cluster }) => {
        for (const group of cluster.seen.groups) if (group.role === 'node') group.max = 2;
      },
    ],
    [
      'all nodes in one zone',
      ['warn zone-loss-leaves-no-room us-west-1a'],
      ({ cluster }) => {
        cluster.seen.groups = cluster.seen.groups.filter(
          ({ role, zones }) => role === 'master' || zones[0] === 'us-west-1a',
        );
      },
    ],
    [
      'no group of nodes',
      [`warn node-groups-missing ${CLUSTER}`],
      ({ cluster }) => {
        cluster.seen.groups = cluster.seen.groups.filter(({ role }) => role === 'master');
      },
    ],
  ])('finds %s', async (_what, expected, change) => {
    expect(amiss(await findingsOf(change))).toEqual(expected);
  });

  it.each([
    ['groups', [`fail groups-unreadable ${CLUSTER}`]],
    ['instances', [`fail instances-unreadable ${CLUSTER}`]],
    ['volumes', [`fail volumes-unreadable ${CLUSTER}`]],
    ['targets', [`fail api-targets-unreadable ${CLUSTER}`]],
  ] as const)('says that %s can’t be read, and judges the rest', async (kind, expected) => {
    const findings = await findingsOf(
      ({ cluster }) => void Object.assign(cluster.broken, { [kind]: new Error('AccessDenied') }),
    );
    expect(amiss(findings)).toEqual(expected);
    expect(findings.find(({ level }) => level === 'fail')?.seen).toContain('AccessDenied');
  });

  it('judges what there is by itself where the specification can’t be read', async () => {
    const findings = await findingsOf(({ store, cluster }) => {
      edit(store, 'cluster-completed.spec', 'kind: Cluster', 'kind: [');
      cluster.group(A).suspended = [{ process: 'Launch', reason: '' }];
      cluster.volume('main', 'b').encrypted = false;
      cluster.seen.volumes.splice(2, 1);
    });
    expect(amiss(findings)).toEqual([
      `fail spec-unreadable ${CLUSTER}`,
      `fail master-group-suspended ${A}`,
      'fail etcd-volume-unencrypted main (b)',
      'fail etcd-volume-missing main (c)',
    ]);
  });

  it('passes nothing where neither the specification nor AWS says anything', async () => {
    const findings = await findingsOf(({ store, cluster }) => {
      for (const object of ['cluster-completed.spec', 'config']) store.objects.delete(`${CLUSTER}/${object}`);
      for (const parts of Object.values(cluster.seen)) parts.splice(0);
    });
    const passed = findings.filter(({ level }) => level === 'pass').map(({ code }) => code);
    expect(passed).toEqual(['backup-recent', 'backup-recent']);
    expect(amiss(findings)).toEqual([
      `fail spec-absent ${CLUSTER}`,
      `fail instances-missing ${CLUSTER}`,
      `warn node-groups-missing ${CLUSTER}`,
      `fail master-groups-unspecified ${CLUSTER}`,
      'fail etcd-volume-missing main',
      'fail etcd-volume-missing events',
      `fail api-load-balancer-unknown ${CLUSTER}`,
    ]);
  });

  it('warns of a classic load balancer, and judges it as it does the others', async () => {
    const findings = await findingsOf(({ cluster }) => {
      for (const group of cluster.seen.groups)
        Object.assign(group, {
          targetGroupArns: [],
          loadBalancers: group.role === 'master' ? ['api-k8s'] : [],
        });
      for (const target of cluster.seen.targets) target.place = 'api-k8s';
    });
    expect(amiss(findings)).toEqual(['warn api-load-balancer-classic api-k8s']);
  });
});
