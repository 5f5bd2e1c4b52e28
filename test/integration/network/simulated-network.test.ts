import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SimulatedNetwork } from '../../../rehearsal/network/simulated-network.ts';
import { startDnsServer } from '../../../rehearsal/route53/index.ts';
import { authority, certificateFor } from '../../../rehearsal/tools/certificates.ts';
import { LineClient } from '../../support/line-client.ts';

const NAME = 'api.internal.k8s.example.test';
const MASTER = '10.40.1.10';

/** Evaluates each line that it reads, an expression, and writes what came of it. */
const CLIENT = `
const [net, tls, http, https, dgram] = ['net', 'tls', 'http', 'https', 'dgram'].map((name) => require('node:' + name));
const asks = (port, address) => new Promise((resolve, reject) => { const s = dgram.createSocket('udp4'); s.on('error', reject); s.on('message', (m) => { s.close(); resolve(String(m)); }); s.connect(port, address, () => s.send('hello')); });
const ca = process.env.CA, servername = '${NAME}', agent = false;
const shaken = (socket, event) => new Promise((resolve, reject) => socket.once(event, () => { resolve('connected'); socket.destroy(); }).once('error', reject));
const said = (request) => new Promise((resolve, reject) => request.on('response', (r) => r.setEncoding('utf8').on('data', resolve)).on('error', reject));
require('node:readline').createInterface(process.stdin).on('line', (line) => {
  Promise.resolve().then(() => eval(line)).catch((error) => error.cause?.code ?? error.code ?? error.message).then((result) => console.log(result));
});`;

let folder: string;
let server: Server;
let network: SimulatedNetwork;
let authorityOfServer: string;
let client: LineClient;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'network test '));
  const ca = await authority('kubernetes-ca');
  authorityOfServer = ca.cert;
  server = createServer(await certificateFor(NAME, ca), (_, response) => response.end('the master'));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  network = new SimulatedNetwork(folder);
  client = new LineClient(network, CLIENT, { CA: ca.cert });
});

afterAll(async () => {
  await client.end();
  server.close();
  rmSync(folder, { recursive: true });
});

beforeEach(() => network.listen(MASTER, 443, port()));

function port(): number {
  return (server.address() as AddressInfo).port;
}

/** What came of an expression in a process that knows nothing of the network. */
function evaluate(expression: string): Promise<string> {
  return client.answerTo(expression);
}

it.each([
  `shaken(net.connect(443, '${MASTER}'), 'connect')`,
  `shaken(net.connect({ host: '${MASTER}', port: '443' }), 'connect')`,
  `shaken(new net.Socket().connect(443, '${MASTER}'), 'connect')`,
  `shaken(new net.Socket().connect({ port: 443, host: '${MASTER}' }), 'connect')`,
  `new Promise((done) => { const s = net.connect(443, '${MASTER}', () => { s.destroy(); done('connected'); }); })`,
  `shaken(tls.connect({ host: '${MASTER}', port: 443, ca, servername }), 'secureConnect')`,
  `shaken(tls.connect(443, '${MASTER}', { ca, servername }), 'secureConnect')`,
])('leads %s to who listens', async (expression) => {
  expect(await evaluate(expression)).toBe('connected');
});

it('leads requests there, with the certificate checked for the requested name', async () => {
  const of = (more: string) => `said(https.get({ host: '${MASTER}', ca, agent, ${more} }))`;
  expect(await evaluate(of('servername'))).toBe('the master');
  expect(await evaluate(of(''))).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  expect(await evaluate(of("servername, ca: ''"))).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
});

it('has an authority stand in for the one that is trusted', async () => {
  const own = 'an authority whose key only its owner has';
  const expression = `said(https.get({ host: '${MASTER}', ca: '${own}', agent, servername }))`;
  expect(await evaluate(expression)).not.toBe('the master');
  network.trust(own, authorityOfServer);
  expect(await evaluate(expression)).toBe('the master');
});

it('leads fetch there', async () => {
  // Its certificate is for a name and not for the address, which is seen by whom it reaches.
  expect(await evaluate(`fetch('https://${MASTER}/')`)).toMatch(/CERT|SIGNATURE/);
});

it.each([
  ['an address that nobody has', '10.40.3.10', 443],
  ['a port on which nobody listens', MASTER, 8443],
])('has no route to %s', async (_, address, wanted) => {
  expect(await evaluate(`shaken(net.connect(${wanted}, '${address}'), 'connect')`)).toBe('EHOSTUNREACH');
  expect(await evaluate(`fetch('http://${address}:${wanted}')`)).toBe('EHOSTUNREACH');
});

it('sees who leaves and who comes while it runs', async () => {
  const expression = `shaken(net.connect(443, '${MASTER}'), 'connect')`;
  network.leave(MASTER);
  expect(await evaluate(expression)).toBe('EHOSTUNREACH');
  network.listen(MASTER, 443, port());
  expect(await evaluate(expression)).toBe('connected');
});

it.each(['192.0.2.1', '10.9.9.9', '8.8.8.8', '2606:4700::1111'])(
  'has no route to %s, wherever that is',
  async (address) => {
    expect(await evaluate(`shaken(net.connect(443, '${address}'), 'connect')`)).toBe('EHOSTUNREACH');
  },
);

it('knows no name of the world outside', async () => {
  expect(await evaluate(`shaken(net.connect(443, 'db.example.com'), 'connect')`)).toBe('ENOTFOUND');
  expect(await evaluate(`fetch('http://db.example.com/')`)).toBe('ENOTFOUND');
});

it('leaves this machine alone', async () => {
  const address = server.address() as AddressInfo;
  for (const host of ['127.0.0.1', 'localhost']) {
    const where = `{ host: '${host}', port: ${address.port}, family: 4 }`;
    expect(await evaluate(`shaken(net.connect(${where}), 'connect')`)).toBe('connected');
  }
  expect(await evaluate(`shaken(net.connect({ path: '/nowhere/at all' }), 'connect')`)).toBe('ENOENT');
});

it('leads addresses of IPv6 as those of IPv4, and nobody listens there without being told', async () => {
  const expression = `shaken(net.connect(443, '2001:db8::10'), 'connect')`;
  expect(await evaluate(expression)).toBe('EHOSTUNREACH');
  network.listen('2001:db8::10', 443, port());
  expect(await evaluate(expression)).toBe('connected');
});

it('gives the address of a name, and leads there who connects to it; the certificate is checked for the name', async () => {
  network.name(NAME, MASTER);
  for (const asked of [
    `require('node:dns').promises.lookup('${NAME}').then(({ address }) => address)`,
    `require('node:dns').promises.lookup('${NAME}', { all: true }).then(([{ address }]) => address)`,
    `new Promise((done) => require('node:dns').lookup('${NAME}', (_, address) => done(address)))`,
    `import('node:dns/promises').then(({ lookup }) => lookup('${NAME}')).then(({ address }) => address)`,
  ])
    expect(await evaluate(asked)).toBe(MASTER);
  expect(await evaluate(`shaken(new net.Socket().connect(443, '${NAME}'), 'connect')`)).toBe('connected');
  expect(await evaluate(`said(https.get({ host: '${NAME}', ca, agent }))`)).toBe('the master');
  expect(await evaluate(`shaken(net.connect({ host: '${NAME}', port: 5432 }), 'connect')`)).toBe(
    'EHOSTUNREACH',
  );
});

it('has a resolver asked in place of the machine’s own, while it runs', async () => {
  const dns = await startDnsServer(() => ({
    rcode: 'NOERROR',
    authoritative: true,
    answers: [{ name: 'lb.example.test.', type: 'A', ttl: 60, value: MASTER }],
    authority: [],
    drawn: [],
  }));
  network.resolveBy(dns);
  const resolver = "new (require('node:dns/promises').Resolver)()";
  expect(await evaluate(`${resolver}.resolve4('lb.example.test').then(String)`)).toBe(MASTER);
  await dns.close();
});

describe('datagrams', () => {
  const NAME_SERVER = '205.251.192.1';
  let answering: Socket;

  beforeAll(async () => {
    answering = createSocket('udp4');
    answering.on('message', (message, from) => answering.send(`${message}, too`, from.port, from.address));
    answering.bind(0, '127.0.0.1');
    await once(answering, 'listening');
    network.listen(NAME_SERVER, 53, answering.address().port);
  });
  afterAll(() => {
    network.leave(NAME_SERVER);
    answering.close();
  });

  it('are led to who listens', async () => {
    expect(await evaluate(`asks(53, '${NAME_SERVER}')`)).toBe('hello, too');
    expect(await evaluate(`asks(${answering.address().port}, '127.0.0.1')`)).toBe('hello, too');
  });

  it('have no route to anybody else, and leave the machine in no other way', async () => {
    expect(await evaluate(`asks(53, '205.251.192.9')`)).toBe('EHOSTUNREACH');
    expect(await evaluate(`dgram.createSocket('udp4').send('hello', 53, '205.251.192.9')`)).toBe(
      'EHOSTUNREACH',
    );
    expect(await evaluate(`dgram.createSocket('udp4').send('hello', 0, 5, 53, '205.251.192.9')`)).toBe(
      'EHOSTUNREACH',
    );
  });
});
