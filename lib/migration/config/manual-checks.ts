/** What only people can check, and their word that they have. */

import type { ManualCheckSettings, SignOff } from '../../../lambdas/migration/contract/settings.ts';
import { dayAfter, dayOf } from '../../../lambdas/shared/contract/day.ts';
import { readEach } from '../../shared/config/lists.ts';
import type { Place } from '../../shared/config/place.ts';
import { readDay, readLine, readText } from '../../shared/config/values.ts';

const EXAMPLE = "manualChecks: [{ id: 'cron-jobs', what: 'No cron job runs on both sides.' }]";
const ID = /^[a-z](?:-?[a-z0-9])*$/;

/** @param now epoch milliseconds */
export function readManualChecks(place: Place, now: number): ManualCheckSettings[] {
  if (place.isLeftOut) return [];
  return readEach(place, {
    of: 'a manual check',
    atLeast: 0,
    atMost: 100,
    example: EXAMPLE,
    read: (at) => readManualCheck(at, now),
    keyOf: ({ id }) => id,
    each: 'each manual check',
  });
}

function readManualCheck(place: Place, now: number): ManualCheckSettings | undefined {
  const fields = place.fields(['id', 'what', 'signedOff'], { what: 'a manual check' });
  if (!fields) return undefined;
  const id = readId(fields.id);
  const what = readLine(
    fields.what,
    { what: 'what is to be checked', example: "'No cron job runs on both sides.', for example" },
    1000,
  );
  const signedOff = fields.signedOff.isLeftOut ? undefined : readSignOff(fields.signedOff, now);
  return id && what ? { id, what, ...(signedOff && { signedOff }) } : undefined;
}

function readId(place: Place): string | undefined {
  const what = 'lower-case letters, digits and single hyphens, a letter first, at most 64 characters';
  const example = "'cron-jobs', for example";
  const text = readText(place, { what, example });
  return text === undefined || (ID.test(text) && text.length <= 64) ? text : place.problem(what, example);
}

function readSignOff(place: Place, now: number): SignOff | undefined {
  const today = dayOf(now);
  const fields = place.fields(['by', 'on', 'until'], { what: 'a sign-off' });
  if (!fields) return undefined;
  const by = readLine(fields.by, { what: 'who checked it', example: "'Ann', for example" }, 100);
  const on = readDay(fields.on, 'when it was checked', `'${today}', for example`);
  const until = readDay(
    fields.until,
    'the last day on which it holds',
    `'${dayAfter(today, 90)}', for example`,
  );
  if (!by || !on || !until) return undefined;
  // Somewhere the next day has begun already.
  if (on > dayAfter(today, 1)) return fields.on.problem('a day that has come', `'${today}', for example`);
  if (until < on)
    return fields.until.problem(
      `a day from ${on} on, when it was checked`,
      `'${dayAfter(on, 90)}', for example`,
    );
  if (until < today)
    fields.until.warning('sign-off-expired', 'the day has passed, so the check is open again');
  return { by, on, until };
}
