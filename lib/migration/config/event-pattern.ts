/**
 * Patterns of EventBridge. Source: "Creating Amazon EventBridge event patterns" and "Comparison operators for use in event patterns"
 * in its user guide.
 */
import type { EventPattern, PatternValue } from '../../../lambdas/migration/contract/signals.ts';
import type { Place } from '../../shared/config/place.ts';
import { PATTERN_LIMIT } from '../roll-back/alarm-patterns.ts';

const EXAMPLE =
  "{ source: ['aws.partner/datadog.com'], detail: { alert_transition: ['Triggered'] } }, for example";
/** EventBridge's own names of an event's fields, by those of the configuration. */
const FIELDS = {
  source: 'source',
  detailType: 'detail-type',
  account: 'account',
  region: 'region',
  resources: 'resources',
  detail: 'detail',
} as const;
const LIST = 'a list of at least one value or condition';
const LIST_EXAMPLE = "['Triggered'] or [{ prefix: 'checkout-' }], for example";

type Check = (operand: unknown) => boolean;

const isText: Check = (operand) => typeof operand === 'string' && operand !== '';
const isNumber: Check = (operand) => typeof operand === 'number' && Number.isFinite(operand);
const isTexts: Check = (operand) =>
  isText(operand) || (Array.isArray(operand) && operand.length > 0 && operand.every(isText));
const isTextOfAnyCase: Check = (operand) =>
  isText(operand) || hasOne(operand, { 'equals-ignore-case': isText });

const OPERATORS: Readonly<Record<string, Check>> = {
  prefix: isTextOfAnyCase,
  suffix: isTextOfAnyCase,
  'equals-ignore-case': isText,
  wildcard: isText,
  cidr: isText,
  exists: (operand) => typeof operand === 'boolean',
  numeric: isComparison,
  'anything-but': (operand) =>
    isTexts(operand) ||
    isNumber(operand) ||
    (Array.isArray(operand) && operand.length > 0 && operand.every(isNumber)) ||
    hasOne(operand, { prefix: isTexts, suffix: isTexts, wildcard: isTexts, 'equals-ignore-case': isTexts }),
};

/** As a rule takes it; undefined where something is wrong, which is reported. */
export function readEventPattern(place: Place, what: string): EventPattern | undefined {
  const names = Object.keys(FIELDS) as (keyof typeof FIELDS)[];
  const fields = place.fields(names, {
    what,
    example: EXAMPLE,
    synonyms: { 'detail-type': 'detailType', sources: 'source' },
  });
  if (!fields) return undefined;
  const read = names.flatMap((name) => {
    const at = fields[name];
    if (at.isLeftOut) return [];
    const value = name === 'detail' ? readNested(at) : readValues(at);
    return [[FIELDS[name], value] as const];
  });
  if (read.length === 0) return place.problem(`${what}: at least one field of an event`, EXAMPLE);
  if (read.some(([, value]) => value === undefined)) return undefined;
  const pattern = Object.fromEntries(read) as EventPattern;
  const { length } = JSON.stringify(pattern);
  if (length <= PATTERN_LIMIT) return pattern;
  return place.problem(
    `${what} of at most ${PATTERN_LIMIT} characters as JSON, as EventBridge takes it`,
    'a shorter one: prefixes in place of long lists',
    `one of ${length}`,
  );
}

/** Fields within an event's detail. */
function readNested(place: Place): PatternValue | undefined {
  if (Array.isArray(place.value)) return readValues(place);
  const entries = place.entries(
    "fields of an event's detail",
    "{ alert_transition: ['Triggered'] }, for example",
  );
  if (!entries) return undefined;
  if (entries.length === 0) return place.problem('at least one field', LIST_EXAMPLE);
  const read = entries.map(
    ([name, at]) => [name, name === '$or' ? readAlternatives(at) : readNested(at)] as const,
  );
  if (read.some(([, value]) => value === undefined)) return undefined;
  return Object.fromEntries(read) as EventPattern;
}

function readAlternatives(place: Place): PatternValue | undefined {
  const read = place
    .items({ of: 'an alternative', atLeast: 2, atMost: 100, example: "$or: [{ a: ['x'] }, { b: ['y'] }]" })
    ?.map(readNested);
  return read?.every((one) => one !== undefined) ? read : undefined;
}

function readValues(place: Place): PatternValue | undefined {
  const { value } = place;
  if (place.isToken) return place.problem(`${LIST}, known at synth`, LIST_EXAMPLE, 'a token');
  if (!Array.isArray(value) || value.length === 0) return place.problem(LIST, LIST_EXAMPLE);
  const wrong = value.findIndex((each) => !isLiteral(each) && !hasOne(each, OPERATORS));
  if (wrong < 0) return value;
  return place.problem(
    `${LIST}, each a text, a number, true, false, null or one of ${Object.keys(OPERATORS).join(', ')}`,
    LIST_EXAMPLE,
  );
}

function isLiteral(value: unknown): value is string | number | boolean | null {
  return value === null || ['string', 'boolean'].includes(typeof value) || isNumber(value);
}

/** An object with just one key, which is known and fits. */
function hasOne(value: unknown, known: Readonly<Record<string, Check>>): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const [[name, operand] = ['', undefined], ...others] = Object.entries(value);
  return others.length === 0 && Object.hasOwn(known, name) && known[name]?.(operand) === true;
}

/** `['>', 0, '<=', 5]`. */
function isComparison(operand: unknown): boolean {
  if (!Array.isArray(operand)) return false;
  const [first, one, second, other] = operand;
  if (operand.length === 2) return ['=', '<', '<=', '>', '>='].includes(first) && isNumber(one);
  const isRange = ['>', '>='].includes(first) && ['<', '<='].includes(second);
  return operand.length === 4 && isRange && isNumber(one) && isNumber(other) && one < other;
}

/**
 * Whether no event can match both, as far as one field alone proves it: there, each value that one pattern takes is refused by the
 * other. A field with a list in the event proves nothing: it may contain a value for each.
 */
export function areExclusive(one: PatternValue, other: PatternValue): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.every((each) => other.every((another) => excludes(each, another) || excludes(another, each)));
  if (!isFields(one) || !isFields(other)) return false;
  return Object.entries(one).some(([name, value]) => {
    const against = name === '$or' || name === 'resources' ? undefined : other[name];
    return against !== undefined && areExclusive(value, against);
  });
}

function isFields(value: PatternValue): value is EventPattern {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether no value of `one` is a value of `other`. */
function excludes(one: PatternValue, other: PatternValue): boolean {
  if (isFields(one)) return one.exists === false && !(isFields(other) && other.exists === false);
  if (!isFields(other)) return one !== other;
  const { prefix, suffix, 'anything-but': but } = other;
  if (typeof one === 'string' && typeof prefix === 'string') return !one.startsWith(prefix);
  if (typeof one === 'string' && typeof suffix === 'string') return !one.endsWith(suffix);
  return Array.isArray(but) ? but.includes(one) : but !== undefined && but === one;
}
