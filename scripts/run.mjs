// Sets the project up, then runs one of its programs with the Node that the project pins:
//   node scripts/run.mjs <entry.ts> [argument …]
// Ends with the program's exit code, when the program's whole process group is gone. Whatever ends this process, or npm, or
// the shell that started npm, ends the program too, and nothing is left in the temporary folder.
import { constants } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endWithParent } from './ancestors.mjs';
import { nodeProgram } from './node-program.mjs';
import { runGroup } from './process-group.mjs';
import { makeRunFolder } from './run-folder.mjs';
import { SetUpError, SetUpInterrupted } from './set-up-error.mjs';
import { setUp } from './setup.mjs';

const PROJECT = dirname(dirname(fileURLToPath(import.meta.url)));
const BINARIES = join(PROJECT, 'node_modules/.bin');
// What Node has made of sources is kept: a program of many starts in half the time.
const COMPILED = join(PROJECT, 'node_modules/.cache/kops-cutover/compiled');

const [entry, ...args] = process.argv.slice(2);
if (entry === undefined) {
  console.error('usage: node scripts/run.mjs <entry.ts> [argument …]');
  process.exit(2);
}
// The scripts of package.json `exec` this process: its parent is npm itself, which runs on when its own parent ends.
endWithParent({ withGrandparent: process.env.npm_lifecycle_event !== undefined });
const folder = makeRunFolder();
process.env.TMPDIR = folder.path;
try {
  process.exitCode = await run(entry, args);
} finally {
  folder.remove();
}

/** @returns {Promise<number>} the exit code */
async function run(entry, args) {
  let node;
  try {
    await setUp({ log: (line) => console.error(line) });
    node = nodeProgram();
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    console.error(error.message);
    return error instanceof SetUpInterrupted ? exitCodeOf(error.signal) : 1;
  }
  const { code, signal } = await runGroup(node, [resolve(PROJECT, entry), ...args], {
    stdio: 'inherit',
    env: {
      NODE_COMPILE_CACHE: COMPILED,
      ...process.env,
      PATH: [dirname(node), BINARIES, process.env.PATH ?? ''].join(delimiter),
    },
  });
  return code ?? exitCodeOf(signal);
}

function exitCodeOf(signal) {
  return 128 + constants.signals[signal];
}
