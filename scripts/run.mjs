// Sets the project up, then runs one of its programs with the Node that the project pins:
//   node scripts/run.mjs <entry.ts> [argument …]
// Ends with the program's exit code, when the program's whole process group is gone.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetUpError } from './set-up-error.mjs';
import { setUp } from './setup.mjs';

const PROJECT = dirname(dirname(fileURLToPath(import.meta.url)));
const BINARIES = join(PROJECT, 'node_modules/.bin');
// The program is a group of its own, so the terminal's signals reach only this process.
const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGWINCH'];

const [entry, ...args] = process.argv.slice(2);
if (entry === undefined) {
  console.error('usage: node scripts/run.mjs <entry.ts> [argument …]');
  process.exit(2);
}
try {
  await setUp({ log: (line) => console.error(line) });
} catch (error) {
  if (!(error instanceof SetUpError)) throw error;
  console.error(error.message);
  process.exit(1);
}
process.exitCode = await runGroup(join(BINARIES, 'node'), [resolve(PROJECT, entry), ...args]);

function runGroup(command, commandArgs) {
  const child = spawn(command, commandArgs, {
    stdio: 'inherit',
    detached: true,
    env: { ...process.env, PATH: `${BINARIES}${delimiter}${process.env.PATH ?? ''}` },
  });
  for (const signal of FORWARDED) process.on(signal, () => child.kill(signal));
  return new Promise((done, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      endGroup(child.pid);
      done(code ?? 128 + constants.signals[signal]);
    });
  });
}

function endGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
