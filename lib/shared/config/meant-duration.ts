/** Which `Duration` is meant by a number, which has no unit, or by a text. */
import { Duration } from 'aws-cdk-lib';

/** Milliseconds. */
export interface DurationRange {
  readonly atLeast: number;
  readonly atMost: number;
  /** What most people have there: the default, where there is one. */
  readonly usual: number;
  /** It is a multiple of this. */
  readonly resolution: number;
}

interface Meant {
  /** What to write: `Duration.days(1)`. */
  readonly code: string;
  readonly milliseconds: number;
  /** That of a number without one is a guess. */
  readonly guessed?: string;
}

const UNITS = [
  { create: 'millis', word: 'milliseconds', milliseconds: 1, texts: /^(?:ms|millis|milliseconds?)$/i },
  { create: 'seconds', word: 'seconds', milliseconds: 1_000, texts: /^s(?:ecs?|econds?)?$/i },
  { create: 'minutes', word: 'minutes', milliseconds: 60_000, texts: /^m(?:ins?|inutes?)?$/i },
  { create: 'hours', word: 'hours', milliseconds: 3_600_000, texts: /^h(?:rs?|ours?)?$/i },
  { create: 'days', word: 'days', milliseconds: 86_400_000, texts: /^d(?:ays?)?$/i },
] as const;
type Unit = (typeof UNITS)[number];

/** So many minutes, and more, are seldom meant: 3600 are seconds. */
const MANY = 100;

/** @returns undefined where nothing within the range can be meant */
export function meantDuration(value: unknown, range: DurationRange): Meant | undefined {
  if (typeof value === 'number') return meantByNumber(value, range);
  return typeof value === 'string' ? meantByText(value.trim(), range) : undefined;
}

/** In the unit that fits the range; of several, the one that comes nearest to what is usual. */
function meantByNumber(amount: number, range: DurationRange): Meant | undefined {
  const distance = ({ milliseconds }: Unit) => Math.abs(Math.log((amount * milliseconds) / range.usual));
  const isSeldom = (unit: Unit) => amount >= MANY && unit.milliseconds >= 60_000;
  const [unit] = UNITS.filter((each) => isWithin(amount * each.milliseconds, range)).toSorted(
    (a, b) => Number(isSeldom(a)) - Number(isSeldom(b)) || distance(a) - distance(b),
  );
  return unit && { ...inUnit(amount, unit), guessed: unit.word };
}

function meantByText(text: string, range: DurationRange): Meant | undefined {
  const [, digits, word = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text) ?? [];
  if (digits !== undefined && word === '') return meantByNumber(Number(digits), range);
  const unit = UNITS.find(({ texts }) => texts.test(word));
  const meant = digits !== undefined && unit ? inUnit(Number(digits), unit) : meantByIso(text);
  return meant && isWithin(meant.milliseconds, range) ? meant : undefined;
}

/** ISO 8601, as far as CDK reads it: `PT12H`. */
function meantByIso(text: string): Meant | undefined {
  if (!/^P(?=\w)/.test(text)) return undefined;
  try {
    return {
      code: `Duration.parse('${text}')`,
      milliseconds: Duration.parse(text).toMilliseconds({ integral: false }),
    };
  } catch {
    return undefined;
  }
}

function inUnit(amount: number, { create, milliseconds }: Unit): Meant {
  return { code: `Duration.${create}(${amount})`, milliseconds: amount * milliseconds };
}

function isWithin(milliseconds: number, { atLeast, atMost, resolution }: DurationRange): boolean {
  return milliseconds >= atLeast && milliseconds <= atMost && milliseconds % resolution === 0;
}
