import { HttpsApiServers } from '../../../lambdas/masters/adapters/api-servers.ts';
import { observeVersions } from '../../../lambdas/masters/roll-masters/observe-versions/observe-versions.ts';
import { type ApiServer, startApiServer } from '../../../rehearsal/etcd/api-server.ts';
import { EVEN, type KubernetesVersions, versionsSaid } from '../../../rehearsal/etcd/api-versions.ts';
import { authority, certificateFor } from '../../../rehearsal/tools/certificates.ts';
import { Masters } from '../../support/masters/masters-cluster.ts';

const NAME = 'api.internal.k8s.shop.test';
const ADDRESS = '127.0.0.1';

let server: ApiServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** ObserveVersions by HTTPS before an API server that stands in for that of every master. */
async function observed(versions?: KubernetesVersions, token = 'the.token') {
  const ca = await authority('kubernetes-ca');
  const certificate = await certificateFor(NAME, ca);
  const checks = [{ name: 'etcd', ping: async () => {} }];
  server = await startApiServer({
    certificate,
    token: () => 'the.token',
    checks,
    ...(versions && { versions }),
  });
  const api = { certificateAuthority: ca.cert, serverName: NAME };
  const apiVersions = new HttpsApiServers(api, async () => token, { port: server.port, timeoutMs: 30_000 });
  const view = await new Masters().view();
  const [group] = view.groups;
  const instances = (group?.instances ?? []).map((one) => ({ ...one, address: ADDRESS }));
  return await observeVersions(
    { view: { ...view, groups: group ? [{ ...group, instances }] : [] } },
    { apiVersions },
  );
}

describe('An API server', () => {
  it('says its own version and those of the nodes that are no masters', async () => {
    expect(await observed()).toEqual({
      masters: [expect.objectContaining({ version: EVEN.version, reason: '' })],
      nodes: { known: true, counts: { 'v1.36.2': 3 } },
    });
  });

  it('says them of a thousand nodes, page by page', async () => {
    const nodes = Array.from({ length: 1000 }, (_, i) => (i % 4 === 0 ? 'v1.37.0' : 'v1.36.2'));
    expect((await observed({ ...EVEN, nodes })).nodes).toEqual({
      known: true,
      counts: { 'v1.37.0': 250, 'v1.36.2': 750 },
    });
  });

  it('says its own alone to a token that may not list nodes', async () => {
    expect(await observed({ ...EVEN, nodes: 'forbidden' })).toEqual({
      masters: [expect.objectContaining({ version: EVEN.version })],
      nodes: { known: false, reason: 'the token may not list nodes (403)' },
    });
  });

  it.each([
    ['whole nodes', '/api/v1/nodes?includeObject=None', 'application/json'],
    ['the objects of a table', '/api/v1/nodes', 'application/json;as=Table;v=v1;g=meta.k8s.io'],
  ])('serves no %s', (_what, url, accept) => {
    expect(versionsSaid({ url, headers: { accept } }, EVEN)?.status).toBe(406);
  });

  it('says nothing to a token that it does not know', async () => {
    expect(await observed(EVEN, 'another')).toMatchObject({
      masters: [{ version: '', reason: 'it answered 401 to /version' }],
      nodes: { known: false },
    });
  });
});
