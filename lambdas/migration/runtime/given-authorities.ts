import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentValue } from '../../shared/runtime/environment.ts';
import { AUTHORITIES_FILE } from '../contract/environment.ts';

/** The databases' authorities that were deployed beside the function's code, PEM; none where the configuration has none. */
export function givenAuthorities(folder = environmentValue('LAMBDA_TASK_ROOT')): string[] {
  const path = join(folder, AUTHORITIES_FILE);
  return existsSync(path) ? [readFileSync(path, 'utf8')] : [];
}
