/** What is wrong with the options of a command, and what they say. */
import { parseArgs } from 'node:util';
import { meant } from './meant.ts';

export interface Option {
  readonly type: 'boolean' | 'string';
  readonly multiple?: boolean;
  /** Which values it takes; left out, any. */
  readonly takes?: { readonly isGood: (value: string) => boolean; readonly words: string };
}

export type Options = Readonly<Record<string, Option>>;

export interface ParsedOptions {
  readonly problems: readonly string[];
  /** Whether an option without a value is given. */
  has(name: string): boolean;
  /** Whether an option is given, with a value or without. */
  isGiven(name: string): boolean;
  /** The last value of an option; '' where it isn't given. */
  text(name: string): string;
  texts(name: string): readonly string[];
}

export interface ParsedWords extends ParsedOptions {
  /** What else is given. */
  readonly words: readonly string[];
}

/** Of a command that takes no other words. */
export function parseOptions(args: readonly string[], options: Options): ParsedOptions {
  const { words, problems, ...parsed } = parseWords(args, options);
  return { ...parsed, problems: [...problems, ...words.map((word) => `${word}: expected options only`)] };
}

/** Reports all that is wrong at once: `parseArgs`, if it is strict, reports the first. */
export function parseWords(args: readonly string[], options: Options): ParsedWords {
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const texts = (name: string) => [values[name]].flat().filter((each) => typeof each === 'string');
  return {
    problems: tokens.flatMap((token) => (token.kind === 'option' ? optionProblems(token, options) : [])),
    words: positionals,
    has: (name) => values[name] === true,
    isGiven: (name) => values[name] !== undefined,
    text: (name) => texts(name).at(-1) ?? '',
    texts,
  };
}

/** Not the next option, where a value was forgotten. */
export function isValue(text: string): boolean {
  return text !== '' && !text.startsWith('-');
}

interface Given {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
}

function optionProblems({ name, rawName, value }: Given, options: Options): readonly string[] {
  const known = Object.hasOwn(options, name) ? options[name] : undefined;
  if (!known)
    return [
      `there is no option ${rawName}${meant(name, Object.keys(options), '--') || '; --help shows them'}`,
    ];
  if (known.type === 'boolean') return value === undefined ? [] : [`${rawName}=${value}: it takes no value`];
  const { takes } = known;
  if (value !== undefined && (takes ? takes.isGood(value) : isValue(value))) return [];
  if (!takes) return [`${rawName}: expected a value`];
  return [`${[rawName, ...(value ? [value] : [])].join(' ')}: expected ${takes.words}`];
}
