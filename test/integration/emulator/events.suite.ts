import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { EventBridgeClient, PutRuleCommand } from '@aws-sdk/client-eventbridge';
import { REGION, until } from './offline-aws.ts';
import { aws, START } from './shared-emulator.ts';
import { arnOf, functionOf, machineOf, named, PASS, ruleOf, TO_MACHINE } from './templates.ts';

const HOUR = 3_600_000;
// How long an execution may take to start after its schedule was due, on a machine that is busy.
const WORK_MS = 60_000;

describe('a schedule', () => {
  beforeEach(() => aws.emulator.clock.hold());

  /** When the rules were made, at the latest. */
  let made: number;

  beforeAll(async () => {
    await aws.emulator.clock.hold();
    await aws.deploy('rate', { ...PASS, Rule: ruleOf({ ScheduleExpression: 'rate(6 hours)' }, TO_MACHINE) });
    await aws.deploy('cron', {
      ...PASS,
      Rule: ruleOf({ ScheduleExpression: 'cron(30 */8 * * ? *)' }, { ...TO_MACHINE, Input: '{"n":1}' }),
    });
    made = aws.emulator.clock.now();
    await aws.emulator.clock.release();
    await until('two days have passed', async () =>
      aws.emulator.clock.now() > START.getTime() + 48 * HOUR ? true : undefined,
    );
    await aws.emulator.clock.hold();
  });

  afterAll(async () => {
    for (const stack of ['rate', 'cron']) await aws.remove(stack);
    await aws.emulator.clock.release();
  });

  /** When a stack's machine was started within the two days, in milliseconds since the start of time. */
  async function startsOf(stack: string) {
    const executions = (await aws.emulator.executions()).filter(({ machine }) =>
      machine.startsWith(`${stack}-`),
    );
    const moments = executions.map(({ started }) => Date.parse(started) - START.getTime());
    return moments.filter((moment) => moment < 48 * HOUR);
  }

  it('cron: fires at its moments and at no other', async () => {
    const hours = [0.5, 8.5, 16.5, 24.5, 32.5, 40.5];
    const starts = await startsOf('cron');
    expect(starts).toHaveLength(hours.length);
    starts.forEach((moment, index) => {
      const late = moment - (hours[index] ?? Number.NaN) * HOUR;
      expect(late).toBeGreaterThanOrEqual(0);
      expect(late).toBeLessThan(WORK_MS);
    });
  });

  it('cron: hands the machine the input of the target', async () => {
    const [started] = (await aws.emulator.executions()).filter(({ machine }) => machine.startsWith('cron-'));
    const { input } = await aws.ended(started?.executionArn ?? '');
    expect(input).toBe('{"n":1}');
  });

  it('rate: fires for the first time an interval after it was made, and then after each interval', async () => {
    const starts = await startsOf('rate');
    expect(starts).toHaveLength(7);
    let before = made - START.getTime();
    starts.forEach((moment, index) => {
      const late = moment - before - 6 * HOUR;
      // The first one counts from the rule's making, which was somewhat before the deployment's end.
      expect(late).toBeGreaterThanOrEqual(index === 0 ? -made + START.getTime() : -WORK_MS);
      expect(late).toBeLessThan(WORK_MS);
      before = moment;
    });
  });
});

/** The executions of a machine of this stack, when there are so many that have ended. */
function executionsOf(stack: string, count: number) {
  return until(`${count} executions of ${stack} have ended`, async () => {
    const found = (await aws.emulator.executions()).filter(({ machine }) =>
      machine.startsWith(`${stack}-Machine`),
    );
    return found.filter(({ status }) => status !== 'RUNNING').length >= count ? found : undefined;
  });
}

describe("AWS's own events", () => {
  beforeEach(() => aws.emulator.clock.hold());

  it("reach a machine by a rule, with the rehearsal's time", async () => {
    const pattern = { source: ['aws.cloudwatch'], detail: { state: { value: ['ALARM'] } } };
    await aws.deploy('events', { ...PASS, Rule: ruleOf({ EventPattern: pattern }, TO_MACHINE) });
    const alarm = (value: string) => ({
      source: 'aws.cloudwatch',
      detailType: 'CloudWatch Alarm State Change',
      resources: ['arn:aws:cloudwatch:eu-west-1:123456789012:alarm:errors'],
      detail: { alarmName: 'errors', state: { value } },
    });
    expect((await aws.emulator.putEvents([alarm('OK'), alarm('ALARM')])).eventIds).toHaveLength(2);
    const [execution, ...more] = await executionsOf('events', 1);
    expect(more).toEqual([]);
    const { input } = await aws.ended(execution?.executionArn ?? '');
    expect(JSON.parse(input ?? '{}')).toMatchObject({
      ...{ source: 'aws.cloudwatch', account: '123456789012', region: 'eu-west-1' },
      'detail-type': 'CloudWatch Alarm State Change',
      time: expect.stringMatching(/^2031-05-/),
      resources: ['arn:aws:cloudwatch:eu-west-1:123456789012:alarm:errors'],
      detail: { alarmName: 'errors', state: { value: 'ALARM' } },
    });
  });

  it('start a machine whose tasks count as made over TLS, as those of any other do', async () => {
    const pattern = { source: ['aws.cloudwatch'], detail: { alarmName: ['over-tls'] } };
    const publish = {
      Type: 'Task',
      Resource: 'arn:aws:states:::sns:publish',
      Arguments: { TopicArn: named('Topic'), Message: 'told' },
      End: true,
    };
    const refusesPlainHttp = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 'sns:Publish',
          Resource: { Ref: 'Topic' },
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ],
    };
    await aws.deploy('tls', {
      ...PASS,
      ...machineOf('Machine', { StartAt: 'Tell', States: { Tell: publish } }, [], {
        Topic: { Ref: 'Topic' },
      }),
      Topic: { Type: 'AWS::SNS::Topic' },
      Policy: {
        Type: 'AWS::SNS::TopicPolicy',
        Properties: { Topics: [{ Ref: 'Topic' }], PolicyDocument: refusesPlainHttp },
      },
      Rule: ruleOf({ EventPattern: pattern }, TO_MACHINE),
    });
    const alarm = {
      source: 'aws.cloudwatch',
      detailType: 'CloudWatch Alarm State Change',
      resources: [],
      detail: { alarmName: 'over-tls' },
    };
    await aws.emulator.putEvents([alarm]);
    const [execution] = await executionsOf('tls', 1);
    const { status, error, cause } = await aws.ended(execution?.executionArn ?? '');
    expect([status, error, cause]).toEqual(['SUCCEEDED', undefined, undefined]);
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
    const resources = { ...PASS, ...slow, Rule: ruleOf({ EventPattern: pattern }, TO_MACHINE) };
    const { Slow = '' } = await aws.deploy('status', resources, arnOf('Slow'));
    const executionArn = await aws.start(Slow);
    await aws.emulator.clock.release();
    const [told] = await executionsOf('status', 1);
    const { input } = await aws.ended(told?.executionArn ?? '');
    expect(JSON.parse(input ?? '{}').detail).toMatchObject({ executionArn, status: 'TIMED_OUT' });
  });
});

describe('Q62, Q63: a rule of a template on another event bus', () => {
  const BUS = 'aws.partner/monitor.example/shop';
  const told = (detail: object, bus?: string) => ({
    ...(bus !== undefined && { bus }),
    source: BUS,
    detailType: 'alert',
    detail,
  });
  const onBus = (...words: readonly string[]) => ({
    ...PASS,
    Rule: ruleOf({ EventBusName: BUS, EventPattern: { source: [BUS], detail: { word: words } } }, TO_MACHINE),
  });

  beforeEach(() => aws.emulator.clock.hold());

  it('gets the events of its own bus only, and can be changed', async () => {
    await aws.deploy('bus', onBus('bad'));
    await aws.emulator.putEvents([told({ word: 'bad' }), told({ word: 'bad', n: 1 }, BUS)]);
    const [first, ...more] = await executionsOf('bus', 1);
    expect(more).toEqual([]);
    const { input } = await aws.ended(first?.executionArn ?? '');
    expect(JSON.parse(input ?? '{}')).toMatchObject({ source: BUS, detail: { n: 1 } });
    await aws.change('bus', onBus('worse'));
    await aws.emulator.putEvents([told({ word: 'bad' }, BUS), told({ word: 'worse', n: 2 }, BUS)]);
    const [second, ...others] = (await executionsOf('bus', 2)).filter(
      ({ executionArn }) => executionArn !== first?.executionArn,
    );
    expect(others).toEqual([]);
    const { input: changed } = await aws.ended(second?.executionArn ?? '');
    expect(JSON.parse(changed ?? '{}')).toMatchObject({ detail: { n: 2 } });
  });

  it('cannot be put by hand on a bus that is not there', async () => {
    const events = new EventBridgeClient({
      region: REGION,
      endpoint: aws.emulator.url,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    const put = (EventBusName: string) =>
      events.send(new PutRuleCommand({ Name: 'by-hand', EventBusName, EventPattern: '{"source":["x"]}' }));
    await expect(put('aws.partner/nobody.example/shop')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await aws.deploy('bus-there', onBus('bad'));
    expect((await put(BUS)).RuleArn).toContain(`rule/${BUS}/by-hand`);
    events.destroy();
  });
});

describe('an SNS topic', () => {
  beforeEach(() => aws.emulator.clock.hold());

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
    expect(kept.now - Date.parse(kept.Timestamp)).toBeGreaterThan(100);
    expect(kept.now - Date.parse(kept.Timestamp)).toBeLessThan(30_000);
  });
});
