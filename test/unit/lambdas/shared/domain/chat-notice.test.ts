import fc from 'fast-check';
import { CHAT_LIMITS } from '../../../../../lambdas/shared/contract/chat-limits.ts';
import { chatNotice, marked } from '../../../../../lambdas/shared/domain/chat-notice.ts';
import { compose } from '../../../../../lambdas/shared/domain/compose.ts';
import { chatProblems } from '../../../../../rehearsal/chat/chat-schema.ts';
import { cases } from '../../../../support/cases.ts';

const ABOUT = { about: 'run-1', kind: 'watch-zones' };
const sections = [
  {
    heading: 'Migration shop (account 111122223333): the zone was changed.',
    lines: ['www.shop.test has nothing'],
  },
  { heading: 'What to do', lines: ['Find out who writes.', 'Put the records back.'] },
  { heading: 'What you can answer to the hold', lines: ['promote', 'abort'] },
  {
    heading: 'Links',
    lines: ['Migration: arn:aws:states:us-west-1:111122223333:execution:shop-Migrate:run-1'],
  },
];

describe('a notification in the chat’s form', () => {
  it('has the subject as its title, what to do as next steps, and the run as its thread', () => {
    const notice = chatNotice(compose('shop: somebody else changed the zone', sections), ABOUT);
    expect(notice).toEqual({
      version: '1.0',
      source: 'custom',
      content: {
        textType: 'client-markdown',
        title: 'shop: somebody else changed the zone',
        description: [
          '*Migration shop (account 111122223333): the zone was changed.*',
          '• www.shop.test has nothing',
          '',
          '*Links*',
          '• Migration: arn:aws:states:us-west-1:111122223333:execution:shop-Migrate:run-1',
        ].join('\n'),
        nextSteps: ['Find out who writes.', 'Put the records back.', 'promote', 'abort'],
        keywords: ['shop', 'kops-cutover'],
      },
      metadata: {
        threadId: 'run-1',
        summary: 'shop: somebody else changed the zone',
        eventType: 'watch-zones',
        relatedResources: ['arn:aws:states:us-west-1:111122223333:execution:shop-Migrate:run-1'],
        additionalContext: { sender: 'shop' },
      },
    });
    expect(chatProblems(JSON.stringify(notice))).toEqual([]);
  });

  it.each([
    ['a name with what is italics', '_cutover-shop.shop.test has TXT', '`_cutover-shop.shop.test has TXT`'],
    ['somebody’s call to all', 'by <!channel> & <@U1>', 'by &lt;!channel&gt; &amp; &lt;@U1&gt;'],
    ['code', 'ran `rm -rf *`', "`ran 'rm -rf *'`"],
    ['a link in words', '[harmless](https://evil.test)', '`[harmless](https://evil.test)`'],
    ['a link with what is italics', 'Log: https://x.test/a_b_c', 'Log: https://x.test/a%5Fb%5Fc'],
    ['several lines', 'one\n# two', 'one # two'],
  ])('shows %s as it is', (_what, text, expected) => expect(marked(text, 100)).toBe(expected));

  it('cuts neither an entity nor a character, and says that it was cut', () => {
    expect(marked('ab&', 4)).toBe('ab…');
    expect(marked('ab😀😀', 4)).toBe('ab…');
    expect(marked('*a*bcdef', 6)).toBe('`*a*…`');
  });

  it('takes what calls somebody for no part of an ARN', () => {
    const lines = ['user agent arn:aws:s3:<!channel> arn:aws:s3:::bucket<!here>&'];
    const { metadata } = chatNotice(compose('shop: x', [{ heading: 'Who', lines }]), ABOUT);
    expect(metadata.relatedResources).toEqual(['arn:aws:s3:::bucket']);
  });

  it('has no heading of nothing but spaces', () => {
    const { content } = chatNotice(compose('shop: x', [{ heading: ' ', lines: ['a'] }]), ABOUT);
    expect(content.description).toBe('• a');
  });

  it('says where the rest is, if not all fits', () => {
    const many = Array.from({ length: 200 }, (_, i) => `name-${i}.shop.test has nothing`);
    const steps = Array.from({ length: 20 }, (_, i) => `Do ${i}.`);
    const { content } = chatNotice(
      compose('shop: x', [
        { heading: 'Zone', lines: many },
        { heading: 'What to do', lines: steps },
      ]),
      ABOUT,
    );
    expect(content.description).toMatch(/… \(cut: the mail has all of it\)$/);
    expect(content.nextSteps).toHaveLength(CHAT_LIMITS.nextSteps);
    expect(content.nextSteps?.at(-1)).toBe('… and 15 more: the mail has all of it');
  });

  it('fits the schema and breaks no Markdown, whatever is in it', () => {
    const wild = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 600 }),
      fc.stringMatching(/^[*_~`<>&[\]()|\\# -]{0,400}$/),
      fc.constantFrom('https://x.test/_a_', 'arn:aws:s3:::bucket_x', ''),
    );
    const anySection = fc.record({
      heading: fc.oneof(wild, fc.constantFrom('What to do', 'What you can answer')),
      lines: fc.array(wild, { maxLength: 40 }),
    });
    fc.assert(
      fc.property(wild, fc.array(anySection, { maxLength: 6 }), wild, wild, (subject, given, about, kind) => {
        const message = compose(`shop: ${subject}`, given);
        const notice = chatNotice(message, { about: `run${about}`, kind: `k${kind}` });
        expect(chatProblems(JSON.stringify(notice))).toEqual([]);
      }),
      { numRuns: cases(700) },
    );
  });
});
