import { notPlayedOut } from '../../../../rehearsal/checks/not-played-out.ts';
import { NothingHappens } from '../../../../rehearsal/stage/director.ts';

const broken = new NothingHappens(
  'Migrate ended in NotReady: 2 of 9 findings block\nNothing more will happen',
);
const NOT_CHECKED = 'What the scenario itself claims was not checked.';
const body = `Migration shop did not start.
- 2 of 9 findings block the start

What must be fixed first
- VerifyDns www.shop.test (record-missing): ${'long '.repeat(99)}
- VerifyKms key (key-denied): no

What to do next
- Fix it.

Links
- Report: s3://`;

it('says why a scenario could not go on, and what people were last notified of, a line each', () => {
  const mails = [{ at: 0, subject: 'earlier', body: '- before' }];
  const { contradictions } = notPlayedOut(broken, {
    mails: [...mails, { at: 1, subject: 'not ready', body }],
  });
  expect(contradictions).toEqual([
    'Migrate ended in NotReady: 2 of 9 findings block',
    'Nothing more will happen',
    'Mail: not ready (in full in mails.txt)',
    '- 2 of 9 findings block the start',
    expect.stringMatching(/^- VerifyDns www\.shop\.test \(record-missing\): long .{100,}…$/),
    '- VerifyKms key (key-denied): no',
    NOT_CHECKED,
  ]);
  for (const line of contradictions) expect(line.length).toBeLessThan(300);
});

it('says where something else failed that nobody expected', () => {
  const { contradictions } = notPlayedOut(new TypeError('no zone'), { mails: [] });
  expect(contradictions[0]).toBe('TypeError: no zone');
  expect(contradictions[1]).toMatch(/^ +at .*not-played-out/);
  expect(contradictions.at(-1)).toBe(NOT_CHECKED);
});

it('says it without a mail', () => {
  expect(notPlayedOut(broken, { mails: [] }).contradictions).toEqual([
    ...broken.message.split('\n'),
    NOT_CHECKED,
  ]);
});
