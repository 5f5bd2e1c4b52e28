import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SendTaskHeartbeatCommand, SendTaskSuccessCommand } from '@aws-sdk/client-sfn';
import { until, useOfflineAws } from './offline-aws.ts';
import { invoke, THROWS } from './templates.ts';

const DAY = 86_400;

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

const aws = useOfflineAws();

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'task-token-test-'));
});

afterEach(async () => {
  await aws.emulator.clock.release();
  rmSync(folder, { recursive: true });
});

/** Starts a machine that waits for a token, with time held, and gives the token. */
async function startAndHold(definition: object) {
  await aws.emulator.clock.hold();
  const file = join(folder, 'token');
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
      { file: join(folder, 'token') },
    );
    expect({ status, output }).toEqual({ status: 'SUCCEEDED', output: 'late' });
    expect(seconds).toBeGreaterThanOrEqual(14 * DAY);
    expect(seconds).toBeLessThan(14 * DAY + 2);
  });

  it('takes its TimeoutSeconds from an expression', async () => {
    const { status, error, seconds } = await aws.run(
      {
        StartAt: 'Hold',
        States: {
          Hold: { ...WAITS_FOR_TOKEN, TimeoutSeconds: '{% $states.input.days * 86400 %}', End: true },
        },
      },
      { Tell: TELLS },
      { days: 2, file: join(folder, 'token') },
    );
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'States.Timeout' });
    expect(seconds).toBeGreaterThanOrEqual(2 * DAY);
    expect(seconds).toBeLessThan(2 * DAY + 2);
  });

  it('fails the task at once when the function that should pass it on throws', async () => {
    const { status, error, seconds } = await aws.run(
      { StartAt: 'Hold', States: { Hold: { ...WAITS_FOR_TOKEN, TimeoutSeconds: DAY, End: true } } },
      { Tell: THROWS },
      { file: join(folder, 'token') },
    );
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'ZoneChanged' });
    expect(seconds).toBeLessThan(5);
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

  it('times out without heartbeats, and counts again from each of them', async () => {
    const timedOut = {
      ErrorEquals: ['States.Timeout'],
      Output: '{% $states.errorOutput.Error %}',
      Next: 'Late',
    };
    const { executionArn, taskToken } = await startAndHold({
      StartAt: 'Hold',
      States: {
        Hold: {
          ...WAITS_FOR_TOKEN,
          TimeoutSeconds: DAY,
          HeartbeatSeconds: 600,
          Catch: [timedOut],
          End: true,
        },
        Late: { Type: 'Pass', End: true },
      },
    });
    const { now, next } = await until('it waits for a heartbeat', async () => {
      const status = await aws.emulator.clock.status();
      return status.next === null ? undefined : { now: status.now, next: status.next };
    });
    expect(next - now).toBeLessThanOrEqual(600_000);
    await aws.sfn.send(new SendTaskHeartbeatCommand({ taskToken }));
    await aws.emulator.clock.release();
    const execution = await aws.ended(executionArn);
    expect(JSON.parse(execution.output ?? '')).toBe('States.HeartbeatTimeout');
    // The moment that was due without the heartbeat passes; the one after it ends the task.
    expect(execution.stopDate?.getTime()).toBeGreaterThan(next);
    expect(execution.stopDate?.getTime()).toBeLessThan(next + 10_000);
  });
});
