/** What people accept of what the checks find. */
import {
  ACCEPTABLE,
  type AcceptableCode,
  type AcceptanceSettings,
} from '../../../lambdas/migration/contract/acceptances.ts';
import { dayAfter, dayOf } from '../../../lambdas/shared/contract/day.ts';
import { readEach } from '../../shared/config/lists.ts';
import { closest, type Place } from '../../shared/config/place.ts';
import { readDay, readLine, readText, readTextOrToken } from '../../shared/config/values.ts';

const CODES = Object.keys(ACCEPTABLE).filter((code): code is AcceptableCode =>
  Object.hasOwn(ACCEPTABLE, code),
);

/** @param now epoch milliseconds */
export function readAcceptances(place: Place, now: number): AcceptanceSettings[] {
  if (place.isLeftOut) return [];
  const example = `acceptances: [{ id: '${CODES[0]}', subject: 'main', reason: '…', until: '${dayAfter(dayOf(now), 90)}' }]`;
  return readEach(place, {
    of: 'an acceptance',
    atLeast: 0,
    atMost: 100,
    example,
    read: (at) => readAcceptance(at, now),
    keyOf: ({ id, subject }) => JSON.stringify([id, subject]),
    each: 'each finding',
  });
}

function readAcceptance(place: Place, now: number): AcceptanceSettings | undefined {
  const fields = place.fields(['id', 'subject', 'reason', 'until'], {
    what: 'an acceptance',
    synonyms: { code: 'id', finding: 'id', expires: 'until', why: 'reason' },
  });
  if (!fields) return undefined;
  const id = readCode(fields.id);
  const subject = readSubject(fields.subject);
  const reason = readLine(
    fields.reason,
    { what: 'why the finding may stay', example: "'us-west-1 has two zones only.', for example" },
    1000,
  );
  const until = readDay(
    fields.until,
    'the last day on which it holds',
    `'${dayAfter(dayOf(now), 90)}', for example`,
  );
  if (until !== undefined && until < dayOf(now))
    fields.until.warning('acceptance-expired', 'the day has passed, so the finding blocks again');
  return id && subject && reason && until ? { id, subject, reason, until } : undefined;
}

function readSubject(place: Place): string | undefined {
  const what = "the finding's subject, as the report has it";
  const text = readTextOrToken(place, { what, example: "'main', for example" });
  if (text === undefined || place.isToken || text.trim() === text) return text;
  return place.problem(`${what}, without spaces around it`, `'${text.trim()}'`);
}

function readCode(place: Place): AcceptableCode | undefined {
  const what = 'the code of a finding that can be accepted';
  const all = CODES.map((code) => `'${code}'`).join(', ');
  const text = readText(place, { what, example: all });
  const code = CODES.find((each) => each === text);
  if (text === undefined || code) return code;
  const meant = closest(text, CODES);
  return place.problem(what, meant ? `'${meant}', if that is meant` : `one of ${all}; fix any other finding`);
}
