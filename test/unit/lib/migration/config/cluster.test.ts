import { Lazy } from 'aws-cdk-lib';
import { resolve, smallest } from './configurations.ts';
import { itRefuses } from './refusals.ts';

const NAME = 'k8s.shop.test';
const token = Lazy.string({ produce: () => 'x' });
const clusterOf = (cluster: object, more: object = {}) =>
  resolve({ ...smallest(), ...more, cluster }).settings.cluster;

describe('the cluster', () => {
  const at = (field: string) => ['cluster', field];
  itRefuses([
    {
      wrong: 'no name',
      put: at('name'),
      value: undefined,
      expects: "kops' name of the cluster",
      advises: 'k8s.example.com',
    },
    {
      wrong: 'a name of one label',
      put: at('name'),
      value: 'shop',
      expects: "kops' name of the cluster",
      advises: 'kops get clusters',
    },
    {
      wrong: 'a name in capitals',
      put: at('name'),
      value: 'K8S.shop.test',
      expects: "kops' name of the cluster",
      advises: NAME,
    },
    ...[
      'kops-state',
      'gs://kops-state',
      's3://',
      's3://Kops',
      's3://kops-state//x',
      's3://kops-state/a b',
    ].map((value) => ({
      wrong: `the state store ${value}`,
      put: at('stateStore'),
      value,
      expects: 'KOPS_STATE_STORE',
      advises: 's3://kops-state',
    })),
    {
      wrong: 'a backup store without s3',
      put: at('backupStore'),
      value: '/backups',
      expects: 'backupStore',
      advises: 's3://',
    },
    {
      wrong: 'a state store of nothing',
      put: at('stateStore'),
      value: token,
      shows: 'a token',
      expects: 'known at synth',
      advises: 's3://',
    },
  ]);

  it('needs a state store, its own or the state bucket', () => {
    expect(() => clusterOf({ name: NAME })).toThrow(/only with `stateBucket` it may be left out/);
    expect(clusterOf({ name: NAME }, { stateBucket: 'kops-state' })).toEqual({
      name: NAME,
      stateStore: { bucket: 'kops-state', prefix: '' },
    });
    expect(clusterOf({ name: NAME }, { stateBucket: token })?.stateStore.bucket).toBe(token);
  });

  it('has prefixes that end with one slash, or are empty', () => {
    const stores = ['s3://kops-state', 's3://kops-state/', 's3://kops-state/a/b', 's3://kops-state/a/b/'];
    expect(stores.map((stateStore) => clusterOf({ name: NAME, stateStore })?.stateStore.prefix)).toEqual([
      '',
      '',
      'a/b/',
      'a/b/',
    ]);
    expect(
      clusterOf({ name: NAME, stateStore: 's3://kops-state', backupStore: 's3://backups/etcd' }),
    ).toMatchObject({
      backupStore: { bucket: 'backups', prefix: 'etcd/' },
    });
  });

  it('may be left out', () => expect(resolve(smallest()).settings).not.toHaveProperty('cluster'));
});
