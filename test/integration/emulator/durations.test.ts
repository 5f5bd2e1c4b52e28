import { spawnSync } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { SimulatedNetwork } from '../../../rehearsal/network/simulated-network.ts';

const CLOCK = resolve(import.meta.dirname, '../../../rehearsal/emulator/preloaded-clock.cjs');
const DATABASE = '10.9.8.7';
/** One clock tells nanoseconds, the other fractions of a millisecond. */
const CLOCKS_ROUND_MS = 0.01;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'durations-test-'));
  writeFileSync(join(folder, 'clock'), Buffer.alloc(8));
});

afterEach(() => rmSync(folder, { recursive: true }));

/**
 * What a client measures of a server that takes 20 ms and more for each answer, as nobody's database does.
 * @param roundTripMs what the world says that a round trip takes
 */
function measured(roundTripMs: number | undefined, body: string): Record<string, number> {
  const network = new SimulatedNetwork(folder);
  const program = `
    const net = require('node:net');
    const { once } = require('node:events');
    const fs = require('node:fs');
    const slow = net.createServer((socket) => socket.on('data', (said) => setTimeout(() => socket.write(said), 20)));
    slow.listen(0, '127.0.0.1', async () => {
      const file = process.env.REHEARSAL_NETWORK_FILE;
      const network = JSON.parse(fs.readFileSync(file));
      network.ports['${DATABASE}:5432'] = { port: slow.address().port, roundTripMs: ${roundTripMs ?? 'undefined'} };
      fs.writeFileSync(file, JSON.stringify(network));
      let since = performance.now();
      const lap = () => { const now = performance.now(); const taken = now - since; since = now; return taken; };
      const busy = (ms) => { for (const end = Date.now() + ms; Date.now() < end; ); };
      const asked = async (socket) => { socket.write('SELECT 1'); await once(socket, 'data'); };
      ${body}
      process.exit();
    });`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--require', CLOCK, '--require', SimulatedNetwork.preload, '-e', program],
    {
      env: { ...process.env, ...network.environment, REHEARSAL_CLOCK_FILE: join(folder, 'clock') },
      encoding: 'utf8',
    },
  );
  if (stderr) throw new Error(stderr);
  return JSON.parse(stdout);
}

const WALK = `
  lap();
  busy(5);
  const socket = net.connect({ host: '${DATABASE}', port: 5432 });
  await once(socket, 'connect');
  busy(5);
  const connect = lap();
  await asked(socket);
  const first = lap();
  await asked(socket);
  busy(5);
  const second = lap();
  const nothing = lap();
  socket.destroy();
  await once(socket, 'close');
  lap();
  busy(50);
  const afterwards = lap();
  console.log(JSON.stringify({ connect, first, second, nothing, afterwards }));`;

it.each([1, 40])(
  'given a round trip of %i ms, then each part that is measured takes just that, however long the machine takes',
  (roundTripMs) => {
    const { afterwards, ...parts } = measured(roundTripMs, WALK);
    const { connect, first, second, nothing } = parts;
    for (const part of [connect, first, second]) expect(part).toBeCloseTo(roundTripMs, 6);
    expect(nothing).toBe(0);
    // Then time goes on as ever: it took the 50 ms, and on a busy machine more.
    expect(afterwards).toBeGreaterThanOrEqual(49);
  },
);

it('given nobody who says what a round trip takes, then it takes as long as it does', () => {
  const { first, second } = measured(undefined, WALK);
  expect(first).toBeGreaterThan(18);
  expect(second).toBeGreaterThan(18);
});

it('given a process with the clock, then hrtime agrees with performance', () => {
  // Between two looks at the one lies a look at the other: they can differ by no more, however busy the machine is.
  const { second, least, most } = measured(
    40,
    `const before = performance.now();
     const begun = process.hrtime();
     const from = performance.now();
     const socket = net.connect({ host: '${DATABASE}', port: 5432 });
     await once(socket, 'connect');
     await asked(socket);
     const until = performance.now();
     const [seconds, nanoseconds] = process.hrtime(begun);
     const after = performance.now();
     const second = seconds * 1000 + nanoseconds / 1e6;
     console.log(JSON.stringify({ second, least: until - from, most: after - before }));`,
  );
  expect(second).toBeGreaterThan((least ?? Number.NaN) - CLOCKS_ROUND_MS);
  expect(second).toBeLessThan((most ?? Number.NaN) + CLOCKS_ROUND_MS);
});

interface Measures {
  now(): number;
  stand(socket: EventEmitter, roundTripMs: number): void;
  rung(ms: number): void;
}

describe('given a timer that rings on a connection', () => {
  const { Durations } = jest.requireActual<{ Durations: new (jumped: () => number) => Measures }>(
    '../../../rehearsal/emulator/durations.cjs',
  );
  const PATIENCE_MS = 5;

  /** What is measured from its opening on. */
  async function ringsOn(connection: { bytesRead: number; connecting: boolean }): Promise<number> {
    const durations = new Durations(() => 0);
    const since = durations.now();
    durations.stand(Object.assign(new EventEmitter(), connection), 1);
    const began = performance.now();
    while (performance.now() - began <= PATIENCE_MS) await setImmediate();
    durations.rung(PATIENCE_MS);
    durations.rung(60_000); // was set long before, for something else
    return durations.now() - since;
  }

  it('Q37: then its time has passed, if nothing has come back since it was set', async () => {
    expect(await ringsOn({ bytesRead: 0, connecting: true })).toBeCloseTo(PATIENCE_MS, 6);
  });

  it('then only a round trip has passed, if something has', async () => {
    expect(await ringsOn({ bytesRead: 7, connecting: false })).toBeCloseTo(1, 6);
  });
});
