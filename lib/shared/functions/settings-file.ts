import { Token } from 'aws-cdk-lib';

export interface SettingsFile {
  /** The file's text; a value that is known only at deploy time stands as `${Token[i]}`. */
  readonly text: string;
  /** Those values, each once. */
  readonly tokens: readonly string[];
}

/**
 * The settings as a file beside a function's code. CDK numbers its own token marks in the order in which
 * constructs are made; numbering them anew, by place in the settings, keeps the file and so its hash the same.
 */
export function settingsFile(settings: object): SettingsFile {
  const tokens: string[] = [];
  const text = JSON.stringify(settings, (key, value) => withPlaceholder(key, value, tokens), 2);
  return { text: `${text}\n`, tokens };
}

function withPlaceholder(key: string, value: unknown, tokens: string[]): unknown {
  if (!Token.isUnresolved(value)) return value;
  if (typeof value !== 'string') {
    throw new Error(
      `${key}: only texts may be tokens that are resolved at deploy time; write the ${typeof value} itself.`,
    );
  }
  if (!tokens.includes(value)) tokens.push(value);
  return `\${Token[${tokens.indexOf(value)}]}`;
}
