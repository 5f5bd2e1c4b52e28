import { type OfflineAws, startOfflineAws, until } from './offline-aws.ts';
import { PASS, ruleOf, TO_MACHINE } from './templates.ts';

const START = new Date('2030-03-01T00:00:00.000Z');
const HOUR = 3_600_000;
// How long an execution may take to start after its schedule was due, on a machine that is busy.
const WORK_MS = 1000;

let aws: OfflineAws;
/** When the rules were made, at the latest. */
let made: number;

beforeAll(async () => {
  aws = await startOfflineAws({ startTime: START });
  await aws.emulator.clock.hold();
  const once = {
    Type: 'AWS::Scheduler::Schedule',
    Properties: {
      ScheduleExpression: 'at(2030-03-02T01:15:00)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: TO_MACHINE,
    },
  };
  await aws.deploy('rate', { ...PASS, Rule: ruleOf({ ScheduleExpression: 'rate(6 hours)' }, TO_MACHINE) });
  await aws.deploy('cron', {
    ...PASS,
    Rule: ruleOf({ ScheduleExpression: 'cron(30 */8 * * ? *)' }, TO_MACHINE),
  });
  await aws.deploy('once', { ...PASS, Schedule: once });
  made = aws.emulator.clock.now();
  await aws.emulator.clock.release();
  await until('two days have passed', async () =>
    aws.emulator.clock.now() > START.getTime() + 48 * HOUR ? true : undefined,
  );
});

afterAll(async () => {
  await aws.stop();
});

/** When a stack's machine was started within the two days, in milliseconds since the start of time. */
async function startsOf(stack: string) {
  const executions = (await aws.emulator.executions()).filter(({ machine }) =>
    machine.startsWith(`${stack}-`),
  );
  const moments = executions.map(({ started }) => Date.parse(started) - START.getTime());
  return moments.filter((moment) => moment < 48 * HOUR);
}

it.each([
  ['cron', [0.5, 8.5, 16.5, 24.5, 32.5, 40.5]],
  ['once', [25.25]],
])('%s: fires at its moments and at no other', async (stack, hours) => {
  const starts = await startsOf(stack);
  expect(starts).toHaveLength(hours.length);
  starts.forEach((moment, index) => {
    const late = moment - (hours[index] ?? Number.NaN) * HOUR;
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(WORK_MS);
  });
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
