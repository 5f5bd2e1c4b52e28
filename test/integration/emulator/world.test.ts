import { CreateTopicCommand, PublishCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { type OfflineAws, REGION, startOfflineAws, until } from './offline-aws.ts';
import { type Question, startWorld } from './world.ts';

const HOUR = 3_600_000;
const START = new Date('2030-01-01T00:00:00.000Z');

let aws: OfflineAws;
let world: Awaited<ReturnType<typeof startWorld>>;
let answer: (question: Question) => Promise<number | null> | number | null;
/** The time when a test begins. */
let began: number;

beforeAll(async () => {
  world = await startWorld((question) => answer(question));
  aws = await startOfflineAws({ worldUrl: world.url, startTime: START });
});

afterAll(async () => {
  await aws.stop();
  await world.stop();
});

beforeEach(() => {
  answer = ({ until }) => until;
  world.questions.length = 0;
  began = aws.emulator.clock.now();
});

function wait(seconds: number) {
  return aws.machine({ StartAt: 'Soak', States: { Soak: { Type: 'Wait', Seconds: seconds, End: true } } });
}

async function soakOf(executionArn: string) {
  const history = await aws.history(executionArn);
  const at = (type: string) =>
    history.find((event) => event.type === type)?.timestamp?.getTime() ?? Number.NaN;
  return { from: at('WaitStateEntered'), to: at('WaitStateExited') };
}

it('is sent what people get by e-mail once they have confirmed it, and not before', async () => {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const sns = new SNSClient({ region: REGION, endpoint: aws.emulator.url, credentials });
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'people' }));
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'oncall@shop.test' }));
  const publish = (Subject: string) =>
    sns.send(new PublishCommand({ TopicArn, Subject, Message: 'Read this.' }));
  await publish('too early');
  await aws.emulator.confirmEmails(TopicArn);
  await publish('in time');
  await until('a mail', async () => world.mails.length > 0 || undefined);
  expect(world.mails).toMatchObject([{ Type: 'Notification', Subject: 'in time', Message: 'Read this.' }]);
  sns.destroy();
});

it('begins at the given time', () => {
  expect(aws.emulator.clock.now()).toBeGreaterThanOrEqual(START.getTime());
  expect(aws.emulator.clock.now()).toBeLessThan(START.getTime() + 60_000);
});

it('is asked from now until the next wait is over, before time jumps there', async () => {
  const executionArn = await aws.start(await wait(3_600));
  await aws.ended(executionArn);
  const { from, to } = await soakOf(executionArn);
  const asked = world.questions.find(({ until }) => until !== null && until > from + 1000);
  expect(asked?.until).toBeGreaterThanOrEqual(from + HOUR);
  expect(asked?.until).toBeLessThanOrEqual(to);
  expect(asked?.now).toBeGreaterThanOrEqual(from);
  expect(asked?.now).toBeLessThan(from + 10_000);
});

it('is woken where it wants to stop, acts at that very moment, and time goes on when all is quiet again', async () => {
  const machine = await wait(60);
  const soak = await wait(3_600);
  const rollBack = began + HOUR / 2;
  const actedAt: number[] = [];
  let started = '';
  answer = async ({ now, until }) => {
    if (until !== null && now < rollBack && rollBack < until) return rollBack;
    if (now >= rollBack && started === '') {
      actedAt.push(aws.emulator.clock.now());
      started = await aws.start(machine);
      return now;
    }
    return until;
  };
  const executionArn = await aws.start(soak);
  await aws.ended(executionArn);
  expect(actedAt).toHaveLength(1);
  expect(actedAt[0]).toBeGreaterThanOrEqual(rollBack);
  expect(actedAt[0]).toBeLessThan(rollBack + 10_000);
  // What it started is a minute's wait inside the other one, and both are exact.
  await aws.ended(started);
  const inner = await soakOf(started);
  const outer = await soakOf(executionArn);
  expect(inner.from).toBeGreaterThanOrEqual(rollBack);
  expect(inner.to - inner.from).toBeGreaterThanOrEqual(60_000);
  expect(inner.to).toBeLessThan(outer.to);
  expect(outer.to - outer.from - HOUR).toBeGreaterThanOrEqual(0);
  expect(outer.to - outer.from - HOUR).toBeLessThan(10_000);
});

it('says when its own next event is while nothing waits here; null lets time run normally', async () => {
  const next = began + 24 * HOUR;
  answer = ({ now }) => (now < next ? next : null);
  await until('time is at its event', async () => (aws.emulator.clock.now() >= next ? true : undefined));
  await until('it is asked again', async () => world.questions.find(({ now }) => now >= next));
  expect(aws.emulator.clock.now()).toBeLessThan(next + 60_000);
  expect(world.questions.every(({ until }) => until === null)).toBe(true);
});

it.each([
  ['answers nonsense', () => 'soon' as unknown as number, 'expected a number of ms as stopAt'],
  [
    'stops later than it was asked to',
    ({ until }: Question) => (until ?? 0) + 1,
    'stopAt is later than until',
  ],
  [
    'fails',
    () => {
      throw new Error('the world is broken');
    },
    'the world is broken',
  ],
])('a world that %s stops the jumps, and is told of', async (_, wrong, message) => {
  await aws.emulator.clock.hold();
  const machine = await wait(3_600);
  answer = wrong;
  const executionArn = await aws.start(machine);
  await until('it waits', async () => ((await aws.emulator.clock.status()).pending > 0 ? true : undefined));
  await aws.emulator.clock.release();
  const status = await until('the error is known', async () => {
    const found = await aws.emulator.clock.status();
    return found.worldError === null ? undefined : found;
  });
  expect(status.worldError).toContain(message);
  expect(aws.log.join('\n')).toContain(message);
  expect(status.now).toBeLessThan(began + 60_000);
  answer = ({ until }) => until;
  expect((await aws.ended(executionArn)).status).toBe('SUCCEEDED');
  expect((await aws.emulator.clock.status()).worldError).toBeNull();
});
