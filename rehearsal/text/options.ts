/** What is wrong with the options of a command that takes no other words. */
import { parseArgs } from 'node:util';
import { meant } from './meant.ts';

/** As `parseArgs` takes them. */
export type Options = Readonly<
  Record<string, { readonly type: 'boolean' | 'string'; readonly multiple?: boolean }>
>;

export interface ParsedOptions {
  readonly problems: readonly string[];
  /** Whether an option without a value is given. */
  has(name: string): boolean;
  /** The last value of an option; '' where it isn't given. */
  text(name: string): string;
  texts(name: string): readonly string[];
}

/** Reports all that is wrong at once: `parseArgs`, if it is strict, reports the first. */
export function parseOptions(args: readonly string[], options: Options): ParsedOptions {
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const texts = (name: string) => [values[name]].flat().filter((each) => typeof each === 'string');
  return {
    problems: [
      ...tokens.flatMap((token) => (token.kind === 'option' ? optionProblems(token, options) : [])),
      ...positionals.map((word) => `${word}: expected options only`),
    ],
    has: (name) => values[name] === true,
    text: (name) => texts(name).at(-1) ?? '',
    texts,
  };
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
  // The next option, where a value was forgotten.
  return value && !value.startsWith('-') ? [] : [`${rawName}: expected a value`];
}
