// Makes what the project needs to run, with nothing installed but Node and Python: the npm packages, and a
// virtual environment with the emulator, the second validator of state machines and the linter of workflows. Plain
// JavaScript, because it runs before there is anything that could read TypeScript.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findPython } from './find-python.mjs';
import { withLock } from './lock.mjs';
import { NOT_FOUND, runGroup } from './process-group.mjs';
import { SetUpError, SetUpInterrupted } from './set-up-error.mjs';

const PROJECT = dirname(dirname(fileURLToPath(import.meta.url)));
const OLDEST_NODE = 20;
/** The first alone is in the package: the others are of the tests. */
const REQUIREMENTS = [
  'rehearsal/emulator/requirements.txt',
  'scripts/statelint-requirements.txt',
  'scripts/zizmor-requirements.txt',
];
const NO_NETWORK =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|name resolution|NewConnectionError|ConnectTimeout|Max retries exceeded/;

/**
 * Sets up whatever is missing or out of date; does nothing, quickly, when all is there.
 * @param {{ log: (line: string) => void, root?: string }} options `root` is the project's folder
 * @throws {SetUpError} when something that it needs is missing; the message says what to do
 */
export async function setUp({ log, root = PROJECT }) {
  checkNode(process.versions.node);
  if (packagesAreThere(root) && pythonIsThere(root)) return;
  await withLock(join(root, '.rehearsal'), log, async () => {
    if (!packagesAreThere(root)) await installPackages(root, log);
    if (!pythonIsThere(root)) await makeEnvironment(root, log);
  });
}

/** @param {string} version as in process.versions.node */
export function checkNode(version) {
  if (Number.parseInt(version, 10) >= OLDEST_NODE) return;
  throw new SetUpError(
    `Node ${version} is too old: install Node ${OLDEST_NODE} or later, then run this again.`,
  );
}

/** npm notes what it has installed, at the very end: an interrupted installation has no such note. */
function packagesAreThere(root) {
  // As a part of somebody's project: whoever installed it has installed what it needs.
  if (!existsSync(join(root, 'package-lock.json'))) return true;
  const note = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(note) || !existsSync(join(root, 'node_modules/.bin/node'))) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(note, 'utf8')).packages;
  return Object.entries(wanted).every(([path, { integrity, optional, devOptional }]) => {
    if (path === '') return true;
    // Packages for other platforms are optional, and are not installed.
    if (!installed[path]) return Boolean(optional || devOptional);
    // The note knows nothing of what was deleted since.
    return installed[path].integrity === integrity && existsSync(join(root, path, 'package.json'));
  });
}

async function installPackages(root, log) {
  log('Installing the npm packages that package-lock.json pins (npm ci) …');
  // Two more tries, but not npm's minute in between: without a network that would be spent on nothing.
  const retries = ['--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];
  // Of the caller's settings those may not hold that leave out half of it, or keep npm from saying what is wrong.
  const whole = ['--include=dev', '--include=optional', '--loglevel=warn'];
  const done = await run('npm', ['ci', '--no-audit', '--no-fund', ...whole, ...retries], root);
  if (done.status === NOT_FOUND) {
    throw new SetUpError('npm is not on the PATH: install it (it comes with Node), then run this again.');
  }
  if (done.status !== 0) throw failed('npm ci', 'the npm registry', done.output);
  if (!packagesAreThere(root)) {
    throw new SetUpError(
      `npm ci finished, but node_modules differs from package-lock.json, or has no Node of its own. npm said:\n${done.output}`,
    );
  }
}

function requirementsIn(root) {
  return REQUIREMENTS.map((file) => join(root, file)).filter((file) => existsSync(file));
}

function stampOf(root) {
  const hash = createHash('sha256');
  for (const file of requirementsIn(root)) hash.update(readFileSync(file));
  return hash.digest('hex');
}

function pythonIsThere(root) {
  const stamp = join(root, '.venv/set-up-stamp');
  if (!existsSync(stamp) || !existsSync(join(root, '.venv/bin/python'))) return false;
  return readFileSync(stamp, 'utf8') === stampOf(root);
}

async function makeEnvironment(root, log) {
  const python = findPython(process.env.PYTHON);
  const environment = join(root, '.venv');
  log(`Installing the emulator into .venv (Python ${python.version}) …`);
  rmSync(environment, { recursive: true, force: true });
  const made = await run(python.command, ['-m', 'venv', environment], root);
  if (made.status !== 0) throw new SetUpError(`${python.command} -m venv failed:\n${made.output}`);
  const files = requirementsIn(root).flatMap((file) => ['-r', file]);
  const options = ['--require-hashes', '--no-deps', '--only-binary', ':all:', '--no-input', '--retries', '2'];
  const installed = await run(
    join(environment, 'bin/python'),
    ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...options, ...files],
    root,
  );
  if (installed.status !== 0) {
    throw failed(`pip install (Python ${python.version})`, 'the Python package index', installed.output);
  }
  // Last: an environment without its stamp is made again.
  writeFileSync(join(environment, 'set-up-stamp'), stampOf(root));
}

async function run(command, args, cwd) {
  // npm tidies up for seconds when it's asked to end; what it leaves is removed by the next set-up anyway.
  const { code, output, interruptedBy } = await runGroup(command, args, { cwd, atOnce: true });
  if (interruptedBy) throw new SetUpInterrupted(interruptedBy);
  return { status: code, output: output.trim() };
}

function failed(what, where, output) {
  if (NO_NETWORK.test(output)) {
    return new SetUpError(
      `${what} cannot reach ${where}: connect to the network (or set your proxy or mirror), then run this again. It said:\n${output}`,
    );
  }
  return new SetUpError(`${what} failed:\n${output}`);
}
