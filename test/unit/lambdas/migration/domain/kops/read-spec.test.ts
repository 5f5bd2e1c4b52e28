import fc from 'fast-check';
import { readSpec } from '../../../../../../lambdas/migration/domain/kops/read-spec.ts';
import type { SpecDocument } from '../../../../../../lambdas/migration/domain/kops/spec-document.ts';

const KOPS = 'kops.k8s.io/v1alpha2';
const document = (value: unknown, source = 'config'): SpecDocument => ({
  source,
  value,
  lineOf: (path) => path.length,
});
const cluster = (spec: unknown, more: object = {}) => ({ apiVersion: KOPS, kind: 'Cluster', spec, ...more });
const read = (...values: readonly unknown[]) => readSpec(values.map((value) => document(value)));
const group = (spec: unknown, name = 'm') => ({
  apiVersion: KOPS,
  kind: 'InstanceGroup',
  metadata: { name },
  spec,
});
const misfitsOf = (...values: readonly unknown[]) =>
  read(...values).misfits.map(({ line, what }) => `${line} ${what}`);

describe('a specification', () => {
  it('says nothing where nothing is said', () => {
    expect(read(cluster({}))).toEqual({
      misfits: [],
      sources: new Set(['config']),
      spec: {
        name: '',
        kubernetesVersion: '',
        etcdClusters: [],
        authorization: 'default',
        authorizationMode: '',
        sshAccess: undefined,
        apiAccess: undefined,
        subnets: [],
        hasApiLoadBalancer: undefined,
        containerdVersion: '',
        instanceGroups: [],
      },
    });
    expect(read()).toEqual({ misfits: [], spec: undefined, sources: new Set() });
    expect(read(null, { apiVersion: 'v1', kind: 'ConfigMap', data: 1 })).toEqual({
      misfits: [],
      spec: undefined,
      sources: new Set(),
    });
  });

  it('is the same in both versions of the API', () => {
    const access = ['10.0.0.0/8'];
    const subnets = [{ name: 'a', zone: 'us-west-1a', type: 'Private' }];
    const old = read(cluster({ kubernetesApiAccess: access, subnets, api: { loadBalancer: {} } }));
    const next = read(
      cluster(
        { networking: { subnets }, api: { access, loadBalancer: {} } },
        { apiVersion: 'kops.k8s.io/v1alpha3' },
      ),
    );
    expect(next).toEqual(old);
    expect(next.spec).toMatchObject({ apiAccess: access, subnets, hasApiLoadBalancer: true });
    const early = read(cluster({ kubernetesAPIAccess: access, subnets, api: { loadBalancer: {} } }));
    expect(early).toEqual(old);
    const inRole = (role: string) => read(cluster({}), group({ role }));
    expect(inRole('Master')).toEqual(inRole('ControlPlane'));
  });

  it('has neither a version nor a kind where kops wrote what is in effect until 1.21', () => {
    const untyped = { metadata: { name: 'k' }, spec: { sshAccess: ['10.0.0.0/8'] } };
    const { spec, misfits } = readSpec([document(untyped, 'cluster.spec')]);
    expect(misfits).toEqual([]);
    expect(spec).toMatchObject({ name: 'k', sshAccess: ['10.0.0.0/8'] });
    expect(readSpec([document({ ...untyped, kind: 'ConfigMap' }, 'cluster.spec')]).spec).toBeUndefined();
    expect(read(untyped).spec).toBeUndefined();
  });

  it('is read with the names of fields that kops had before 1.5', () => {
    const old = { metadata: { Name: 'k', Labels: null }, spec: { adminAccess: ['0.0.0.0/0'] } };
    expect(readSpec([document(old, 'cluster.spec')])).toMatchObject({
      misfits: [],
      spec: { name: 'k', sshAccess: ['0.0.0.0/0'], apiAccess: ['0.0.0.0/0'] },
    });
  });

  it.each([
    [{ api: { loadBalancer: {} } }, true],
    [{ api: { dns: {}, loadBalancer: {} } }, true],
    [{ api: { dns: {} }, topology: { masters: 'private' } }, false],
    [{ api: {}, topology: { masters: 'private' } }, true],
    [{ topology: { masters: 'public', nodes: 'private' } }, false],
    [{ networking: { topology: { controlPlane: 'private' } } }, true],
    [{ topology: { dns: { type: 'Private' } } }, undefined],
    [{ topology: { masters: 'constructor' } }, undefined],
  ])('with %j has a load balancer for the API: %j', (spec, expected) => {
    expect(read(cluster(spec))).toMatchObject({ misfits: [], spec: { hasApiLoadBalancer: expected } });
  });

  it.each([
    [{ authorization: { rbac: {} } }, 'rbac'],
    [{ authorization: { alwaysAllow: {} } }, 'always-allow'],
    [{ authorization: {} }, 'default'],
    [{ authorization: { rbac: {}, alwaysAllow: {} } }, 'always-allow'],
  ])('with %j is authorized as %s', (spec, expected) => {
    expect(read(cluster(spec)).spec?.authorization).toBe(expected);
  });

  it('has the mode of the API server apart', () => {
    const spec = { kubeAPIServer: { authorizationMode: 'Node,RBAC' } };
    // kops takes `authorization` alone, and sets the mode by it.
    expect(read(cluster(spec)).spec).toMatchObject({
      authorization: 'default',
      authorizationMode: 'Node,RBAC',
    });
  });

  it.each([
    ['a text', 'hello', ['0 the document is a text, not a mapping']],
    [
      'a cluster of another version',
      cluster({}, { apiVersion: 'kops.k8s.io/v1' }),
      ['1 apiVersion is "kops.k8s.io/v1", not kops.k8s.io/v1alpha2 or v1alpha3'],
    ],
    ['a cluster without a specification', cluster(undefined), ['1 spec is missing']],
    ['a specification that is a list', cluster([]), ['1 spec is a list, not a mapping']],
    [
      'etcd clusters as a mapping',
      cluster({ etcdClusters: { main: {} } }),
      ['2 spec.etcdClusters is a mapping, not a list'],
    ],
    [
      'an etcd cluster without a name',
      cluster({ etcdClusters: [{}] }),
      ['4 spec.etcdClusters[0].name is missing'],
    ],
    [
      'encryption as a text',
      cluster({ etcdClusters: [{ name: 'main', etcdMembers: [{ name: 'a', encryptedVolume: 'true' }] }] }),
      ['6 spec.etcdClusters[0].etcdMembers[0].encryptedVolume is a text, not true or false'],
    ],
    ['an access as a text', cluster({ sshAccess: '10.0.0.0/8' }), ['2 spec.sshAccess is a text, not a list']],
    [
      'an access of numbers and mappings',
      cluster({ sshAccess: [1, {}] }),
      ['3 spec.sshAccess[1] is a mapping, not a text'],
    ],
    [
      'a version without quotes',
      cluster({ kubernetesVersion: 1.3 }),
      ['2 spec.kubernetesVersion is a number, not a text in quotes'],
    ],
    [
      'too many etcd clusters',
      cluster({ etcdClusters: Array(21).fill({ name: 'main' }) }),
      ['2 spec.etcdClusters has 21 etcd clusters; kops knows four'],
    ],
    [
      'a list without end',
      cluster({ subnets: Array(1001).fill({}) }),
      ['2 spec.subnets is a list of 1001, not a list of at most 1000'],
    ],
  ])('is not understood with %s, and says where', (_what, value, expected) => {
    expect(misfitsOf(value)).toEqual(expected);
  });

  it('is of one cluster, and of groups with a role, and a size in numbers', () => {
    expect(misfitsOf(cluster({}), cluster({}))).toEqual(['0 the document is a second cluster']);
    expect(misfitsOf(group({ minSize: '1', maxSize: 1.5 }))).toEqual([
      '2 spec.role is missing',
      '2 spec.minSize is a text, not a whole number',
      '2 spec.maxSize is a number, not a whole number',
    ]);
  });

  it('has each name once', () => {
    const twice = [{ name: 'a' }, { name: 'b' }, { name: 'a' }];
    expect(misfitsOf(cluster({ subnets: twice }))).toEqual(['3 spec.subnets[2] is another "a"']);
    expect(misfitsOf(cluster({ etcdClusters: twice }))).toEqual(['3 spec.etcdClusters[2] is another "a"']);
    expect(misfitsOf(cluster({ etcdClusters: [{ name: 'main', etcdMembers: twice }] }))).toEqual([
      '5 spec.etcdClusters[0].etcdMembers[2] is another "a"',
    ]);
    expect(misfitsOf(cluster({}), group({ role: 'Node' }), group({ role: 'Master' }))).toEqual([
      '0 the document is another "m"',
    ]);
  });

  it('says one thing in one way', () => {
    const access = ['10.0.0.0/8'];
    expect(misfitsOf(cluster({ api: { access }, kubernetesApiAccess: ['0.0.0.0/0'] }))).toEqual([
      '2 spec.kubernetesApiAccess is set beside spec.api.access: which is in effect is unknown',
    ]);
    expect(misfitsOf(cluster({ networking: { subnets: [] }, subnets: [] }))).toEqual([
      '2 spec.subnets is set beside spec.networking.subnets: which is in effect is unknown',
    ]);
  });

  it('is read or refused, whatever it is: never an error', () => {
    fc.assert(
      fc.property(fc.array(fc.object({ maxDepth: 4 })), fc.jsonValue(), (documents, spec) => {
        expect(() => read(...documents, cluster(spec))).not.toThrow();
      }),
    );
  });
});
