import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type OfflineAws, startOfflineAws, until } from './offline-aws.ts';
import { arnOf, functionOf, machineOf, named, role } from './templates.ts';

const START = new Date('2030-03-01T00:00:00.000Z');
const HOUR = 3_600_000;

let aws: OfflineAws;

beforeEach(async () => {
  aws = await startOfflineAws({ startTime: START });
  await aws.emulator.clock.hold();
});

afterEach(async () => {
  await aws.stop();
});

function rule(schedule: object, target: object) {
  return { Type: 'AWS::Events::Rule', Properties: { ...schedule, Targets: [{ Id: 'target', ...target }] } };
}

const RUNS = role('events.amazonaws.com', [
  { Effect: 'Allow', Action: 'states:StartExecution', Resource: '*' },
]);
const toMachine = { Arn: { Ref: 'Machine' }, RoleArn: { 'Fn::GetAtt': ['Runs', 'Arn'] } };
const PASS = machineOf('Machine', { StartAt: 'Done', States: { Done: { Type: 'Pass', End: true } } });

function executions(count: number) {
  return until(`${count} executions have ended`, async () => {
    const found = (await aws.emulator.executions()).filter(({ status }) => status !== 'RUNNING');
    return found.length >= count ? found : undefined;
  });
}

describe("AWS's own events", () => {
  it("reach a machine by a rule, with the rehearsal's time", async () => {
    const pattern = { source: ['aws.cloudwatch'], detail: { state: { value: ['ALARM'] } } };
    await aws.deploy('events', { ...PASS, Runs: RUNS, Rule: rule({ EventPattern: pattern }, toMachine) });
    const alarm = (value: string) => ({
      source: 'aws.cloudwatch',
      detailType: 'CloudWatch Alarm State Change',
      resources: ['arn:aws:cloudwatch:eu-west-1:123456789012:alarm:errors'],
      detail: { alarmName: 'errors', state: { value } },
    });
    expect((await aws.emulator.putEvents([alarm('OK'), alarm('ALARM')])).eventIds).toHaveLength(2);
    const [execution, ...more] = await executions(1);
    expect(more).toEqual([]);
    const { input } = await aws.ended(execution?.executionArn ?? '');
    expect(JSON.parse(input ?? '{}')).toMatchObject({
      ...{ source: 'aws.cloudwatch', account: '123456789012', region: 'eu-west-1' },
      'detail-type': 'CloudWatch Alarm State Change',
      time: expect.stringMatching(/^2030-03-01T00:00:/),
      resources: ['arn:aws:cloudwatch:eu-west-1:123456789012:alarm:errors'],
      detail: { alarmName: 'errors', state: { value: 'ALARM' } },
    });
  });

  it('are refused when they are not events', async () => {
    const wrong = { source: 'aws.cloudwatch', detailType: 'x' } as unknown as Parameters<
      typeof aws.emulator.putEvents
    >[0][0];
    await expect(aws.emulator.putEvents([wrong])).rejects.toThrow('detail is None; expected dict');
  });

  it('tell of the end of an execution, also by its time-out', async () => {
    const pattern = { source: ['aws.states'], detail: { status: ['TIMED_OUT'] } };
    const slow = machineOf('Slow', {
      StartAt: 'Soak',
      TimeoutSeconds: 60,
      States: { Soak: { Type: 'Wait', Seconds: 90, End: true } },
    });
    const resources = { ...PASS, ...slow, Runs: RUNS, Rule: rule({ EventPattern: pattern }, toMachine) };
    const { Slow = '' } = await aws.deploy('status', resources, arnOf('Slow'));
    const executionArn = await aws.start(Slow);
    await aws.emulator.clock.release();
    await executions(2);
    const told = (await aws.emulator.executions()).find(
      (execution) => execution.executionArn !== executionArn,
    );
    const { input } = await aws.ended(told?.executionArn ?? '');
    expect(JSON.parse(input ?? '{}').detail).toMatchObject({ executionArn, status: 'TIMED_OUT' });
  });
});

describe('schedules', () => {
  it.each([
    ['rate(6 hours)', [6, 12, 18, 24]],
    ['cron(30 */8 * * ? *)', [0.5, 8.5, 16.5, 24.5]],
  ])('of a rule: %s fires by the clock, for as long as time goes on', async (expression, hours) => {
    await aws.deploy('rule', {
      ...PASS,
      Runs: RUNS,
      Rule: rule({ ScheduleExpression: expression }, toMachine),
    });
    const made = aws.emulator.clock.now();
    await aws.emulator.clock.release();
    const fired = (await executions(hours.length))
      .slice(0, hours.length)
      .map(({ started }) => Date.parse(started));
    fired.forEach((moment, index) => {
      const due = START.getTime() + (hours[index] ?? Number.NaN) * HOUR;
      // A rate counts from the rule's making.
      const late = moment - due - (expression.startsWith('rate') ? made - START.getTime() : 0);
      expect(late).toBeGreaterThanOrEqual(-10_000);
      expect(late).toBeLessThan(1000);
    });
  });

  it('of EventBridge Scheduler: at() fires once, at that moment', async () => {
    const schedule = {
      Type: 'AWS::Scheduler::Schedule',
      Properties: {
        ScheduleExpression: 'at(2030-03-08T12:00:00)',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: toMachine,
      },
    };
    await aws.deploy('schedule', { ...PASS, Runs: RUNS, Schedule: schedule });
    await aws.emulator.clock.release();
    const [execution] = await executions(1);
    const late = Date.parse(execution?.started ?? '') - Date.parse('2030-03-08T12:00:00Z');
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(1000);
    expect((await aws.emulator.clock.status()).next).toBeNull();
  });
});

describe('a function that EventBridge calls', () => {
  it('is tried three times, with a minute and then two in between', async () => {
    const fails = `const { appendFileSync } = require('node:fs');
exports.handler = async ({ detail }) => { appendFileSync(detail.file, Date.now() + '\\n'); throw new Error('no'); };`;
    const pattern = { source: ['aws.test'] };
    await aws.deploy('retries', {
      ...functionOf('Fails', fails),
      Rule: rule({ EventPattern: pattern }, { Arn: { 'Fn::GetAtt': ['Fails', 'Arn'] } }),
    });
    const file = join(mkdtempSync(join(tmpdir(), 'deliveries-test-')), 'calls');
    await aws.emulator.putEvents([{ source: 'aws.test', detailType: 'test', detail: { file } }]);
    await aws.emulator.clock.release();
    const calls = await until('it was called three times', async () => {
      const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').map(Number) : [];
      return lines.length === 3 ? lines : undefined;
    });
    rmSync(dirname(file), { recursive: true });
    const gaps = [(calls[1] ?? 0) - (calls[0] ?? 0), (calls[2] ?? 0) - (calls[1] ?? 0)];
    expect(gaps.map((gap) => Math.round(gap / 10_000))).toEqual([6, 12]);
  });
});

describe('an SNS topic', () => {
  it('passes a message from a machine on to a function, and time does not jump meanwhile', async () => {
    const keeps = `const { writeFileSync } = require('node:fs');
exports.handler = async ({ Records }) => {
  await new Promise((next) => setTimeout(next, 200));
  const { Subject, Message, Timestamp } = Records[0].Sns;
  writeFileSync(JSON.parse(Message).file, JSON.stringify({ Subject, Timestamp, now: Date.now() }));
};`;
    const publish = {
      Type: 'Task',
      Resource: 'arn:aws:states:::sns:publish',
      Arguments: {
        TopicArn: named('Topic'),
        Subject: 'rolled back',
        Message: '{% $string($states.input) %}',
      },
      Next: 'Soak',
    };
    const soak = { Type: 'Wait', Seconds: 86_400, End: true };
    const definition = { StartAt: 'Publish', States: { Publish: publish, Soak: soak } };
    const { Machine = '' } = await aws.deploy(
      'topic',
      {
        ...machineOf('Machine', definition, [], { Topic: { Ref: 'Topic' } }),
        ...functionOf('Keeps', keeps),
        Topic: { Type: 'AWS::SNS::Topic' },
        Subscription: {
          Type: 'AWS::SNS::Subscription',
          Properties: {
            TopicArn: { Ref: 'Topic' },
            Protocol: 'lambda',
            Endpoint: { 'Fn::GetAtt': ['Keeps', 'Arn'] },
          },
        },
      },
      arnOf('Machine'),
    );
    const file = join(mkdtempSync(join(tmpdir(), 'deliveries-test-')), 'message');
    await aws.emulator.clock.release();
    const executionArn = await aws.start(Machine, { file });
    await aws.ended(executionArn);
    const kept = JSON.parse(readFileSync(file, 'utf8'));
    rmSync(dirname(file), { recursive: true });
    expect(kept.Subject).toBe('rolled back');
    expect(kept.now - Date.parse(kept.Timestamp)).toBeGreaterThanOrEqual(200);
    expect(kept.now - Date.parse(kept.Timestamp)).toBeLessThan(30_000);
  });
});
