import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { ABOUT } from './about.ts';

const PACKAGE = `${ABOUT.name}-rehearsal`;
const FORWARDED = ['SIGTERM', 'SIGHUP'] as const;

/** Rehearses by the package that has what this takes, if the project has it. @returns the exit code */
export async function rehearse(args: readonly string[], cwd = process.cwd()): Promise<number> {
  const folder = installed(cwd);
  const found = folder === undefined ? 'is not installed' : otherVersion(folder);
  if (folder !== undefined && found === undefined)
    return await run(join(folder, 'scripts/run.mjs'), [join(folder, 'cli/rehearse.mjs'), ...args]);
  process.stderr.write(
    `${PACKAGE} ${found}. Install it: npm install --save-dev ${PACKAGE}@${ABOUT.version}\n`,
  );
  return 1;
}

/** What is wrong with the version of the package in this folder; undefined if nothing is. */
function otherVersion(folder: string): string | undefined {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return version === ABOUT.version ? undefined : `is ${version}, but ${ABOUT.name} is ${ABOUT.version}`;
}

function installed(cwd: string): string | undefined {
  try {
    return dirname(createRequire(join(cwd, 'package.json')).resolve(`${PACKAGE}/package.json`));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    return undefined;
  }
}

/** Ends when it ends, also if it takes a while to end after a signal. */
async function run(program: string, args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [program, ...args], { stdio: 'inherit' });
  // A terminal sends this to both.
  process.on('SIGINT', () => undefined);
  for (const signal of FORWARDED) process.on(signal, () => child.kill(signal));
  await once(child, 'exit');
  return child.exitCode ?? 128 + constants.signals[child.signalCode ?? 'SIGKILL'];
}
