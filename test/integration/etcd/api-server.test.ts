import { once } from 'node:events';
import { get, type RequestOptions } from 'node:https';
import { connect } from 'node:tls';
import { type ApiServer, type EtcdCheck, startApiServer } from '../../../rehearsal/etcd/api-server.ts';
import { authority, type Certificate, certificateFor } from '../../../rehearsal/tools/certificates.ts';

const NAME = 'api.internal.k8s.example.test';
const TOKEN = 'a token of this cluster';

let ca: Certificate;
let certificate: Certificate;
let server: ApiServer | undefined;

beforeAll(async () => {
  ca = await authority('kubernetes-ca');
  certificate = await certificateFor(NAME, ca);
});
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const serves = async () => {};
const fails = async () => {
  throw new Error('etcdserver: no leader');
};
const hangs = () => new Promise<void>(() => {});

async function start(main: EtcdCheck['ping'], events: EtcdCheck['ping'] = serves, timeLimit = 10_000) {
  const checks = [
    { name: 'etcd', ping: main },
    { name: 'etcd-override-0', ping: events },
  ];
  server = await startApiServer({ certificate, token: () => TOKEN, checks, timeLimit });
  return server;
}

function options(more: RequestOptions = {}): RequestOptions {
  return {
    host: '127.0.0.1',
    port: server?.port,
    path: '/readyz?verbose',
    ca: ca.cert,
    servername: NAME,
    agent: false,
    headers: { authorization: `Bearer ${TOKEN}` },
    ...more,
  };
}

function ask(more?: RequestOptions): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    get(options(more), (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text) => {
        body += text;
      });
      response.on('end', () => resolve({ status: response.statusCode, body })).on('error', reject);
    }).on('error', reject);
  });
}

it('says a line for each check and 200 when all of them pass', async () => {
  await start(serves);
  const { status, body } = await ask();
  expect(status).toBe(200);
  expect(body.split('\n')).toEqual([
    '[+]ping ok',
    '[+]log ok',
    '[+]etcd ok',
    '[+]etcd-readiness ok',
    '[+]etcd-override-0 ok',
    '[+]etcd-override-readiness-0 ok',
    '[+]informer-sync ok',
    '[+]poststarthook/start-apiserver-admission-initializer ok',
    '[+]shutdown ok',
    'readyz check passed',
    '',
  ]);
  expect(await ask({ path: '/readyz' })).toEqual({ status: 200, body: 'ok' });
});

it.each([
  ['answers with an error', fails],
  ['does not answer', hangs],
])('says 500 and withholds why when a member of its own %s', async (_, ping) => {
  await start(serves, ping, 50);
  const { status, body } = await ask();
  expect(status).toBe(500);
  expect(body).toContain('[+]etcd ok\n');
  expect(body).toContain('[-]etcd-override-0 failed: reason withheld\n');
  expect(body).toContain('[-]etcd-override-readiness-0 failed: reason withheld\n');
  expect(body).toContain('\nreadyz check failed\n');
  expect(body).not.toContain('leader');
  expect((await ask({ path: '/readyz' })).body).toContain('[-]etcd-override-0 failed');
});

it('asks anew each time', async () => {
  let ping: EtcdCheck['ping'] = fails;
  await start(() => ping());
  expect((await ask()).status).toBe(500);
  ping = serves;
  expect((await ask()).status).toBe(200);
});

it.each([
  ['no token', {}],
  ['another token', { authorization: 'Bearer a token of that cluster' }],
  ['a longer token', { authorization: `Bearer ${TOKEN}s` }],
  ['the token as a password', { authorization: `Basic ${TOKEN}` }],
])('answers %s with 401 and nothing else', async (_, headers) => {
  await start(serves);
  const { status, body } = await ask({ headers });
  expect(status).toBe(401);
  expect(JSON.parse(body)).toMatchObject({ kind: 'Status', reason: 'Unauthorized', code: 401 });
});

it.each([{ path: '/readyz/etcd' }, { path: '/' }, { method: 'POST' }])(
  'has nothing else: %p',
  async (more) => {
    await start(serves);
    expect((await ask(more)).status).toBe(404);
  },
);

it('has a certificate of the cluster for its one name', async () => {
  await start(serves);
  await expect(ask({ servername: 'api.k8s.example.test' })).rejects.toThrow('api.k8s.example.test');
  const another = await authority('kubernetes-ca');
  await expect(ask({ ca: another.cert })).rejects.toThrow('certificate');
});

it('ends at once, with a question that is still open', async () => {
  const { close, port } = await start(hangs);
  const socket = connect({ host: '127.0.0.1', port, ca: ca.cert, servername: NAME });
  await once(socket, 'secureConnect');
  socket.on('error', () => {}).resume();
  const closed = new Promise((done) => socket.once('close', done));
  socket.write(`GET /readyz HTTP/1.1\r\nhost: ${NAME}\r\nauthorization: Bearer ${TOKEN}\r\n\r\n`);
  await Promise.all([close(), closed]);
  await expect(ask()).rejects.toThrow('ECONNREFUSED');
});
