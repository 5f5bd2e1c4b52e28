import fc from 'fast-check';
import { readSpec } from '../../../../../../lambdas/migration/domain/kops/read-spec.ts';
import type { SpecDocument } from '../../../../../../lambdas/migration/domain/kops/spec-document.ts';

const KOPS = 'kops.k8s.io/v1alpha2';
const document = (value: unknown): SpecDocument => ({
  source: 'config',
  value,
  lineOf: (path) => path.length,
});
const cluster = (spec: unknown, more: object = {}) => ({ apiVersion: KOPS, kind: 'Cluster', spec, ...more });
const read = (...values: readonly unknown[]) => readSpec(values.map(document));
const misfitsOf = (...values: readonly unknown[]) =>
  read(...values).misfits.map(({ line, what }) => `${line} ${what}`);

describe('a specification', () => {
  it('says nothing where nothing is said', () => {
    expect(read(cluster({}))).toEqual({
      misfits: [],
      spec: {
        name: '',
        kubernetesVersion: '',
        etcdClusters: [],
        authorization: 'default',
        sshAccess: undefined,
        apiAccess: undefined,
        subnets: [],
        hasApiLoadBalancer: false,
        containerdVersion: '',
        instanceGroups: [],
      },
    });
    expect(read()).toEqual({ misfits: [], spec: undefined });
    expect(read(null, { apiVersion: 'v1', kind: 'ConfigMap', data: 1 })).toEqual({
      misfits: [],
      spec: undefined,
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
    const group = (role: string) =>
      read(cluster({}), { apiVersion: KOPS, kind: 'InstanceGroup', metadata: { name: 'm' }, spec: { role } });
    expect(group('Master')).toEqual(group('ControlPlane'));
  });

  it.each([
    [{ authorization: { rbac: {} } }, 'rbac'],
    [{ authorization: { alwaysAllow: {} } }, 'always-allow'],
    [{ authorization: {} }, 'default'],
    [{ kubeAPIServer: { authorizationMode: 'Node,RBAC' } }, 'rbac'],
    [{ kubeAPIServer: { authorizationMode: 'AlwaysAllow' }, authorization: { rbac: {} } }, 'always-allow'],
    [{ kubeAPIServer: { authorizationMode: 'Node' }, authorization: { rbac: {} } }, 'rbac'],
  ])('with %j is authorized as %s', (spec, expected) => {
    expect(read(cluster(spec)).spec?.authorization).toBe(expected);
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

  it('is of one cluster, and of groups with a size in numbers', () => {
    expect(misfitsOf(cluster({}), cluster({}))).toEqual(['0 the document is a second cluster']);
    const group = {
      apiVersion: KOPS,
      kind: 'InstanceGroup',
      metadata: { name: 'm' },
      spec: { minSize: '1', maxSize: 1.5 },
    };
    expect(misfitsOf(group)).toEqual([
      '2 spec.minSize is a text, not a whole number',
      '2 spec.maxSize is a number, not a whole number',
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
