import { MailAndChat } from '../../../../../lambdas/shared/notices/mail-and-chat.ts';
import { RecordingTopic } from '../../../../fakes/recording-topic.ts';

const MESSAGE = { subject: 'shop: x', body: 'x' };
const ABOUT = { about: 'run-1', kind: 'hold' };

function both() {
  const [mail, chat] = [new RecordingTopic(), new RecordingTopic()];
  const reported: unknown[] = [];
  return { mail, chat, reported, topic: new MailAndChat(mail, chat, (failure) => reported.push(failure)) };
}

describe('mail and chat', () => {
  it.each([
    ['neither', false, false, { mails: 1, chats: 1, thrown: undefined, reported: 0 }],
    ['the chat', false, true, { mails: 1, chats: 0, thrown: undefined, reported: 1 }],
    ['the mail', true, false, { mails: 0, chats: 1, thrown: 'no mail', reported: 0 }],
    ['both', true, true, { mails: 0, chats: 0, thrown: 'no mail', reported: 1 }],
  ])('go their own way: %s fails', async (_which, mailFails, chatFails, expected) => {
    const { mail, chat, reported, topic } = both();
    if (mailFails) mail.failure = new Error('no mail');
    if (chatFails) chat.failure = new Error('no chat');
    const thrown = await topic.publish(MESSAGE, ABOUT).then(
      () => undefined,
      (error: Error) => error.message,
    );
    const seen = { mails: mail.published.length, chats: chat.published.length, thrown };
    expect({ ...seen, reported: reported.length }).toEqual(expected);
  });

  it('don’t wait for each other', async () => {
    const { chat } = both();
    const never = { publish: () => new Promise<void>(() => {}) };
    void new MailAndChat(never, chat, () => {}).publish(MESSAGE, ABOUT);
    await Promise.resolve();
    expect(chat.published).toHaveLength(1);
  });
});
