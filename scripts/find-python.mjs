import { spawnSync } from 'node:child_process';
import { SetUpError } from './set-up-error.mjs';

const OLDEST = [3, 10];
const NAMES = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python3.14', 'python'];
const QUESTION = 'import sys; print(*sys.version_info[:3], sep=".")';

/**
 * Finds a Python that can make virtual environments.
 * @param {string | undefined} chosen the one to use, as the variable PYTHON names it
 * @returns {{ command: string, version: string }}
 * @throws {SetUpError} when there is none; the message says which were found
 */
export function findPython(chosen) {
  const found = (chosen ? [chosen] : NAMES).map((command) => ({ command, version: versionOf(command) }));
  const usable = found.find(({ version }) => version !== undefined && isNewEnough(version));
  if (!usable) throw new SetUpError(noneOf(found, chosen));
  const { status } = spawnSync(usable.command, ['-c', 'import venv, ensurepip'], { encoding: 'utf8' });
  if (status !== 0) throw new SetUpError(noVenv(usable));
  return usable;
}

function versionOf(command) {
  const { status, stdout } = spawnSync(command, ['-c', QUESTION], { encoding: 'utf8' });
  return status === 0 && /^\d+(\.\d+){2}$/.test(stdout.trim()) ? stdout.trim() : undefined;
}

function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major === OLDEST[0] && minor >= OLDEST[1];
}

function noneOf(found, chosen) {
  const wanted = `Python ${OLDEST.join('.')} or later is required`;
  const old = found.filter(({ version }) => version !== undefined);
  const seen = old.map(({ command, version }) => `${command} is ${version}`).join(', ');
  if (chosen)
    return `${wanted}, but PYTHON=${chosen} ${seen ? `is ${old[0].version}` : 'is not a working Python'}.`;
  if (seen) return `${wanted}, but ${seen}: install a newer one, or name one with PYTHON=/path/to/python3.`;
  return `${wanted}, and none was found (${found.map(({ command }) => command).join(', ')}): install it, or name one with PYTHON=/path/to/python3.`;
}

function noVenv({ command, version }) {
  const [major, minor] = version.split('.');
  return (
    `${command} (${version}) cannot make virtual environments: its module venv or ensurepip is missing. ` +
    `Install it (Debian, Ubuntu: apt-get install python${major}.${minor}-venv), or name another Python with PYTHON=/path/to/python3.`
  );
}
