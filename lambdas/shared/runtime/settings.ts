import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SETTINGS_FILE, SETTINGS_TOKENS } from '../contract/environment.ts';
import { ERRORS } from '../contract/errors.ts';
import { NamedError } from '../domain/named-error.ts';
import { environmentValue } from './environment.ts';

/**
 * Reads the settings that were deployed beside the function's code, with deploy-time values put in place.
 * They were checked at synth; here only their being whole is checked.
 * @throws InvalidSettings when the file is missing or damaged, or a deploy-time value is.
 */
export function readSettings<Settings>(folder = environmentValue('LAMBDA_TASK_ROOT')): Settings {
  const path = join(folder, SETTINGS_FILE);
  try {
    const tokens: unknown = JSON.parse(process.env[SETTINGS_TOKENS] ?? '[]');
    return JSON.parse(readFileSync(path, 'utf8'), (_key, value) => resolveToken(value, tokens));
  } catch (error) {
    throw new NamedError(
      ERRORS.invalidSettings,
      `${path} cannot be read as settings: ${(error as Error).message}. Deploy the stack again.`,
      { cause: error },
    );
  }
}

function resolveToken(value: unknown, tokens: unknown): unknown {
  if (typeof value !== 'string' || !value.includes('${Token[')) return value;
  return value.replace(/\$\{Token\[(\d+)\]\}/g, (mark, index) => {
    const resolved: unknown = Array.isArray(tokens) ? tokens[Number(index)] : undefined;
    if (typeof resolved !== 'string') throw new Error(`${mark} has no value in ${SETTINGS_TOKENS}`);
    return resolved;
  });
}
