import { pendingChanges } from '../../../../../../lambdas/migration/domain/kops/pending-changes.ts';

const of = (spec: unknown, apiVersion = 'kops.k8s.io/v1alpha2') => ({ apiVersion, kind: 'Cluster', spec });
const fields = (wanted: unknown, effective: unknown) =>
  pendingChanges(of(wanted), of(effective))?.map(({ field }) => field);

describe('changes that nobody has applied', () => {
  it.each<[string, unknown, unknown, string[]]>([
    [
      'a default that the intent lacks',
      { networking: { cilium: {} } },
      { a: 1, networking: { cilium: { x: 1 } } },
      [],
    ],
    ['a field that is not in effect', { b: 1 }, { a: 1 }, []],
    ['nothing', { a: null }, { a: 1 }, []],
    ['a number and its digits', { a: 1, l: [1] }, { a: '1', l: ['1'] }, []],
    ['a version with and without a v', { kubernetesVersion: 'v1.36.2' }, { kubernetesVersion: '1.36.2' }, []],
    [
      'another order of named items',
      { s: [{ name: 'a' }, { name: 'b' }] },
      { s: [{ name: 'b' }, { name: 'a' }] },
      [],
    ],
    ['one value', { a: { b: false } }, { a: { b: true } }, ['spec.a.b']],
    ['a list', { sshAccess: ['0.0.0.0/0'] }, { sshAccess: [] }, ['spec.sshAccess']],
    ['an emptied list', { sshAccess: [] }, { sshAccess: ['0.0.0.0/0'] }, ['spec.sshAccess']],
    [
      'items more, less, and changed',
      { s: [{ name: 'a', t: 1 }, { name: 'c' }] },
      { s: [{ name: 'a', t: 2 }, { name: 'b' }] },
      ['spec.s[a].t', 'spec.s[c]', 'spec.s[b]'],
    ],
    ['another kind of value', { a: { b: 1 } }, { a: 'x' }, ['spec.a']],
    ['a name of every object', { constructor: 1 }, {}, []],
  ])('%s', (_what, wanted, effective, expected) => {
    expect(fields(wanted, effective)).toEqual(expected);
  });

  it('shows values only where they are no secrets, and short', () => {
    const changes = pendingChanges(
      of({ sshAccess: ['10.0.0.0/8'], env: { token: 'new' }, subnets: 'x'.repeat(100) }),
      of({ sshAccess: [], env: { token: 'old' }, subnets: 'y' }),
    );
    expect(changes).toEqual([
      { field: 'spec.sshAccess', values: { wanted: '["10.0.0.0/8"]', effective: '[]' } },
      { field: 'spec.env.token', values: undefined },
      { field: 'spec.subnets', values: undefined },
    ]);
  });

  it.each([
    [undefined, of({})],
    [of({}), undefined],
    [of({}), of({}, 'kops.k8s.io/v1alpha3')],
    ['text', []],
  ])('are unknown between %j and %j', (wanted, effective) => {
    expect(pendingChanges(wanted, effective)).toBeUndefined();
  });
});
