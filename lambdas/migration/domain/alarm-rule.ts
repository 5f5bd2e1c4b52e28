/**
 * The rule of a composite alarm. Sources: "Rule expressions" and "Alarm references" in CloudWatch's user guide
 * (alarm-combining), `AlarmRule` of PutCompositeAlarm, and for AT_LEAST also `AlarmRule` of aws-cdk-lib.
 *
 *     rule   = and { "OR" and }
 *     and    = factor { "AND" factor }
 *     factor = "NOT" factor | "(" rule ")" | "TRUE" | "FALSE"
 *            | state "(" alarm ")"
 *            | "AT_LEAST" "(" n [ "%" ] "," [ "NOT" ] state "," "(" alarm { "," alarm } ")" ")"
 *     state  = "ALARM" | "OK" | "INSUFFICIENT_DATA"
 *     alarm  = a name or an ARN: bare, without spaces, parentheses and commas,
 *              or in double quotes, with \" for a quote and \\ for a backslash
 *
 * How a quote is written isn't in every source: docs/adr/0020-what-aws-leaves-open.md. Read otherwise, no rule is taken for
 * another one: it can't be read, or names an alarm that isn't there.
 *
 * Words count in any case: CloudWatch's guide itself writes `False`. Nothing is skipped: what doesn't fit is where
 * the reading stops.
 */

import { ALARM_STATES, type AlarmState } from './alarm.ts';
import type { Reading } from './reading.ts';

export type AlarmRule =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'state'; readonly state: AlarmState; readonly alarm: string }
  | { readonly kind: 'not'; readonly of: AlarmRule }
  | { readonly kind: 'and' | 'or'; readonly of: readonly AlarmRule[] }
  | AtLeast;

interface AtLeast {
  readonly kind: 'at-least';
  readonly threshold: number;
  readonly unit: 'alarms' | 'percent';
  readonly state: AlarmState;
  /** True for `NOT ALARM` and its like. */
  readonly negated: boolean;
  readonly alarms: readonly string[];
}

/** The rule, or where it stops being one: `expected ")" at character 9, found "b"`. */
export function parseAlarmRule(text: string): Reading<AlarmRule> {
  const tokens = new Tokens(text);
  try {
    const rule = readOr(tokens);
    tokens.requireEnd();
    return { known: true, value: rule };
  } catch (error) {
    if (error instanceof NoRule) return { known: false, why: error.message };
    throw error;
  }
}

/** The names of the alarms that a rule's text refers to; none if it can't be read. */
export function alarmsNamedIn(text: string): readonly string[] {
  const rule = parseAlarmRule(text);
  return rule.known ? alarmsIn(rule.value) : [];
}

/** The names of the alarms that a rule refers to, each once. An alarm given by its ARN has the name at its end. */
export function alarmsIn(rule: AlarmRule): readonly string[] {
  return [...new Set(references(rule))];
}

function references(rule: AlarmRule): readonly string[] {
  switch (rule.kind) {
    case 'constant':
      return [];
    case 'state':
      return [rule.alarm];
    case 'not':
      return references(rule.of);
    case 'and':
    case 'or':
      return rule.of.flatMap(references);
    case 'at-least':
      return rule.alarms;
  }
}

/**
 * False for a rule that is never true, whatever the states of its alarms: `FALSE`, or `ALARM(a) AND FALSE`. Each
 * reference is taken by itself, so `ALARM(a) AND OK(a)` isn't noticed.
 */
export function canBeTrue(rule: AlarmRule): boolean {
  switch (rule.kind) {
    case 'constant':
      return rule.value;
    case 'state':
      return true;
    case 'not':
      return canBeFalse(rule.of);
    case 'and':
      return rule.of.every(canBeTrue);
    case 'or':
      return rule.of.some(canBeTrue);
    case 'at-least':
      return rule.unit === 'percent' ? rule.threshold <= 100 : rule.threshold <= rule.alarms.length;
  }
}

function canBeFalse(rule: AlarmRule): boolean {
  switch (rule.kind) {
    case 'constant':
      return !rule.value;
    case 'state':
      return true;
    case 'not':
      return canBeTrue(rule.of);
    case 'and':
      return rule.of.some(canBeFalse);
    case 'or':
      return rule.of.every(canBeFalse);
    case 'at-least':
      return rule.threshold > 0;
  }
}

class NoRule extends Error {}

interface Token {
  /** A quoted one without its quotes and escapes. */
  readonly text: string;
  readonly quoted: boolean;
  /** Where it begins and ends in the rule. */
  readonly from: number;
  readonly to: number;
}

const SPACE = /[ \t\r\n]*/y;
/** A parenthesis or comma; a quoted text; a bare one. A quote that isn't closed is no token. */
const TOKEN = /([(),])|"((?:[^"\\]|\\.)*)"|([^ \t\r\n(),"][^ \t\r\n(),]*)/suy;

/** What is left of a rule, token by token. */
class Tokens {
  readonly #text: string;
  #from = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The next token; undefined at the end, and where there is none. */
  peek(): Token | undefined {
    const from = this.#next();
    TOKEN.lastIndex = from;
    const [, sign, quoted, bare] = TOKEN.exec(this.#text) ?? [];
    const text = sign ?? bare ?? quoted?.replace(/\\(["\\])/g, '$1');
    return text === undefined ? undefined : { text, quoted: quoted !== undefined, from, to: TOKEN.lastIndex };
  }

  /** Takes the next token if it is this word or sign. */
  takes(word: string): boolean {
    const token = this.peek();
    if (!token || token.quoted || token.text.toUpperCase() !== word) return false;
    this.take(token);
    return true;
  }

  take({ to }: Token): void {
    this.#from = to;
  }

  require(sign: string): void {
    if (!this.takes(sign)) this.stop(`"${sign}"`);
  }

  requireEnd(): void {
    if (this.#next() < this.#text.length) this.stop('"AND", "OR" or the end');
  }

  /** @throws NoRule with what was expected in place of the next token */
  stop(expected: string): never {
    const at = this.#next();
    const found = this.peek()?.text ?? this.#text.slice(at);
    throw new NoRule(
      `expected ${expected} at character ${at + 1}, found ${found === '' ? 'nothing' : `"${found}"`}`,
    );
  }

  /** Where the next token begins. */
  #next(): number {
    SPACE.lastIndex = this.#from;
    SPACE.exec(this.#text);
    return SPACE.lastIndex;
  }
}

function readOr(tokens: Tokens): AlarmRule {
  return readJoined(tokens, 'OR', readAnd);
}

function readAnd(tokens: Tokens): AlarmRule {
  return readJoined(tokens, 'AND', readFactor);
}

function readJoined(tokens: Tokens, word: 'AND' | 'OR', read: (tokens: Tokens) => AlarmRule): AlarmRule {
  const first = read(tokens);
  const others: AlarmRule[] = [];
  while (tokens.takes(word)) others.push(read(tokens));
  if (others.length === 0) return first;
  return { kind: word === 'AND' ? 'and' : 'or', of: [first, ...others] };
}

function readFactor(tokens: Tokens): AlarmRule {
  if (tokens.takes('NOT')) return { kind: 'not', of: readFactor(tokens) };
  if (tokens.takes('(')) {
    const rule = readOr(tokens);
    tokens.require(')');
    return rule;
  }
  if (tokens.takes('TRUE')) return { kind: 'constant', value: true };
  if (tokens.takes('FALSE')) return { kind: 'constant', value: false };
  if (tokens.takes('AT_LEAST')) return readAtLeast(tokens);
  const state = readState(tokens, 'an alarm, "NOT", "TRUE", "FALSE" or "("');
  tokens.require('(');
  const alarm = readAlarm(tokens);
  tokens.require(')');
  return { kind: 'state', state, alarm };
}

/** After the word itself. */
function readAtLeast(tokens: Tokens): AtLeast {
  tokens.require('(');
  const threshold = readThreshold(tokens);
  tokens.require(',');
  const negated = tokens.takes('NOT');
  const state = readState(tokens, 'a state');
  tokens.require(',');
  tokens.require('(');
  const alarms = [readAlarm(tokens)];
  while (tokens.takes(',')) alarms.push(readAlarm(tokens));
  tokens.require(')');
  tokens.require(')');
  return { kind: 'at-least', ...threshold, negated, state, alarms };
}

function readThreshold(tokens: Tokens): Pick<AtLeast, 'threshold' | 'unit'> {
  const token = tokens.peek();
  const [, digits, sign] = token?.text.match(/^(\d+)(%?)$/) ?? [];
  if (!token || token.quoted || digits === undefined) return tokens.stop('a number or a percentage');
  tokens.take(token);
  return { threshold: Number(digits), unit: sign === '%' ? 'percent' : 'alarms' };
}

function readState(tokens: Tokens, expected: string): AlarmState {
  return ALARM_STATES.find((state) => tokens.takes(state)) ?? tokens.stop(expected);
}

const ARN = /^arn:[^:]+:cloudwatch:[^:]*:[^:]*:alarm:(?=.)/s;

function readAlarm(tokens: Tokens): string {
  const token = tokens.peek();
  const isName = token && token.text !== '' && (token.quoted || !/^[(),]$/.test(token.text));
  if (!isName) return tokens.stop("an alarm's name");
  tokens.take(token);
  return token.text.replace(ARN, '');
}
