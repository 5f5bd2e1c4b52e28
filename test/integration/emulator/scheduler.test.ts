import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateScheduleCommand, DeleteScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { SendTaskHeartbeatCommand, SFNClient } from '@aws-sdk/client-sfn';
import { type OfflineAws, REGION, startOfflineAws, until } from './offline-aws.ts';
import { functionOf, invoke, role } from './templates.ts';
import { waitingMachine } from './waiting-machine.ts';
import { startWorld } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = new Date('2030-01-01T00:00:00.000Z');
/** What a machine that is busy may add. */
const WORK_MS = 20_000;

let aws: OfflineAws;
let world: Awaited<ReturnType<typeof startWorld>>;
let version: string | undefined;
/** What somebody does when, the earliest first. */
let planned: { readonly at: number; readonly act: () => Promise<unknown> }[] = [];
let folder: string;
let client: SchedulerClient;
let called: Record<string, string>;
let machine: string;
/** How many schedules were made. A call of the one before may still be under way when it is deleted. */
let schedules = 0;

const file = () => join(folder, 'calls');
const answer = () => join(folder, 'answer');
/** Notes for which schedule it was called when, and returns what the test says. */
const body = () => `const { appendFileSync, readFileSync } = require('node:fs');
exports.handler = async ({ schedule }) => {
  appendFileSync('${file()}', schedule + ' ' + Date.now() + '\\n');
  return JSON.parse(readFileSync('${answer()}', 'utf8'));
};`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'scheduler-test-'));
  world = await startWorld(
    async ({ now, until }) => {
      while (planned[0] && planned[0].at <= now) await planned.shift()?.act();
      const stop = Math.min(planned[0]?.at ?? Number.POSITIVE_INFINITY, until ?? Number.POSITIVE_INFINITY);
      return Number.isFinite(stop) ? stop : null;
    },
    () => version,
  );
  aws = await startOfflineAws({ worldUrl: world.url, startTime: START });
  client = new SchedulerClient({
    region: REGION,
    endpoint: aws.emulator.url,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const may = { Effect: 'Allow' as const, Action: 'lambda:InvokeFunction', Resource: '*' };
  called = await aws.deploy(
    'called',
    {
      ...functionOf('Function', body()),
      Calls: role('scheduler.amazonaws.com', [may]),
      MayNot: role('scheduler.amazonaws.com', []),
    },
    {
      Arn: { Value: { 'Fn::GetAtt': ['Function', 'Arn'] } },
      Calls: { Value: { 'Fn::GetAtt': ['Calls', 'Arn'] } },
      MayNot: { Value: { 'Fn::GetAtt': ['MayNot', 'Arn'] } },
    },
  );
  machine = await waitingMachine(aws);
});

afterAll(async () => {
  client?.destroy();
  await aws.stop();
  await world.stop();
  rmSync(folder, { recursive: true });
});

interface Scheduled {
  readonly hours: number;
  /** What the function returns. */
  readonly returns?: unknown;
  readonly role?: 'Calls' | 'MayNot';
  readonly endMinutes?: number;
  /** Done half-way. */
  readonly halfWay?: () => void;
}

/** How many minutes after the schedule was made the function was called while so many hours passed. */
async function callsWithin({ hours, returns = {}, role: by = 'Calls', endMinutes, halfWay }: Scheduled) {
  const schedule = ++schedules;
  writeFileSync(file(), '');
  writeFileSync(answer(), JSON.stringify(returns));
  await aws.emulator.clock.hold();
  await client.send(
    new CreateScheduleCommand({
      Name: 'each-minute',
      ScheduleExpression: 'rate(1 minute)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      ...(endMinutes !== undefined && { EndDate: new Date(aws.emulator.clock.now() + endMinutes * MINUTE) }),
      ActionAfterCompletion: 'DELETE',
      Target: { Arn: called.Arn, RoleArn: called[by], Input: JSON.stringify({ schedule }) },
    }),
  );
  const made = aws.emulator.clock.now();
  // Half the time each: its end is when something is changed.
  for (const half of [1, 2]) {
    const waiting = await aws.start(machine, { minutes: hours * 30 });
    await aws.emulator.clock.release();
    await until('time has passed', async () => {
      const execution = (await aws.emulator.executions()).find(
        ({ executionArn }) => executionArn === waiting,
      );
      return execution?.status === 'SUCCEEDED' || undefined;
    });
    await aws.emulator.clock.hold();
    if (half === 1) halfWay?.();
  }
  if (endMinutes === undefined) await client.send(new DeleteScheduleCommand({ Name: 'each-minute' }));
  await aws.emulator.clock.release();
  const calls = readFileSync(file(), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split(' ').map(Number));
  const at = calls.flatMap(([of, time = Number.NaN]) => (of === schedule ? [time] : []));
  return at.filter((time) => time <= made + hours * HOUR + WORK_MS).map((time) => (time - made) / MINUTE);
}

const NOTHING = { unchangedUntil: '', unread: [] };

it('calls each minute, on its own minute', async () => {
  version = undefined;
  const calls = await callsWithin({ hours: 0.2 });
  expect(calls.length).toBeGreaterThanOrEqual(11);
  for (const [index, minutes] of calls.entries()) {
    expect(minutes).toBeGreaterThanOrEqual(index + 1 - 0.05);
    expect(minutes).toBeLessThan(index + 1 + WORK_MS / MINUTE);
  }
});

it('calls nobody by a role that may not', async () => {
  version = undefined;
  expect(await callsWithin({ hours: 0.1, role: 'MayNot' })).toEqual([]);
});

it('ends when it says so', async () => {
  version = undefined;
  const calls = await callsWithin({ hours: 0.2, endMinutes: 4.5 });
  expect(calls).toHaveLength(4);
});

describe('calls that would find nothing new', () => {
  it('are passed over, for six hours at most, and the next one comes on its own minute', async () => {
    version = 'the same';
    const calls = await callsWithin({ hours: 14, returns: NOTHING });
    // One after each half, as an execution has begun or ended; none else but after six hours.
    expect(calls.length).toBeGreaterThanOrEqual(3);
    expect(calls.length).toBeLessThanOrEqual(8);
    for (const minutes of calls)
      expect(Math.abs(minutes - Math.round(minutes))).toBeLessThan(WORK_MS / MINUTE);
    for (const [index, minutes] of calls.entries())
      expect(minutes - (calls[index - 1] ?? 0)).toBeLessThanOrEqual(6 * 60 + 1);
  });

  it('are made from the moment that the function names', async () => {
    version = 'the same';
    const from = new Date(aws.emulator.clock.now() + 90 * MINUTE).toISOString();
    const calls = await callsWithin({ hours: 2, returns: { ...NOTHING, unchangedUntil: from } });
    expect(calls.filter((minutes) => minutes > 95).length).toBeGreaterThan(20);
    expect(calls.filter((minutes) => minutes > 65 && minutes < 89)).toEqual([]);
  });

  it('are made as soon as the world has changed', async () => {
    version = 'the same';
    const calls = await callsWithin({
      hours: 4,
      returns: NOTHING,
      halfWay: () => {
        version = 'another';
      },
    });
    expect(calls.some((minutes) => minutes > 120 && minutes < 122)).toBe(true);
  });

  it.each<[string, unknown, string | undefined]>([
    ['where nobody knows whether the world has changed', NOTHING, undefined],
    ['where the function could not read something', { ...NOTHING, unread: ['a zone'] }, 'the same'],
    ['where the function says nothing', {}, 'the same'],
  ])('are all made %s', async (_what, returns, world) => {
    version = world;
    expect((await callsWithin({ hours: 0.4, returns })).length).toBeGreaterThanOrEqual(22);
  });
});

describe('a heartbeat', () => {
  const TELLS = `exports.handler = async ({ token, file }) => {
  const { renameSync, writeFileSync } = require('node:fs');
  writeFileSync(file + '.part', token);
  renameSync(file + '.part', file);
};`;
  const tell = invoke('Tell');
  const hold = {
    ...tell,
    Resource: `${tell.Resource}.waitForTaskToken`,
    Arguments: {
      ...tell.Arguments,
      Payload: { token: '{% $states.context.Task.Token %}', file: '{% $states.input.file %}' },
    },
    TimeoutSeconds: 86_400,
    HeartbeatSeconds: 600,
    End: true,
  };

  /** @returns after how many minutes the task that waits for heartbeats has failed, and by what */
  async function failsAfter(
    acts: (beat: () => Promise<unknown>) => Readonly<Record<number, () => Promise<unknown>>>,
  ) {
    const sfn = new SFNClient({
      region: REGION,
      endpoint: aws.emulator.url,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      userAgentAppId: 'kops-cutover-Watch',
    });
    const file = join(mkdtempSync(join(folder, 'token-')), 'token');
    await aws.emulator.clock.hold();
    const definition = { StartAt: 'Hold', States: { Hold: hold } };
    const executionArn = await aws.start(await aws.machine(definition, { Tell: TELLS }), { file });
    const taskToken = await until('the function has its token', async () =>
      existsSync(file) ? readFileSync(file, 'utf8') : undefined,
    );
    const started = aws.emulator.clock.now();
    const beat = () => sfn.send(new SendTaskHeartbeatCommand({ taskToken }));
    planned = Object.entries(acts(beat)).map(([minutes, act]) => ({
      at: started + Number(minutes) * MINUTE,
      act,
    }));
    await aws.emulator.clock.release();
    const { error, stopDate } = await aws.ended(executionArn);
    await expect(beat()).rejects.toMatchObject({ name: 'TaskDoesNotExist' });
    sfn.destroy();
    return { error, minutes: (Number(stopDate) - started) / MINUTE };
  }

  it('that is sent in time keeps the task waiting for as long again', async () => {
    const { error, minutes } = await failsAfter((beat) => ({ 8: beat, 16: beat }));
    expect(error).toBe('States.HeartbeatTimeout');
    expect(minutes).toBeGreaterThanOrEqual(26);
    expect(minutes).toBeLessThan(26.5);
  });

  it('is sent by calls that are passed over, too, until their schedule is deleted', async () => {
    version = 'the same';
    writeFileSync(answer(), JSON.stringify(NOTHING));
    const schedule = new CreateScheduleCommand({
      Name: 'each-minute',
      ScheduleExpression: 'rate(1 minute)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: called.Arn, RoleArn: called.Calls, Input: '{"a": 1}' },
    });
    const { error, minutes } = await failsAfter((beat) => ({
      1: () => client.send(schedule),
      3: beat,
      180: () => client.send(new DeleteScheduleCommand({ Name: 'each-minute' })),
    }));
    expect(error).toBe('States.HeartbeatTimeout');
    expect(minutes).toBeGreaterThanOrEqual(189);
    expect(minutes).toBeLessThan(190.5);
  });
});
