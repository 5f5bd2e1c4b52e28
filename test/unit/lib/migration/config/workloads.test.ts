import { AUTHORITY, SECRET } from '../../shared/config/api.ts';
import { fullest, problemsOf, resolve, smallest, warningsOf } from './configurations.ts';

const cluster = { name: 'k8s.shop.test', stateStore: 's3://kops-state' };
const api = { certificateAuthority: AUTHORITY, tokenSecret: SECRET };
const KEY = 'arn:aws:kms:us-west-1:111122223333:key/11111111-2222-3333-4444-555555555555';
const settingsOf = (config: object) => resolve({ ...smallest(), ...config }).settings.workloads;
const pathsOf = (config: object) => problemsOf({ ...smallest(), ...config }).map(({ path }) => path);

describe('workloads', () => {
  it('are how the API is asked, and what must run', () => {
    expect(resolve(fullest()).settings.workloads).toEqual({
      api: { certificateAuthority: AUTHORITY, serverName: 'api.k8s.shop.test', tokenSecretArn: SECRET },
      address: '172.20.0.10',
      daemonSets: [{ namespace: 'logging', name: 'logdna-agent' }],
    });
    expect(resolve(fullest()).deployment.apiTokenKeyArn).toBe(KEY);
    expect(resolve(smallest()).settings.workloads).toBeUndefined();
  });

  it("are asked for by the cluster's own name, if nothing else is said", () => {
    expect(settingsOf({ cluster, workloads: { api } })).toMatchObject({
      api: { serverName: 'api.internal.k8s.shop.test' },
      address: 'api.internal.k8s.shop.test',
      daemonSets: [],
    });
    const serverName = 'api.k8s.shop.test';
    expect(settingsOf({ workloads: { api: { ...api, serverName } } })?.address).toBe(serverName);
    expect(pathsOf({ workloads: { api } })).toEqual(['workloads.api.serverName']);
  });

  it('are a reason to configure the network', () => {
    const { databases: _, ...rest } = fullest();
    expect(warningsOf(rest)).not.toContain('network-not-used clusterNetwork');
  });

  it('report all that is wrong at once', () => {
    const workloads = {
      api: { ...api, tokenSecret: 'secret' },
      address: 'https://api.internal.k8s.shop.test',
      daemonSets: ['agent', 'logging/agent', 'logging/agent', 'Logging/agent', 'logging/a/b'],
    };
    expect(pathsOf({ cluster, workloads })).toEqual([
      'workloads.api.tokenSecret',
      'workloads.address',
      'workloads.daemonSets[0]',
      'workloads.daemonSets[3]',
      'workloads.daemonSets[4]',
      'workloads.daemonSets[2]',
    ]);
    expect(pathsOf({ cluster, workloads: { daemonSets: ['a/b'] } })).toContain('workloads.api');
    for (const address of ['127.0.0.1', '172.20.0.999', 'localhost', '::1'])
      expect(pathsOf({ cluster, workloads: { api, address } })).toEqual(['workloads.address']);
  });
});
