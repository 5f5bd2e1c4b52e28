import { ListTopicsCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import type { AwsClients } from './aws-clients.ts';
import type { OfflineAws } from './offline-aws.ts';

/**
 * Connects the chat of what is deployed now, if it has one. AWS's integration subscribes by HTTPS and confirms by itself; here the world
 * gets what a confirmed subscriber gets.
 */
export async function connectChat(aws: OfflineAws, { sns }: Pick<AwsClients, 'sns'>): Promise<void> {
  const { Topics = [] } = await sns.send(new ListTopicsCommand({}));
  for (const { TopicArn = '' } of Topics.filter(({ TopicArn: arn }) => /NotificationsChat/.test(arn ?? ''))) {
    await sns.send(
      new SubscribeCommand({ TopicArn, Protocol: 'email-json', Endpoint: 'chat@rehearsal.test' }),
    );
    await aws.emulator.confirmEmails(TopicArn);
    aws.mailbox.takeAsChat(TopicArn);
  }
}
