import {
  CreateTopicCommand,
  ListSubscriptionsByTopicCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { SnsSubscriptions } from '../../../lambdas/migration/adapters/sns-subscriptions.ts';
import { REGION } from './offline-aws.ts';
import { aws } from './shared-emulator.ts';

let sns: SNSClient;
beforeAll(() => {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  sns = new SNSClient({ region: REGION, endpoint: aws.emulator.url, credentials });
});
afterAll(() => sns.destroy());

const made = async (Name: string) => (await sns.send(new CreateTopicCommand({ Name }))).TopicArn ?? '';
const subscribe = (TopicArn: string, Protocol: string, Endpoint: string) =>
  sns.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint }));
const statesOf = async (topicArn: string) => {
  const { subscriptions } = await new SnsSubscriptions(topicArn, sns).list();
  return subscriptions.map(({ protocol, state }) => `${protocol} ${state}`);
};

describe('Q11: a subscription', () => {
  it('of a template by e-mail is pending until people confirm it', async () => {
    const resources = {
      Topic: { Type: 'AWS::SNS::Topic' },
      Mail: {
        Type: 'AWS::SNS::Subscription',
        Properties: { TopicArn: { Ref: 'Topic' }, Protocol: 'email', Endpoint: 'oncall@shop.test' },
      },
    };
    const { Arn = '' } = await aws.deploy('subscribed', resources, { Arn: { Value: { Ref: 'Topic' } } });
    expect(await statesOf(Arn)).toEqual(['email pending']);
    expect(await aws.emulator.confirmEmails(Arn)).toBe(1);
    expect(await statesOf(Arn)).toEqual(['email confirmed']);
    expect(await aws.emulator.confirmEmails(Arn)).toBe(0);
    await aws.remove('subscribed');
  });

  it('by e-mail or HTTPS is pending, others count at once', async () => {
    const topic = await made('protocols');
    await subscribe(topic, 'email', 'oncall@shop.test');
    await subscribe(topic, 'https', 'https://127.0.0.1:9/');
    await subscribe(topic, 'sqs', 'arn:aws:sqs:eu-west-1:123456789012:queue');
    expect(await statesOf(topic)).toEqual(['email pending', 'https pending', 'sqs confirmed']);
  });

  it('can’t be confirmed where there is no topic', async () => {
    await expect(aws.emulator.confirmEmails('arn:aws:sns:eu-west-1:123456789012:none')).rejects.toThrow(
      'there is no topic',
    );
  });
});

describe('Q12: the subscriptions of a topic', () => {
  it('come in pages of 100', async () => {
    const TopicArn = await made('many');
    for (let n = 0; n < 101; n++) await subscribe(TopicArn, 'email', `on-call-${n}@shop.test`);
    const first = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    expect(first.Subscriptions).toHaveLength(100);
    expect(first.Subscriptions?.[0]?.SubscriptionArn).toBe('PendingConfirmation');
    const { NextToken } = first;
    const second = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn, NextToken }));
    expect(second.Subscriptions).toHaveLength(1);
    expect(second.NextToken).toBeUndefined();
    expect(await statesOf(TopicArn)).toHaveLength(101);
  });
});
