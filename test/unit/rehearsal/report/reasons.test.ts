import { reasonsIn } from '../../../../rehearsal/report/reasons.ts';

const held = {
  subject: 'shop: decision needed at step 1 of 3 (5 %)',
  body: `It is on hold.
- Nothing changes.

Why
- The soak was extended 3 times.
- Requests on legacy are unknown.
- third
- fourth

What you can do
- Decide.`,
};

it('has what was held, and the first of its reasons', () => {
  expect(reasonsIn([{ subject: 'shop: closed', body: 'It is closed.' }, held])).toEqual([
    held.subject,
    '  - The soak was extended 3 times.',
    '  - Requests on legacy are unknown.',
    '  - third',
  ]);
});

it('has the last four of many mails', () => {
  const mails = Array.from({ length: 6 }, (_, i) => ({ ...held, subject: `mail ${i}` }));
  const subjects = reasonsIn(mails).filter((line) => line.startsWith('mail'));
  expect(subjects).toEqual(['mail 2', 'mail 3', 'mail 4', 'mail 5']);
});
