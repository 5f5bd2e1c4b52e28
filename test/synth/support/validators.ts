import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keptFor } from '../../../lib/shared/functions/kept-texts.ts';
import type { Definition } from './definition.ts';

const PROJECT = join(import.meta.dirname, '../../..');
const STATELINT = join(PROJECT, '.venv/bin/statelint');

/** What a validator finds wrong in a definition. */
type Validator = (definition: Definition) => readonly string[];
type Name = 'asl-validator' | 'statelint';

/**
 * What other people's validators find wrong in definitions, by these's names. Kept until a definition or a validator
 * changes: one of them compiles all its rules for each definition, the other one is a process for each.
 */
export function errorsIn(definitions: Readonly<Record<string, Definition>>) {
  const files = [import.meta.filename, join(PROJECT, 'scripts/statelint-requirements.txt')];
  const options = [definitions, ...files.map((path) => readFileSync(path, 'utf8'))];
  const { errors } = keptFor('definition-errors', { project: PROJECT, sources: [], options }, () => ({
    errors: JSON.stringify({
      'asl-validator': all(definitions, aslValidator),
      statelint: all(definitions, statelint),
    }),
  }));
  const found: Readonly<Record<Name, Readonly<Record<string, readonly string[]>>>> = JSON.parse(
    errors?.text() ?? '{}',
  );
  return (validator: Name, machine: string): readonly string[] | undefined => found[validator][machine];
}

function all(definitions: Readonly<Record<string, Definition>>, validator: Validator): object {
  return Object.fromEntries(
    Object.entries(definitions).map(([name, definition]) => [name, validator(definition)]),
  );
}

function aslValidator(definition: Definition): readonly string[] {
  const validate: (definition: Definition) => {
    readonly isValid: boolean;
    readonly errorsText: (separator: string) => string;
  } = createRequire(import.meta.url)('asl-validator');
  // It writes into what it is given.
  const { isValid, errorsText } = validate(structuredClone(definition));
  return isValid ? [] : errorsText('\n').split('\n');
}

/**
 * All but what it does not know: that a Wait's Timestamp and a Task's TimeoutSeconds and HeartbeatSeconds may be expressions in JSONata, and (by its own option) that
 * a whole number is a rate too.
 */
function statelint(definition: Definition): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'kops-cutover-statelint-'));
  try {
    const file = join(folder, 'definition.json');
    writeFileSync(file, JSON.stringify(definition));
    const { status, stdout, stderr, error } = spawnSync(STATELINT, ['--ignore', 'FLOAT', file], {
      encoding: 'utf8',
    });
    if (error) throw error;
    if (status !== 0 && status !== 1) throw new Error(`statelint ended with ${status}: ${stderr}`);
    const known =
      /\.(?:Timestamp|Seconds|TimeoutSeconds|HeartbeatSeconds) is "\{% .* %\}" but should be an? (?:RFC3339 timestamp|Integer|integer.*)$|errors?:$/;
    return stdout.split('\n').filter((line) => line.trim() !== '' && !known.test(line));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
