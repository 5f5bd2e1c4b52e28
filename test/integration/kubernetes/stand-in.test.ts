import { get, type RequestOptions, request } from 'node:https';
import { ca, NAME, type Objects, RULES, started, TOKEN } from './some-api.ts';

interface Answer {
  readonly status: number;
  readonly body: string;
}

async function asked(port: number, path: string, more: RequestOptions = {}): Promise<Answer> {
  const { cert } = await ca;
  const headers = { authorization: `Bearer ${TOKEN}`, ...more.headers };
  const options = {
    host: '127.0.0.1',
    servername: NAME,
    ca: cert,
    agent: false,
    ...more,
    port,
    path,
    headers,
  };
  return await new Promise((resolve, reject) => {
    const sent = (more.method === undefined ? get : request)(options, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    sent.on('error', reject).end();
  });
}

const object = (name: string, namespace = 'shop') => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace },
});
const DEPLOYMENTS = '/apis/apps/v1/deployments';
const three: Objects = { deployments: [object('c'), object('a'), object('b', 'default')] };

describe('The stand-in for the API of a cluster', () => {
  it.each(['', 'Bearer other', TOKEN])('K1: refuses “%s”', async (authorization) => {
    const port = await started({});
    const headers = { authorization };
    for (const path of ['/version', DEPLOYMENTS, '/nothing']) {
      const { status, body } = await asked(port, path, { headers });
      expect([status, JSON.parse(body).reason]).toEqual([401, 'Unauthorized']);
    }
  });

  it.each([
    ['GET', '/api/v1/secrets', 'list', 'secrets'],
    ['GET', '/api/v1/namespaces/shop/secrets/registry', 'get', 'secrets'],
    ['GET', '/api/v1/nothings', 'list', 'nothings'],
    ['GET', '/api/v1/pods', 'list', 'pods'],
    ['GET', '/api/v1/nodes/a', 'get', 'nodes'],
    ['GET', '/api/v1/nodes?watch=true', 'watch', 'nodes'],
    ['POST', '/apis/apps/v1/namespaces/shop/deployments', 'create', 'deployments'],
    ['DELETE', '/apis/apps/v1/namespaces/shop/deployments/a', 'delete', 'deployments'],
  ])('K2: forbids %s %s to whoever may only list some', async (method, path, verb, resource) => {
    const { status, body } = await asked(await started({}), path, { method });
    expect(status).toBe(403);
    expect(JSON.parse(body)).toMatchObject({
      kind: 'Status',
      reason: 'Forbidden',
      message: expect.stringContaining(`cannot ${verb} resource "${resource}"`),
    });
  });

  it('K3: says its version to every account', async () => {
    const { status, body } = await asked(await started({}, { rules: [] }), '/version');
    expect([status, JSON.parse(body)]).toMatchObject([200, { gitVersion: 'v1.36.2', minor: '36' }]);
  });

  it('K4: has no path for what is not installed, and an empty list of what is', async () => {
    const port = await started({ certificates: [] });
    expect(await asked(port, '/apis/gateway.networking.k8s.io/v1/httproutes')).toEqual({
      status: 404,
      body: '404 page not found\n',
    });
    expect((await asked(port, '/nothing')).status).toBe(404);
    for (const path of ['/apis/cert-manager.io/v1/certificates', DEPLOYMENTS])
      expect(JSON.parse((await asked(port, path)).body).items).toEqual([]);
  });

  it('K5: gives lists in pages, in the order of etcd', async () => {
    const port = await started(three);
    const namesIn = (body: string) =>
      JSON.parse(body).items.map(({ metadata }: { metadata: { name: string } }) => metadata.name);
    const first = await asked(port, `${DEPLOYMENTS}?limit=2`);
    expect(namesIn(first.body)).toEqual(['b', 'a']);
    const { metadata } = JSON.parse(first.body);
    expect(metadata.remainingItemCount).toBe(1);
    const second = await asked(port, `${DEPLOYMENTS}?limit=2&continue=${metadata.continue}`);
    expect(namesIn(second.body)).toEqual(['c']);
    expect(JSON.parse(second.body).metadata).toEqual({ resourceVersion: '1' });
    expect(namesIn((await asked(port, DEPLOYMENTS)).body)).toEqual(['b', 'a', 'c']);
    const other = await asked(port, `/apis/apps/v1/daemonsets?limit=2&continue=${metadata.continue}`);
    expect([other.status, JSON.parse(other.body).reason]).toEqual([400, 'BadRequest']);
  });

  it('K7: selects events by their reason, and nothing by a field that it does not have', async () => {
    const events = ['Pulled', 'Failed'].map((reason) => ({ ...object(reason), reason }));
    const port = await started({ events, ...three });
    const { body } = await asked(port, '/api/v1/events?fieldSelector=reason%3DFailed&limit=1');
    expect(JSON.parse(body)).toMatchObject({ kind: 'EventList', items: [{ reason: 'Failed' }] });
    expect((await asked(port, `${DEPLOYMENTS}?fieldSelector=reason%3DFailed`)).status).toBe(400);
  });

  it('K8: repeats of its own resources neither kind nor version', async () => {
    const port = await started({ ...three, certificates: [object('tls')] });
    const { body } = await asked(port, `${DEPLOYMENTS}?limit=1`);
    expect(JSON.parse(body)).toMatchObject({ kind: 'DeploymentList', apiVersion: 'apps/v1' });
    expect(JSON.parse(body).items).toEqual([{ metadata: { name: 'b', namespace: 'default' } }]);
    const custom = await asked(port, '/apis/cert-manager.io/v1/certificates');
    expect(JSON.parse(custom.body).items).toEqual([object('tls')]);
  });

  it('K9: serves JSON only', async () => {
    const port = await started(three);
    const accept = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';
    expect((await asked(port, DEPLOYMENTS, { headers: { accept } })).status).toBe(406);
    expect(
      (await asked(port, DEPLOYMENTS, { headers: { accept: `${accept}, application/json` } })).status,
    ).toBe(200);
  });

  it('says what is not modelled', async () => {
    const rules = [...RULES, { apiGroups: [''], resources: ['nodes'], verbs: ['get'] }];
    expect((await asked(await started({}, { rules }), '/api/v1/nodes/a')).status).toBe(501);
  });
});
