/**
 * The rule of a composite alarm. Source: "Rule expressions" in CloudWatch's user guide, `AlarmRule` of
 * PutCompositeAlarm; SPEC.md, "Composite alarms". Words count in any case; NOT binds first, then AND, then OR.
 */
import type { AlarmState } from './alarm-rules.ts';

export interface CompositeRule {
  /** Names of the alarms that it refers to, each once. */
  readonly children: readonly string[];
  readonly isTrue: (stateOf: (alarm: string) => AlarmState) => boolean;
}

export class RuleNotRead extends Error {}

type Test = (stateOf: (alarm: string) => AlarmState) => boolean;

const STATES: readonly AlarmState[] = ['ALARM', 'OK', 'INSUFFICIENT_DATA'];
/** A sign; a name in quotes; a word or a bare name. */
const TOKEN = /\s*(?:([(),])|"((?:[^"\\]|\\.)*)"|([^\s(),"]+))/y;
const ARN = /^arn:[^:]+:cloudwatch:[^:]*:[^:]*:alarm:(?=.)/;

/** @param given an alarm's name, or its ARN */
export function nameOfAlarm(given: string): string {
  return given.replace(ARN, '');
}

/** @throws RuleNotRead saying where it stops being a rule */
export function readCompositeRule(text: string): CompositeRule {
  const reader = new Reader(tokensOf(text));
  const isTrue = reader.either();
  reader.end();
  return { children: [...new Set(reader.children)], isTrue };
}

/** The alarms that it refers to. A rule that can't be read leads nowhere: the world refuses it, with the reason. */
export function childrenIn(rule: string): readonly string[] {
  try {
    return readCompositeRule(rule).children;
  } catch (error) {
    if (error instanceof RuleNotRead) return [];
    throw error;
  }
}

interface Token {
  readonly text: string;
  /** In quotes it is a name, whatever it says. */
  readonly isQuoted: boolean;
  /** Characters before it. */
  readonly at: number;
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const { length } = text.trimEnd();
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < length; ) {
    const at = TOKEN.lastIndex;
    const [, sign, quoted, bare] = TOKEN.exec(text) ?? [];
    const found = sign ?? bare ?? quoted?.replace(/\\(["\\])/g, '$1');
    if (found === undefined) throw new RuleNotRead(`a quote that is not closed, after character ${at}`);
    tokens.push({ text: found, isQuoted: quoted !== undefined, at });
  }
  return tokens;
}

class Reader {
  readonly children: string[] = [];
  readonly #tokens: Token[];

  constructor(tokens: readonly Token[]) {
    this.#tokens = [...tokens];
  }

  either(): Test {
    const tests = [this.#all()];
    while (this.#takes('OR')) tests.push(this.#all());
    return (stateOf) => tests.some((test) => test(stateOf));
  }

  end(): void {
    if (this.#tokens.length > 0) this.#stop('AND, OR or the end');
  }

  #all(): Test {
    const tests = [this.#one()];
    while (this.#takes('AND')) tests.push(this.#one());
    return (stateOf) => tests.every((test) => test(stateOf));
  }

  #one(): Test {
    if (this.#takes('NOT')) {
      const test = this.#one();
      return (stateOf) => !test(stateOf);
    }
    if (this.#takes('(')) return this.#closed(this.either());
    if (this.#takes('TRUE')) return () => true;
    if (this.#takes('FALSE')) return () => false;
    if (this.#takes('AT_LEAST')) return this.#atLeast();
    const state = this.#state();
    this.#require('(');
    const alarm = this.#alarm();
    return this.#closed((stateOf) => stateOf(alarm) === state);
  }

  #atLeast(): Test {
    this.#require('(');
    const [, digits, sign] = /^(\d+)(%?)$/.exec(this.#tokens.shift()?.text ?? '') ?? [];
    if (digits === undefined) this.#stop('a number or a percentage');
    this.#require(',');
    const isNegated = this.#takes('NOT');
    const state = this.#state();
    this.#require(',');
    this.#require('(');
    const alarms = [this.#alarm()];
    while (this.#takes(',')) alarms.push(this.#alarm());
    this.#require(')');
    const needed = sign === '%' ? (Number(digits) / 100) * alarms.length : Number(digits);
    return this.#closed(
      (stateOf) => alarms.filter((alarm) => (stateOf(alarm) === state) !== isNegated).length >= needed,
    );
  }

  #closed(test: Test): Test {
    this.#require(')');
    return test;
  }

  #state(): AlarmState {
    return STATES.find((state) => this.#takes(state)) ?? this.#stop('a state, NOT, TRUE, FALSE or "("');
  }

  #alarm(): string {
    const token = this.#tokens[0];
    if (!token || token.text === '' || (!token.isQuoted && /^[(),]$/.test(token.text)))
      return this.#stop("an alarm's name");
    this.#tokens.shift();
    const name = nameOfAlarm(token.text);
    this.children.push(name);
    return name;
  }

  #takes(word: string): boolean {
    const token = this.#tokens[0];
    if (!token || token.isQuoted || token.text.toUpperCase() !== word) return false;
    this.#tokens.shift();
    return true;
  }

  #require(sign: string): void {
    if (!this.#takes(sign)) this.#stop(`"${sign}"`);
  }

  #stop(expected: string): never {
    const token = this.#tokens[0];
    const found = token ? `"${token.text}" after character ${token.at}` : 'the end';
    throw new RuleNotRead(`a rule with ${found} where ${expected} belongs`);
  }
}
