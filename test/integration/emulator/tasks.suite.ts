import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SendTaskSuccessCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { until } from './offline-aws.ts';
import { aws, network } from './shared-emulator.ts';
import { invoke, THROWS } from './templates.ts';

const DAY = 86_400;

let folder: string;
let server: Server;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tasks-test-'));
  server = createServer((socket) => socket.end('it is me'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  network.listen('10.40.1.10', 443, (server.address() as AddressInfo).port);
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

/** Says what it is told by whoever listens at a private address, and what time it is. */
const ASKS = `exports.handler = () => new Promise((resolve, reject) => {
  const socket = require('node:net').connect(443, '10.40.1.10');
  socket.on('error', reject).on('data', (data) => resolve({ said: String(data), year: new Date().getFullYear() }));
});`;

it('functions get what is loaded before them, and the clock as well', async () => {
  const definition = { StartAt: 'Asks', States: { Asks: { ...invoke('Asks'), End: true } } };
  const { status, output } = await aws.run(definition, { Asks: ASKS });
  expect(status).toBe('SUCCEEDED');
  expect(JSON.stringify(output)).toContain('{"said":"it is me","year":2031}');
});

describe('the error of a function', () => {
  it('has its name in Catch, and the payload of the Node.js runtime as its cause', async () => {
    const caught = { ErrorEquals: ['ZoneChanged'], Output: '{% $states.errorOutput %}', Next: 'Caught' };
    const { status, output } = await aws.run(
      {
        StartAt: 'Call',
        States: {
          Call: { ...invoke('Throws'), Catch: [caught], End: true },
          Caught: { Type: 'Pass', End: true },
        },
      },
      { Throws: THROWS },
    );
    expect(status).toBe('SUCCEEDED');
    const { Error: name, Cause } = output as { Error: string; Cause: string };
    expect(name).toBe('ZoneChanged');
    const cause = JSON.parse(Cause);
    expect(cause).toMatchObject({ errorType: 'ZoneChanged', errorMessage: 'somebody else wrote' });
    expect(cause.trace[0]).toBe('ZoneChanged: somebody else wrote');
  });

  it('is not caught under another name', async () => {
    const caught = { ErrorEquals: ['Throttled', 'Error'], Next: 'Caught' };
    const { status, error } = await aws.run(
      {
        StartAt: 'Call',
        States: {
          Call: { ...invoke('Throws'), Catch: [caught], End: true },
          Caught: { Type: 'Pass', End: true },
        },
      },
      { Throws: THROWS },
    );
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'ZoneChanged' });
  });

  it.each([
    ["throw 'just a text';", 'string'],
    ['await Promise.reject();', 'undefined'],
    ["throw new TypeError('x');", 'TypeError'],
  ])('whatever is thrown: %s', async (body, error) => {
    const machine = { StartAt: 'Call', States: { Call: { ...invoke('Odd'), End: true } } };
    expect(await aws.run(machine, { Odd: `exports.handler = async () => { ${body} };` })).toMatchObject({
      status: 'FAILED',
      error,
    });
  });

  it('is retried by name, with the delays that the retrier says: 10, 20, then 40 seconds', async () => {
    const retry = { ErrorEquals: ['ZoneChanged'], IntervalSeconds: 10, BackoffRate: 2, MaxAttempts: 3 };
    const { status, seconds, executionArn } = await aws.run(
      { StartAt: 'Call', States: { Call: { ...invoke('Throws'), Retry: [retry], End: true } } },
      { Throws: THROWS },
    );
    expect(status).toBe('FAILED');
    const failures = (await aws.history(executionArn)).filter(({ type }) => type === 'TaskFailed');
    expect(failures).toHaveLength(4);
    expect(seconds).toBeGreaterThanOrEqual(70);
    expect(seconds).toBeLessThan(100);
  });

  it('waits longer than a minute before a retry when it should', async () => {
    const retry = { ErrorEquals: ['States.ALL'], IntervalSeconds: 3_600, MaxAttempts: 1 };
    const { seconds } = await aws.run(
      { StartAt: 'Call', States: { Call: { ...invoke('Throws'), Retry: [retry], End: true } } },
      { Throws: THROWS },
    );
    expect(seconds).toBeGreaterThanOrEqual(3_600);
    expect(seconds).toBeLessThan(3_660);
  });
});

/** A state that waits for its task token, which the function `Tell` writes to the file of the input. */
const WAITS_FOR_TOKEN = {
  ...invoke('Tell'),
  Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
  Arguments: {
    ...invoke('Tell').Arguments,
    Payload: { token: '{% $states.context.Task.Token %}', file: '{% $states.input.file %}' },
  },
  Output: '{% $states.result %}',
};
const TELLS = `const { renameSync, writeFileSync } = require('node:fs');
exports.handler = async ({ token, file }) => {
  writeFileSync(file + '.part', token);
  renameSync(file + '.part', file);
};`;

function tokenFile() {
  return join(mkdtempSync(join(folder, 'token-')), 'token');
}

/** Starts a machine that waits for a token, with time held, and gives the token. */
async function startAndHold(definition: object) {
  await aws.emulator.clock.hold();
  const file = tokenFile();
  const executionArn = await aws.start(await aws.machine(definition, { Tell: TELLS }), { file });
  const taskToken = await until('the function has its token', async () =>
    existsSync(file) ? readFileSync(file, 'utf8') : undefined,
  );
  return { executionArn, taskToken };
}

describe('a task token', () => {
  it('times out after 14 days, at that moment', async () => {
    const timedOut = { ErrorEquals: ['States.Timeout'], Next: 'Late' };
    const { status, seconds, output } = await aws.run(
      {
        StartAt: 'Hold',
        States: {
          Hold: { ...WAITS_FOR_TOKEN, TimeoutSeconds: 14 * DAY, Catch: [timedOut], Next: 'Decided' },
          Decided: { Type: 'Pass', Output: 'decided', End: true },
          Late: { Type: 'Pass', Output: 'late', End: true },
        },
      },
      { Tell: TELLS },
      { file: tokenFile() },
    );
    expect({ status, output }).toEqual({ status: 'SUCCEEDED', output: 'late' });
    expect(seconds).toBeGreaterThanOrEqual(14 * DAY);
    expect(seconds).toBeLessThan(14 * DAY + 60);
  });

  it('fails the task at once when the function that should pass it on throws', async () => {
    const { status, error, seconds } = await aws.run(
      { StartAt: 'Hold', States: { Hold: { ...WAITS_FOR_TOKEN, TimeoutSeconds: DAY, End: true } } },
      { Tell: THROWS },
      { file: tokenFile() },
    );
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'ZoneChanged' });
    expect(seconds).toBeLessThan(60);
  });

  it('is answered in time', async () => {
    const { executionArn, taskToken } = await startAndHold({
      StartAt: 'Hold',
      States: { Hold: { ...WAITS_FOR_TOKEN, TimeoutSeconds: DAY, End: true } },
    });
    await aws.sfn.send(new SendTaskSuccessCommand({ taskToken, output: '{"decision":"promote"}' }));
    expect(await aws.ended(executionArn)).toMatchObject({
      status: 'SUCCEEDED',
      output: '{"decision": "promote"}',
    });
  });

  it('ends with its execution: nobody answers it once that was stopped', async () => {
    const { executionArn, taskToken } = await startAndHold({
      StartAt: 'Hold',
      States: { Hold: { ...WAITS_FOR_TOKEN, TimeoutSeconds: DAY, End: true } },
    });
    await aws.sfn.send(new StopExecutionCommand({ executionArn }));
    const answer = new SendTaskSuccessCommand({ taskToken, output: '{}' });
    await until('its answer is refused', async () => {
      const refusal = await aws.sfn.send(answer).catch(({ name }: Error) => name);
      return refusal === 'TaskDoesNotExist' ? true : undefined;
    });
  });
});

describe('a heartbeat', () => {
  const beating = (HeartbeatSeconds: number | string) => ({
    StartAt: 'Hold',
    States: { Hold: { ...WAITS_FOR_TOKEN, TimeoutSeconds: DAY, HeartbeatSeconds, End: true } },
  });

  it.each([600, '{% 10 * 60 %}'])('that nobody sends fails the task, after %s', async (allowed) => {
    const { error, seconds } = await aws.run(beating(allowed), { Tell: TELLS }, { file: tokenFile() });
    expect(error).toBe('States.HeartbeatTimeout');
    expect(seconds).toBeGreaterThanOrEqual(600);
    expect(seconds).toBeLessThan(660);
  });

  it('may not be allowed for longer than the task', async () => {
    const { error } = await aws.run(beating(DAY), { Tell: TELLS }, { file: tokenFile() });
    expect(error).toBe('States.Runtime');
    const forEver = {
      StartAt: 'Hold',
      States: { Hold: { ...WAITS_FOR_TOKEN, HeartbeatSeconds: 99_999_999, End: true } },
    };
    const { cause } = await aws.run(forEver, { Tell: TELLS }, { file: tokenFile() });
    expect(cause).toBe('HeartbeatSeconds (99999999) must be less than TimeoutSeconds (99999999).');
  });
});
