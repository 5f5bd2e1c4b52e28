import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PrivateNetwork } from '../../../rehearsal/etcd/private-network.ts';
import { type OfflineAws, startOfflineAws } from './offline-aws.ts';
import { invoke } from './templates.ts';

/** Says what it is told by whoever listens at a private address, and what time it is. */
const ASKS = `exports.handler = () => new Promise((resolve, reject) => {
  const socket = require('node:net').connect(443, '10.40.1.10');
  socket.on('error', reject).on('data', (data) => resolve({ said: String(data), year: new Date().getFullYear() }));
});`;

const START = new Date('2031-05-01T00:00:00Z');

let folder: string;
let server: Server;
let aws: OfflineAws;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'preloads-test-'));
  server = createServer((socket) => socket.end('it is me'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const network = new PrivateNetwork(folder, { address: '10.40.0.0', prefix: 16 });
  network.listen('10.40.1.10', 443, (server.address() as AddressInfo).port);
  aws = await startOfflineAws({
    startTime: START,
    functionPreloads: [PrivateNetwork.preload],
    functionEnvironment: network.environment,
  });
});

afterAll(async () => {
  await aws.stop();
  server.close();
  rmSync(folder, { recursive: true });
});

it('functions get what is loaded before them, and the clock as well', async () => {
  const definition = { StartAt: 'Asks', States: { Asks: { ...invoke('Asks'), End: true } } };
  const { status, output } = await aws.run(definition, { Asks: ASKS });
  expect(status).toBe('SUCCEEDED');
  expect(JSON.stringify(output)).toContain('{"said":"it is me","year":2031}');
});
