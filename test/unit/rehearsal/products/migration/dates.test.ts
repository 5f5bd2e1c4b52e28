import type { AcceptanceSettings } from '../../../../../lambdas/migration/contract/acceptances.ts';
import type { FreezeWindow } from '../../../../../lambdas/migration/contract/freeze-settings.ts';
import { datesIn } from '../../../../../rehearsal/products/migration/dates.ts';
import { shopSettings } from '../../../../support/shop.ts';

const BEGIN = 'The rehearsal begins on Mon 2027-01-04 08:00 UTC, whatever the date is today.';
const { freeze: _freeze, ...settings } = shopSettings();
const dated = { ...settings, acceptances: [], manualChecks: [] };
const day = 86_400;

it('says when a rehearsal begins', () => {
  expect(datesIn(dated)).toEqual([BEGIN]);
});

it('names sign-offs and acceptances that end before a migration would', () => {
  const steps = [{ percent: 100, soakSeconds: 2 * day, approval: false }];
  const signed = (id: string, until: string) => ({
    id,
    what: 'Nothing runs twice.',
    signedOff: { by: 'Ann', on: '2026-11-01', until },
  });
  const accepted = (subject: string, until: string): AcceptanceSettings => ({
    id: 'rbac-off',
    subject,
    reason: 'ours',
    until,
  });
  const lines = datesIn({
    ...dated,
    steps,
    drain: { ...dated.drain, minimumStaySeconds: day },
    manualChecks: [
      signed('cron', '2026-12-31'),
      signed('on-its-last-day', '2027-01-07'),
      { id: 'open', what: 'Nobody has looked.' },
    ],
    acceptances: [accepted('main', '2027-01-06'), accepted('other', '2027-06-30')],
  });
  expect(lines).toEqual([
    BEGIN,
    'The sign-off of cron holds until 2026-12-31: scenarios that begin later are not ready (manual-check-expired), even if it is valid today.',
    'The acceptance of rbac-off (main) holds until 2027-01-06: scenarios that begin later are not ready (acceptance-expired) if a finding needs it, even if it is valid today.',
  ]);
});

it('names freezes that are over before it begins, in their time zone', () => {
  const once = (until: string): FreezeWindow => ({ kind: 'once', from: '2026-12-18 12:00', until, why: '' });
  const weekly: FreezeWindow = { kind: 'weekly', from: 'Fri 16:00', until: 'Mon 08:00', why: '' };
  const windows = [once('2027-01-04 09:00'), once('2027-01-04 09:01'), weekly];
  expect(datesIn({ ...dated, freeze: { timeZone: 'Europe/Berlin', windows } })).toEqual([
    BEGIN,
    'The freeze from 2026-12-18 12:00 to 2027-01-04 09:00 is not rehearsed: it is over by then.',
  ]);
});
