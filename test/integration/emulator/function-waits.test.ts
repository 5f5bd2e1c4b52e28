/** Timers of a function, without an emulator: a test moves the clock on, and answers in the emulator's place. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const PRELOAD = resolve(import.meta.dirname, '../../../rehearsal/emulator/preloaded-clock.cjs');
const HOUR = 3_600_000;
const WAITS_FD = 3;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waits-test-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

interface Called {
  readonly result: unknown;
  /** For how long it has slept each time, milliseconds. */
  readonly slept: readonly number[];
}

/** Calls a function with this body, which may await; each time that it sleeps, the clock jumps to the moment asked for. */
function called(body: string): Promise<Called> {
  const clockFile = join(folder, 'clock');
  let offset = 0;
  const jump = (milliseconds: number) => {
    offset += milliseconds;
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleLE(offset);
    writeFileSync(clockFile, bytes);
  };
  jump(0);
  const program = `
    const waits = globalThis[Symbol.for('rehearsal.waits')];
    process.stdin.resume();
    waits.begin();
    (async () => { ${body} })().then((result) => {
      waits.end();
      console.log(JSON.stringify(result));
      process.exit();
    });`;
  const child = spawn(process.execPath, ['--require', PRELOAD, '-e', program], {
    stdio: ['pipe', 'pipe', 'inherit', 'pipe'],
    env: { ...process.env, REHEARSAL_CLOCK_FILE: clockFile, REHEARSAL_WAITS_FD: String(WAITS_FD) },
  });
  const slept: number[] = [];
  const waits = child.stdio[WAITS_FD] as Socket;
  waits.on('data', (asked: Buffer) => {
    const left = Math.max(0, Math.ceil(asked.readDoubleLE(0) - Date.now() - offset));
    slept.push(left);
    jump(left);
    waits.write(Buffer.alloc(1));
  });
  let output = '';
  child.stdout?.on('data', (part) => {
    output += part;
  });
  return new Promise((done, fail) => {
    child.once('close', (code) => {
      if (code === 0) done({ result: JSON.parse(output), slept });
      else fail(new Error(`ended with ${code}`));
    });
  });
}

/** So long it has slept in all, but for what passed in real time. */
function expectSlept({ slept }: Called, milliseconds: number) {
  const all = slept.reduce((sum, each) => sum + each, 0);
  expect(all).toBeLessThanOrEqual(milliseconds);
  expect(all).toBeGreaterThan(milliseconds - HOUR / 2);
}

it.each([
  ['setTimeout with arguments', `return new Promise((ring) => setTimeout(ring, ${HOUR}, 7));`, 7],
  ['a promisified one', `return require('node:util').promisify(setTimeout)(${HOUR}, 7);`, 7],
  ['that of node:timers/promises', `return require('node:timers/promises').setTimeout(${HOUR}, 7);`, 7],
  [
    'that of an ES module',
    `const { setTimeout: wait } = await import('node:timers/promises'); return wait(${HOUR}, 7);`,
    7,
  ],
  ['the scheduler', `await require('node:timers/promises').scheduler.wait(${HOUR}); return 7;`, 7],
  [
    'AbortSignal.timeout',
    `const signal = AbortSignal.timeout(${HOUR});
     await require('node:events').once(signal, 'abort');
     return signal.reason.name;`,
    'TimeoutError',
  ],
  [
    'an interval, until it is cleared',
    `let rung = 0;
     await new Promise((end) => {
       const timer = setInterval(() => { if (++rung === 4) { clearInterval(timer); end(); } }, ${HOUR / 4});
     });
     return rung;`,
    4,
  ],
  [
    'an interval of promises',
    `let rung = 0;
     for await (const each of require('node:timers/promises').setInterval(${HOUR / 4}, 'x')) if (++rung === 4) return each;`,
    'x',
  ],
])('given %s, then a function sleeps by it', async (_, body, result) => {
  const one = await called(body);
  expect(one.result).toBe(result);
  expectSlept(one, HOUR);
});

it('given several timers, then they ring in the order of their moments, and each once', async () => {
  const one = await called(`
    const rung = [];
    for (const hours of [3, 1, 2]) setTimeout(() => rung.push(hours), hours * ${HOUR});
    await new Promise((ring) => setTimeout(ring, 4 * ${HOUR}));
    return rung;`);
  expect(one.result).toEqual([1, 2, 3]);
  expect(one.slept).toHaveLength(4);
});

it('given a timer that is cleared, by itself or by its number, then nobody sleeps until it', async () => {
  const one = await called(`
    clearTimeout(setTimeout(() => process.exit(1), ${HOUR}));
    clearTimeout(+setTimeout(() => process.exit(1), ${HOUR}));
    clearTimeout(String(+setTimeout(() => process.exit(1), ${HOUR})));
    setTimeout(() => process.exit(1), ${HOUR}).close();
    await new Promise((ring) => setTimeout(ring, 2 * ${HOUR}));
    return 'cleared';`);
  expect(one.result).toBe('cleared');
  expect(one.slept).toHaveLength(1);
});

it('given a wait that is given up, then it fails as it always does', async () => {
  const one = await called(`
    const controller = new AbortController();
    const waits = require('node:timers/promises').setTimeout(2 * ${HOUR}, 0, { signal: controller.signal });
    setTimeout(() => controller.abort(), ${HOUR});
    return waits.catch(({ name, code }) => [name, code]);`);
  expect(one.result).toEqual(['AbortError', 'ABORT_ERR']);
  expectSlept(one, HOUR);
});

it.each([
  [
    'a name server that does not answer',
    `const resolver = new (require('node:dns').promises.Resolver)({ timeout: 60, tries: 1 });
     resolver.setServers(['127.0.0.1:' + port]);
     await resolver.resolve4('shop.test').catch(() => undefined);`,
  ],
  [
    'a server that does not answer',
    `await new Promise((over) => require('node:net').connect({ port: tcp }).on('data', over));`,
  ],
  ['the thread pool', `await new Promise((over) => crypto.pbkdf2('a', 'b', 200_000, 64, 'sha512', over));`],
  ['a digest', `await crypto.subtle.digest('SHA-512', Buffer.alloc(50_000_000));`],
  ['compression', `await new Promise((over) => require('node:zlib').gzip(Buffer.alloc(20_000_000), over));`],
])(
  'given a function that waits for %s, then it does not sleep, and its guard rings late',
  async (_, work) => {
    // Each takes several times as long as it takes to see that somebody sleeps.
    const one = await called(`
    const crypto = require('node:crypto');
    const silent = require('node:dgram').createSocket('udp4').unref();
    await new Promise((listens) => silent.bind(0, '127.0.0.1', listens));
    const { port } = silent.address();
    const slow = require('node:net').createServer((socket) => setTimeout(() => socket.end('late'), 60)).unref();
    await new Promise((listens) => slow.listen(0, '127.0.0.1', listens));
    const tcp = slow.address().port;
    let isLate = false;
    setTimeout(() => { isLate = true; }, ${HOUR});
    ${work}
    return isLate;`);
    expect(one).toEqual({ result: false, slept: [] });
  },
);
