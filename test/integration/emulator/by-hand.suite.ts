import {
  DeleteRuleCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EventBridgeClient,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  CreateTopicCommand,
  ListSubscriptionsByTopicCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { REGION } from './offline-aws.ts';
import { aws } from './shared-emulator.ts';

const RULE = 'done-by-hand';
const PATTERN = '{"source":["shop"]}';
const TARGET = { Id: 'Target0', Arn: 'arn:aws:sqs:eu-west-1:123456789012:queue' };

describe('Q16: what is done by hand', () => {
  let events: EventBridgeClient;
  let sns: SNSClient;
  beforeAll(() => {
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const options = { endpoint: aws.emulator.url, region: REGION, credentials };
    events = new EventBridgeClient(options);
    sns = new SNSClient(options);
  });
  afterAll(() => {
    events.destroy();
    sns.destroy();
  });

  it('is undone: rules, targets and subscriptions are as they were before the first of it', async () => {
    await events.send(new PutRuleCommand({ Name: RULE, EventPattern: PATTERN, State: 'ENABLED' }));
    await events.send(new PutTargetsCommand({ Rule: RULE, Targets: [TARGET] }));
    const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: RULE }));
    const mail = (Endpoint: string) =>
      sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint }));
    const subscriptions = async () =>
      (await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }))).Subscriptions ?? [];
    await mail('oncall@shop.test');
    await aws.emulator.confirmEmails(TopicArn);
    const before = await subscriptions();

    await aws.emulator.beginByHand();
    await events.send(new DisableRuleCommand({ Name: RULE }));
    await aws.emulator.beginByHand();
    await events.send(new RemoveTargetsCommand({ Rule: RULE, Ids: [TARGET.Id] }));
    await events.send(new DeleteRuleCommand({ Name: RULE }));
    await sns.send(new UnsubscribeCommand({ SubscriptionArn: before[0]?.SubscriptionArn }));
    await mail('lead@shop.test');
    expect((await subscriptions()).map(({ Endpoint }) => Endpoint)).toEqual(['lead@shop.test']);
    await aws.emulator.undoByHand();

    expect(await events.send(new DescribeRuleCommand({ Name: RULE }))).toMatchObject({
      State: 'ENABLED',
      EventPattern: PATTERN,
    });
    const { Targets } = await events.send(new ListTargetsByRuleCommand({ Rule: RULE }));
    expect(Targets).toEqual([TARGET]);
    expect(await subscriptions()).toEqual(before);
  });

  it('stays if it was done before, and nothing has to have been done', async () => {
    await events.send(new DisableRuleCommand({ Name: RULE }));
    await aws.emulator.undoByHand();
    expect(await events.send(new DescribeRuleCommand({ Name: RULE }))).toMatchObject({ State: 'DISABLED' });
  });
});

it('Q17: Lambda’s limits are those that were set', async () => {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const lambda = new LambdaClient({ endpoint: aws.emulator.url, region: REGION, credentials });
  const limit = async () => (await lambda.send(new GetAccountSettingsCommand({}))).AccountLimit;
  expect(await limit()).toMatchObject({ ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 1000 });
  await aws.emulator.limitFunctions({ all: 10, unreserved: 10 });
  expect(await limit()).toMatchObject({ ConcurrentExecutions: 10, UnreservedConcurrentExecutions: 10 });
  await aws.emulator.limitFunctions({ all: 1000, unreserved: 1000 });
  lambda.destroy();
});
