/** SPEC.md of the emulator, "A function that sleeps". */
import { useAskedServer } from './asked-server.ts';
import { until } from './offline-aws.ts';
import { aws } from './shared-emulator.ts';
import { arnOf, functionOf, invoke, machineOf } from './templates.ts';

const MINUTE = 60_000;
/** What the emulator and the machine need for all else; a wrong jump is half a minute at least. */
const WORK_MS = 15_000;

/** Sleeps for so long, and says when it began and woke up. */
const SLEEPS = `exports.handler = async ({ ms, times = 1 }) => {
  const woke = [Date.now()];
  const since = performance.now();
  for (let i = 0; i < times; i++) {
    await new Promise((ring) => setTimeout(ring, ms));
    woke.push(Date.now());
  }
  return { woke, measured: performance.now() - since };
};`;

/** Asks a server that answers when it likes, for so long at most. */
const ASKS = `exports.handler = async ({ url, patienceMs }) => {
  const began = Date.now();
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(patienceMs) });
    return { said: await response.text(), took: Date.now() - began };
  } catch (error) {
    return { said: error.name, took: Date.now() - began };
  }
};`;

interface Slept {
  readonly woke: readonly number[];
  readonly measured: number;
}

/** One machine that calls the function with its own input. */
async function calling(name: string, body: string, timeout = 900): Promise<string> {
  const definition = { StartAt: name, States: { [name]: { ...invoke(name), End: true } } };
  const resources = { ...functionOf(name, body, { timeout }), ...machineOf('Machine', definition, [name]) };
  return (await aws.deploy(`calling-${name}`, resources, arnOf('Machine'))).Machine ?? '';
}

async function outputOf<T>(executionArn: string): Promise<T> {
  const { status, cause, output } = await aws.ended(executionArn);
  expect({ status, cause }).toEqual({ status: 'SUCCEEDED', cause: undefined });
  return JSON.parse(output ?? 'null');
}

async function shortMachine() {
  return aws.machine({ StartAt: 'Short', States: { Short: { Type: 'Wait', Seconds: 1, End: true } } });
}

const asked = useAskedServer();

describe('a function that sleeps', () => {
  let sleeps: string;
  let asks: string;
  beforeAll(async () => {
    sleeps = await calling('Sleeps', SLEEPS);
    asks = await calling('Asks', ASKS);
  });

  it('Q23: given a function that only sleeps, then time jumps to the moment at which it wakes up', async () => {
    const began = performance.now();
    const { woke, measured } = await outputOf<Slept>(await aws.start(sleeps, { ms: 10 * MINUTE }));
    const [before = 0, after = 0] = woke;
    expect(after - before).toBeGreaterThanOrEqual(10 * MINUTE);
    expect(after - before).toBeLessThan(10 * MINUTE + WORK_MS);
    expect(Math.abs(measured - (after - before))).toBeLessThan(1000);
    expect(performance.now() - began).toBeLessThan(30_000);
  });

  it('Q24: given two that sleep, then each wakes up at its own moments', async () => {
    const [few, many] = await Promise.all([
      aws.start(sleeps, { ms: 8 * MINUTE }),
      aws.start(sleeps, { ms: MINUTE, times: 7 }),
    ]);
    for (const [execution, ms] of [
      [few, 8 * MINUTE],
      [many, MINUTE],
    ] as const) {
      const { woke } = await outputOf<Slept>(execution);
      for (const [i, moment] of woke.slice(1).entries()) {
        expect(moment - (woke[i] ?? 0)).toBeGreaterThanOrEqual(ms);
        expect(moment - (woke[i] ?? 0)).toBeLessThan(ms + WORK_MS);
      }
    }
  });

  it('Q25: given one that sleeps and one that waits for an answer, when it is long in coming, then no guard rings early', async () => {
    const asking = await aws.start(asks, { url: asked.url, patienceMs: MINUTE });
    await until('the question is there', async () => asked.waiting[0]);
    const sleeping = await aws.start(sleeps, { ms: 10 * MINUTE });
    await until('the other one sleeps', async () => {
      const { next, now } = await aws.emulator.clock.status();
      return next !== null && next > now + 9 * MINUTE ? true : undefined;
    });
    // A round of normal time: whoever jumped would have done it by now.
    await aws.ended(await aws.start(await shortMachine()));
    asked.waiting[0]?.end('the answer');
    const { said, took } = await outputOf<{ said: string; took: number }>(asking);
    expect(said).toBe('the answer');
    expect(took).toBeLessThan(MINUTE / 2);
    const { woke } = await outputOf<Slept>(sleeping);
    expect((woke[1] ?? 0) - (woke[0] ?? 0)).toBeGreaterThanOrEqual(10 * MINUTE);
  });

  it('Q26: given an answer that never comes, then its guard rings when its time has passed', async () => {
    const { said, took } = await outputOf<{ said: string; took: number }>(
      await aws.start(asks, { url: asked.url, patienceMs: 50 }),
    );
    expect(said).toBe('TimeoutError');
    expect(took).toBeGreaterThanOrEqual(49);
    expect(took).toBeLessThan(WORK_MS);
  });

  it("Q27: given a function that sleeps past its time-out, then Lambda ends it when the rehearsal's time has passed", async () => {
    const began = performance.now();
    const machine = await calling('TooLong', SLEEPS, 300);
    const execution = await aws.ended(await aws.start(machine, { ms: 20 * MINUTE }));
    expect(execution.status).toBe('FAILED');
    expect(execution.cause).toContain('Task timed out after 300.00 seconds');
    const took = (execution.stopDate?.getTime() ?? 0) - (execution.startDate?.getTime() ?? 0);
    expect(took).toBeGreaterThanOrEqual(300_000);
    expect(took).toBeLessThan(300_000 + WORK_MS);
    expect(performance.now() - began).toBeLessThan(30_000);
    // And the next call finds another process.
    expect((await outputOf<Slept>(await aws.start(machine, { ms: MINUTE }))).woke).toHaveLength(2);
    expect((await aws.emulator.clock.status()).busy).toBe(0);
  });

  it('Q28: given a machine that waits for less than a function sleeps, then it goes on at its own moment', async () => {
    const soak = { StartAt: 'Soak', States: { Soak: { Type: 'Wait', Seconds: 120, End: true } } };
    const machine = await aws.machine(soak);
    await aws.emulator.clock.hold();
    const [sleeping, soaking] = [await aws.start(sleeps, { ms: 5 * MINUTE }), await aws.start(machine)];
    await aws.emulator.clock.release();
    const { startDate, stopDate } = await aws.ended(soaking);
    const took = (stopDate?.getTime() ?? 0) - (startDate?.getTime() ?? 0);
    expect(took).toBeGreaterThanOrEqual(2 * MINUTE);
    expect(took).toBeLessThan(2 * MINUTE + WORK_MS);
    const { woke } = await outputOf<Slept>(sleeping);
    expect(woke[1] ?? 0).toBeGreaterThan(stopDate?.getTime() ?? 0);
  });
});
