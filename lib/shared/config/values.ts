/** Readers of single values: each gives the value, or reports at its place and gives undefined. */
import { Duration, Token } from 'aws-cdk-lib';
import { isDay } from '../../../lambdas/shared/contract/day.ts';
import { type DurationRange, meantDuration } from './meant-duration.ts';
import { type Place, show } from './place.ts';

interface Wanted {
  /** What is expected, e.g. `a DNS name`. */
  readonly what: string;
  /** What to write instead. */
  readonly example: string;
}

/** A text that must be known at synth. */
export function readText(place: Place, { what, example }: Wanted): string | undefined {
  if (place.isToken) return refuseToken(place, what, example);
  if (typeof place.value === 'string' && place.value !== '') return place.value;
  return place.problem(what, example);
}

/** A text or a token that stands for one; the token comes back encoded in a text. */
export function readTextOrToken(place: Place, { what, example }: Wanted): string | undefined {
  if (!place.isToken) return readText(place, { what, example });
  if (typeof place.value === 'number' || Array.isArray(place.value)) return place.problem(what, example);
  return Token.asString(place.value);
}

/** One of a few words. @param instead what to write for other words that one may expect */
export function readWord<W extends string>(
  place: Place,
  words: readonly W[],
  instead: Readonly<Record<string, string>> = {},
): W | undefined {
  const found = words.find((word) => word === place.value);
  const quoted = words.map((word) => `'${word}'`).join(' or ');
  const { value } = place;
  const hint = typeof value === 'string' && Object.hasOwn(instead, value) ? instead[value] : undefined;
  return found ?? place.problem(quoted, hint ?? quoted);
}

export function readFlag(place: Place, byDefault: boolean): boolean {
  if (place.isLeftOut) return byDefault;
  if (typeof place.value === 'boolean') return place.value;
  place.problem('true or false', `${byDefault} (the default), or ${!byDefault}`);
  return byDefault;
}

/** A text of limited length that isn't blank, known at synth. */
export function readLine(place: Place, wanted: Wanted, atMost: number): string | undefined {
  const text = readText(place, wanted)?.trim();
  if (text === undefined || (text !== '' && text.length <= atMost)) return text;
  return place.problem(`${wanted.what}, 1 to ${atMost} characters`, wanted.example);
}

/** A day of the calendar, `YYYY-MM-DD`. */
export function readDay(place: Place, what: string, example: string): string | undefined {
  const expected = `${what}: a day, YYYY-MM-DD`;
  if (place.value instanceof Date) return place.problem(expected, example, 'a Date');
  const text = readText(place, { what: expected, example });
  if (text === undefined) return undefined;
  return isDay(text) ? text : place.problem(expected, example);
}

interface NumberLimits {
  readonly what: string;
  readonly atLeast: number;
  readonly atMost: number;
  readonly whole: boolean;
  readonly byDefault?: number;
  /** What to write instead of less, where the limit itself is of no use. */
  readonly leastUseful?: number;
  /** Of one: somebody may have given percent. */
  readonly isShare?: true;
}

export function readNumber(place: Place, limits: NumberLimits): number | undefined {
  const { what, atLeast, atMost, whole, byDefault, leastUseful = atLeast, isShare } = limits;
  if (place.isLeftOut && byDefault !== undefined) return byDefault;
  const expected = `${what}: ${whole ? 'a whole number' : 'a number'} from ${atLeast} to ${atMost}`;
  const { value } = place;
  if (place.isToken) return refuseToken(place, expected, `the number itself`);
  if (typeof value !== 'number' || Number.isNaN(value)) {
    const meant = numberIn(value);
    const isWithin = meant !== undefined && meant >= atLeast && meant <= atMost;
    return place.problem(expected, isWithin ? `${meant}` : `${byDefault ?? leastUseful}, for example`);
  }
  if (value < atLeast) return place.problem(expected, `${leastUseful} or more`);
  if (isShare && value > 1 && value / 100 <= atMost) return place.problem(expected, `${value / 100}`);
  if (value > atMost) return place.problem(expected, `${atMost} or less`);
  if (whole && !Number.isInteger(value)) return place.problem(expected, `${Math.round(value)}`);
  return value;
}

/** The number that a text says, also as a percentage: `'5 %'`. */
function numberIn(value: unknown): number | undefined {
  const [, digits] = (typeof value === 'string' && /^\s*(\d+(?:\.\d+)?)\s*%?\s*$/.exec(value)) || [];
  return digits === undefined ? undefined : Number(digits);
}

export interface DurationLimits {
  readonly what: string;
  /** Seconds. */
  readonly atLeast: number;
  readonly atMost: number;
  /** Why the limits are as they are; part of the problem's text. */
  readonly because?: string;
  readonly byDefault?: number;
  /** Where there is no default: what many have there. */
  readonly usual?: number;
}

/** A CDK `Duration`, in whole seconds. */
export function readSeconds(place: Place, limits: DurationLimits): number | undefined {
  if (place.isLeftOut && limits.byDefault !== undefined) return limits.byDefault;
  const { what, atLeast, atMost, because } = limits;
  const reason = because ? ` (${because})` : '';
  const expected = `${what}: ${inWords(atLeast)} to ${inWords(atMost)}${reason}`;
  const milliseconds = readMilliseconds(place, expected, rangeOf(limits));
  if (milliseconds === undefined) return undefined;
  const seconds = milliseconds / 1000;
  const value = `Duration of ${inWords(seconds)}`;
  if (Number.isNaN(seconds) || seconds < atLeast)
    return place.problem(expected, `${asCode(atLeast)} or more`, value);
  if (seconds > atMost) return place.problem(expected, `${asCode(atMost)} or less`, value);
  if (!Number.isInteger(seconds))
    return place.problem(`${expected}, in whole seconds`, asCode(Math.ceil(seconds)), value);
  return seconds;
}

/** What people meant who gave no `Duration`, as far as that can be seen. Seconds. */
export function meantSeconds(value: unknown, limits: DurationLimits): number | undefined {
  const meant = meantDuration(value, rangeOf(limits));
  return meant && meant.milliseconds / 1000;
}

function rangeOf({ atLeast, atMost, byDefault, usual }: DurationLimits): DurationRange {
  const seconds = byDefault ?? usual ?? atLeast;
  return { atLeast: atLeast * 1000, atMost: atMost * 1000, usual: seconds * 1000, resolution: 1000 };
}

/** A CDK `Duration`, in milliseconds as they are: a fraction, NaN and Infinity included, within the range or not. */
export function readMilliseconds(place: Place, expected: string, range: DurationRange): number | undefined {
  const { value } = place;
  const example = asCode(range.usual / 1000);
  if (!(value instanceof Duration)) {
    const { code, guessed } = (place.isToken ? undefined : meantDuration(value, range)) ?? {};
    const isMeant = guessed === undefined ? code : `${code}, if ${guessed} are meant`;
    return place.problem(
      `${expected}; as a Duration, which has a unit`,
      isMeant ?? `${example}, for example`,
    );
  }
  if (value.isUnresolved()) return refuseToken(place, expected, example, 'a Duration of a token');
  try {
    return value.toMilliseconds({ integral: false });
  } catch (error) {
    return place.problem(expected, example, `a Duration that says: ${show(error)}`);
  }
}

const WORDS = { days: 'days', hours: 'h', minutes: 'min', seconds: 's' } as const;
/** So many of a unit, and more, are better said with a larger one: not 270 s but 4 min 30 s. */
const MANY = 100;

/** Seconds as one would say them: `90 s`, `2 h`, `4 min 30 s`, `365 days`. */
export function inWords(seconds: number): string {
  const [unit, size] = largestUnit(seconds);
  const [, larger] = UNITS.findLast(([, each]) => each > size) ?? [];
  const rest = larger === undefined ? 0 : seconds % larger;
  const isFew = seconds / size < MANY || seconds < 2 * (larger ?? 0);
  if (larger === undefined || isFew || !Number.isInteger(seconds)) return `${seconds / size} ${WORDS[unit]}`;
  return `${inWords(seconds - rest)} ${inWords(rest)}`;
}

/** Seconds as one would write them: `Duration.hours(2)`, `Duration.millis(10)`. */
export function asCode(seconds: number): string {
  if (!Number.isInteger(seconds)) return `Duration.millis(${seconds * 1000})`;
  const [unit, size] = largestUnit(seconds);
  return `Duration.${unit}(${seconds / size})`;
}

const UNITS = [
  ['days', 86_400],
  ['hours', 3_600],
  ['minutes', 60],
] as const;

/** The largest unit that says it in a whole number from 2 on, so that 60 s stay 60 s. */
function largestUnit(seconds: number): readonly ['days' | 'hours' | 'minutes' | 'seconds', number] {
  return UNITS.find(([, size]) => seconds % size === 0 && seconds / size >= 2) ?? ['seconds', 1];
}

function refuseToken(
  place: Place,
  what: string,
  example: string,
  value = 'a token, which is resolved only at deploy time',
): undefined {
  return place.problem(
    `${what}, known at synth: it is checked then and becomes part of the plan`,
    example,
    value,
  );
}
