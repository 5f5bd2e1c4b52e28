import type { MemoryStateStore } from '../../../../../fakes/migration/memory-state-store.ts';
import { amiss, CLUSTER, edit, findingsOf as findingsOfShop } from './some-cluster.ts';

const SPEC = 'cluster-completed.spec';

const findingsOf = (change: (store: MemoryStateStore) => void = () => undefined) =>
  findingsOfShop(({ store }) => change(store));

const without = (store: MemoryStateStore, object: string): void => {
  store.objects.delete(`${CLUSTER}/${object}`);
};

describe('VerifyCluster of a specification', () => {
  it('passes the shop, and says how etcd survives', async () => {
    const findings = await findingsOf();
    expect(amiss(findings)).toEqual([]);
    expect(findings.find(({ code }) => code === 'quorum-survives')?.seen).toBe(
      '3 members over 3 zones (us-west-1a 1, us-west-1b 1, us-west-1c 1), of which 2 are a quorum. Losing any one instance leaves 2. Of the zones, us-west-1a has 1 of 3: losing it leaves 2, and the quorum is kept. The loss of the region is not survived.',
    );
  });

  it('reasons about two zones as the arithmetic goes', async () => {
    const findings = await findingsOfShop(({ store, cluster }) => {
      edit(store, 'instancegroup/control-plane-us-west-1c', '- us-west-1c', '- us-west-1a');
      cluster.group('control-plane-us-west-1c').zones = ['us-west-1a'];
      for (const etcdCluster of ['main', 'events']) cluster.volume(etcdCluster, 'c').zone = 'us-west-1a';
    });
    expect(amiss(findings)).toEqual([
      'fail zone-loss-loses-quorum main',
      'fail zone-loss-loses-quorum events',
    ]);
    expect(findings.find(({ code }) => code === 'zone-loss-loses-quorum')?.seen).toBe(
      '3 members over 2 zones (us-west-1a 2, us-west-1b 1), of which 2 are a quorum. Of the zones, us-west-1a has 2 of 3: losing it leaves 1, and the quorum is lost.',
    );
  });

  it.each<[string, readonly string[], (store: MemoryStateStore) => void]>([
    [
      'etcd unencrypted',
      ['fail etcd-encryption-off main', 'fail etcd-encryption-off events'],
      (store) => edit(store, SPEC, 'encryptedVolume: true', 'encryptedVolume: false'),
    ],
    ['no RBAC', [`fail rbac-off ${CLUSTER}`], (store) => edit(store, SPEC, 'rbac: {}', 'alwaysAllow: {}')],
    [
      'SSH for everybody',
      [`fail ssh-open ${CLUSTER}`],
      (store) => edit(store, SPEC, 'sshAccess: []', "sshAccess: ['::/0']"),
    ],
    [
      'the API for many',
      [`warn api-wide ${CLUSTER}`],
      (store) => edit(store, SPEC, '172.16.0.0/12', '128.0.0.0/9'),
    ],
    [
      'an access that is no CIDR',
      [`fail api-access-unreadable ${CLUSTER}`],
      (store) => edit(store, SPEC, '172.16.0.0/12', 'office'),
    ],
    [
      'a public subnet',
      [`fail topology-public ${CLUSTER}`],
      (store) => edit(store, SPEC, /type: Private\n(?= {4}zone: us-west-1b)/, 'type: Public\n'),
    ],
    [
      'a member in no group',
      [
        'fail etcd-members-not-placed main',
        'fail etcd-members-not-placed events',
        'fail master-group-without-member control-plane-us-west-1b',
      ],
      (store) => edit(store, SPEC, 'instanceGroup: control-plane-us-west-1b', 'instanceGroup: gone'),
    ],
    [
      'a member in a group of nodes',
      [
        'fail etcd-members-not-placed main',
        'fail etcd-members-not-placed events',
        'fail master-group-without-member control-plane-us-west-1b',
        'fail etcd-volume-zone main (b)',
        'fail etcd-volume-zone events (b)',
      ],
      (store) =>
        edit(store, SPEC, 'instanceGroup: control-plane-us-west-1b', 'instanceGroup: nodes-us-west-1a'),
    ],
    [
      'a group in a subnet that is nowhere',
      [
        'fail etcd-members-not-placed main',
        'fail etcd-members-not-placed events',
        'fail master-group-zones control-plane-us-west-1b',
      ],
      (store) =>
        edit(store, 'instancegroup/control-plane-us-west-1b', '- us-west-1b', '- us-west-1b\n  - gone'),
    ],
    [
      'a group in no subnet that is known',
      [
        'fail etcd-members-not-placed main',
        'fail etcd-members-not-placed events',
        'fail master-group-zones control-plane-us-west-1b',
      ],
      (store) => edit(store, 'instancegroup/control-plane-us-west-1b', '- us-west-1b', '- gone'),
    ],
    [
      'an API server that is started without RBAC',
      [`fail rbac-unknown ${CLUSTER}`],
      (store) =>
        edit(store, SPEC, '  kubelet:\n', '  kubeAPIServer:\n    authorizationMode: Node\n  kubelet:\n'),
    ],
    [
      'everything allowed, whatever the API server is started with',
      [`fail rbac-off ${CLUSTER}`],
      (store) => {
        edit(store, SPEC, 'rbac: {}', 'alwaysAllow: {}');
        edit(store, SPEC, '  kubelet:\n', '  kubeAPIServer:\n    authorizationMode: RBAC\n  kubelet:\n');
      },
    ],
    [
      'another name',
      [`fail spec-of-another-cluster ${CLUSTER}`],
      (store) => edit(store, SPEC, '  name: k8s.shop.test', '  name: other.test'),
    ],
    ['the intent alone', [`warn spec-not-completed ${CLUSTER}`], (store) => without(store, SPEC)],
  ])('finds %s', async (_what, expected, change) => {
    expect(amiss(await findingsOf(change))).toEqual(expected);
  });

  it.each([
    ['rbac: {}', 'Node,AlwaysAllow,RBAC', 'rbac-off', /^Take AlwaysAllow out of/],
    ['alwaysAllow: {}', 'AlwaysAllow', 'rbac-off', /^Set `authorization: \{ rbac: \{\} \}`/],
    ['rbac: {}', 'Node', 'rbac-unknown', /^Remove `kubeAPIServer.authorizationMode`/],
  ])('says of %s and %s which setting is wrong', async (authorization, mode, code, toDo) => {
    const findings = await findingsOf((store) => {
      if (authorization !== 'rbac: {}') edit(store, SPEC, 'rbac: {}', authorization);
      edit(store, SPEC, '  kubelet:\n', `  kubeAPIServer:\n    authorizationMode: ${mode}\n  kubelet:\n`);
    });
    const finding = findings.find((each) => each.code === code);
    expect(finding?.seen).toContain(`\`kubeAPIServer.authorizationMode\` is \`${mode}\``);
    expect(finding?.seen.includes('alwaysAllow')).toBe(authorization === 'alwaysAllow: {}');
    expect(finding?.toDo).toMatch(toDo);
  });

  it('calls only what is there public, and finds the addresses of masters that are meant to be nowhere', async () => {
    const findings = await findingsOfShop(({ store, cluster }) => {
      edit(store, 'instancegroup/control-plane-us-west-1b', '- us-west-1b', '- gone');
      Object.assign(cluster.instance('master'), { publicAddress: '198.51.100.7' });
    });
    expect(amiss(findings)).toContain(`fail masters-public-address ${CLUSTER}`);
    expect(findings.map(({ code }) => code)).not.toContain('topology-public');
    expect(findings.map(({ code }) => code)).not.toContain('topology-private');
  });

  it('misses `main`', async () => {
    const findings = await findingsOf((store) => edit(store, SPEC, '    name: main\n', '    name: other\n'));
    expect(amiss(findings)).toContain(`fail etcd-clusters-missing ${CLUSTER}`);
    expect(findings.find(({ code }) => code === 'etcd-clusters-missing')?.seen).toContain(
      'only other, events',
    );
  });

  it('passes nothing of an etcd cluster without members', async () => {
    const members = /etcdMembers:\n(?: {4}[- ].*\n)+?(?= {4}manager:\n.*\n.*\n {4}name: main\n)/;
    const findings = await findingsOf((store) => edit(store, SPEC, members, 'etcdMembers: []\n'));
    expect(amiss(findings)).toContain('fail etcd-members-not-placed main');
    const passed = findings.filter(({ level, subject }) => level === 'pass' && subject === 'main');
    expect(passed.map(({ code }) => code)).toEqual(['backup-recent']);
  });

  it.each([
    ['1.36.0', []],
    ['1.37.0-beta.1', []],
    ['1.35.9', [`fail rbac-off ${CLUSTER}`, 'warn version-unsupported kops 1.35.9']],
    ['', [`fail rbac-unknown ${CLUSTER}`, 'warn version-unknown kops']],
    ['dev', [`fail rbac-unknown ${CLUSTER}`, 'warn version-unknown kops dev']],
  ])('takes an authorization that is not set as kops %s does', async (version, expected) => {
    const findings = await findingsOf((store) => {
      edit(store, SPEC, '  authorization:\n    rbac: {}\n', '');
      store.objects.set(`${CLUSTER}/kops-version.txt`, version);
    });
    expect(amiss(findings)).toEqual(expected);
  });

  it('takes the object that kops wrote until 1.21: of another name, and without a version and a kind', async () => {
    const findings = await findingsOf((store) => {
      edit(store, SPEC, /^apiVersion: .*\nkind: Cluster\n/, '');
      store.objects.set(`${CLUSTER}/cluster.spec`, store.objects.get(`${CLUSTER}/${SPEC}`) ?? '');
      without(store, SPEC);
      without(store, 'config');
    });
    expect(amiss(findings)).toEqual([]);
  });

  it.each([
    ['no-bucket', 'state-store-absent'],
    ['denied', 'state-store-denied'],
    ['too-large', 'spec-too-large'],
    ['too-slow', 'state-store-slow'],
    ['unreadable', 'state-store-unreadable'],
  ] as const)('says that the state store is %s', async (kind, code) => {
    const of = (key: string) =>
      findingsOf((store) => store.unread.set(`${CLUSTER}/${key}`, { kind, why: 'so' }));
    const expected = [`fail ${code} ${CLUSTER}`];
    expect(amiss(await of(SPEC))).toEqual(expected);
    expect(amiss(await of('instancegroup/'))).toEqual(expected);
    expect(amiss(await of('instancegroup/nodes-us-west-1a'))).toEqual(expected);
  });

  it.each([
    ['nothing', '', /has no document of the kind Cluster/],
    ['no YAML', 'a: {\n', /line 2, column 1 of cluster-completed\.spec: /],
    ['a key twice', 'kind: Cluster\nkind: Cluster\n', /line 2, column 1 .*duplicated/],
    ['another kind of thing', 'apiVersion: v1\nkind: ConfigMap\n', /no document of the kind Cluster/],
    [
      'another version',
      'apiVersion: kops.k8s.io/v9\nkind: Cluster\n',
      /line 1 of .*: apiVersion is "kops\.k8s\.io\/v9"/,
    ],
    [
      'a wrong shape',
      'apiVersion: kops.k8s.io/v1alpha2\nkind: Cluster\nspec:\n  etcdClusters: none\n',
      /line 4 of .*spec\.etcdClusters is a text, not a list/,
    ],
  ])('says where a specification is %s', async (_what, text, seen) => {
    const findings = await findingsOf((store) => store.objects.set(`${CLUSTER}/${SPEC}`, text));
    expect(amiss(findings)).toEqual([`fail spec-unreadable ${CLUSTER}`]);
    expect(findings[0]?.seen).toMatch(seen);
  });

  it.each([
    ['nothing', ''],
    ['a comment', '# gone\n'],
    ['null', '---\nnull\n'],
    ['another kind of thing', 'apiVersion: v1\nkind: ConfigMap\n'],
  ])('takes an instance group that has %s for unreadable, not for absent', async (_what, text) => {
    const findings = await findingsOf((store) =>
      store.objects.set(`${CLUSTER}/instancegroup/control-plane-us-west-1b`, text),
    );
    expect(findings[0]).toMatchObject({
      code: 'spec-unreadable',
      seen: "The specification can't be understood: instancegroup/control-plane-us-west-1b has no document of the kind InstanceGroup.",
    });
  });

  it('shows what others write as it is written: nothing of it reaches a terminal as a command', async () => {
    const findings = await findingsOf((store) => {
      const group = 'instancegroup/nodes-us-west-1a';
      edit(store, group, '  name: nodes-us-west-1a', '  name: "nodes\\e[31m\\nAll good\\u202e\\u2028"');
      edit(store, group, /image: .*/, 'image: "x\\x9b\\u2066y"');
      store.objects.set(`${CLUSTER}/kops-version.txt`, '1.9\u001b[2J\u0007');
    });
    expect(amiss(findings).length).toBeGreaterThan(0);
    const text = findings.flatMap(({ subject, seen, why, toDo }) => [subject, seen, why, toDo]).join('');
    expect(text).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u);
    expect(text).toContain('\\u001b[2J\\u0007');
  });

  it('says that there is no such cluster', async () => {
    const findings = await findingsOf((store) => {
      for (const object of [SPEC, 'config']) without(store, object);
    });
    expect(amiss(findings)).toEqual([`fail spec-absent ${CLUSTER}`]);
  });
});
