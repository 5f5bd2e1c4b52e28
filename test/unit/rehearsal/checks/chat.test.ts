import { chatNotice } from '../../../../lambdas/shared/domain/chat-notice.ts';
import { chatToldToo } from '../../../../rehearsal/checks/chat.ts';
import type { AccountEvidence } from '../../../../rehearsal/checks/check.ts';

const MAIL = { at: 0, subject: 'shop: rolled back, legacy serves', body: 'All is well.' };
const ALARM = JSON.stringify({
  AlarmName: 'shop-WatchSilent',
  NewStateValue: 'ALARM',
  AlarmArn: 'arn:aws:x',
});
const twin = (about = 'run-1', subject = MAIL.subject) =>
  JSON.stringify(chatNotice({ ...MAIL, subject }, { about, kind: 'rolled-back' }));

function contradictions(mails: readonly object[], chat: readonly string[]): readonly string[] {
  const situation = { now: 0, executions: [{ name: 'run-1' }], mails, chat };
  return chatToldToo.contradictions({ situation } as unknown as AccountEvidence) as readonly string[];
}

describe('the check of a chat', () => {
  it.each<[string, readonly object[], readonly string[], readonly RegExp[]]>([
    ['a mail and its twin', [MAIL], [twin()], []],
    ['an alarm, as it is', [{ at: 0, subject: 'ALARM', body: ALARM }], [ALARM], []],
    ['no mail at all', [], [], [/no mail was sent/]],
    ['a mail without a twin', [MAIL], [], [/was not in the chat/]],
    ['two mails and one twin', [MAIL, MAIL], [twin()], [/was not in the chat/]],
    ['a twin too many', [MAIL], [twin(), twin()], [/only the chat has/]],
    ['a thread of no run', [MAIL], [twin('run-9')], [/run-9 is the thread of no execution/]],
    ['a text for a mail', [MAIL], [MAIL.body], [/it is not JSON/]],
    [
      'another field',
      [MAIL],
      [twin().replace('{', '{"colour":"red",')],
      [/was not in the chat/, /only the chat/, /./],
    ],
  ])('%s', (_what, mails, chat, expected) => {
    const found = contradictions(mails, chat);
    expect(found).toHaveLength(expected.length);
    for (const [i, one] of expected.entries()) expect(found[i]).toMatch(one);
  });
});
