import { SnsChat } from '../adapters/sns-chat.ts';
import { SnsTopic } from '../adapters/sns-topic.ts';
import { ENV } from '../contract/environment.ts';
import { MailAndChat } from '../notices/mail-and-chat.ts';
import type { Topic } from '../ports/topic.ts';
import { environmentValue, optionalEnvironmentValue } from './environment.ts';
import { logWarning } from './log.ts';

/** Those whom the deployed configuration notifies. */
export function people(): Topic {
  const mail = new SnsTopic(environmentValue(ENV.topicArn));
  const chat = optionalEnvironmentValue(ENV.chatTopicArn);
  if (chat === undefined) return mail;
  return new MailAndChat(mail, new SnsChat(chat), (failure) =>
    logWarning('Chat', 'The chat was not notified', failure),
  );
}
