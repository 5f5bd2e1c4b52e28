import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'];
// A group of its own gets no signals of the terminal: they reach this process alone.
const FORWARDED = [...ENDING, 'SIGWINCH'];
const GUARDED = fileURLToPath(new URL('guarded.sh', import.meta.url));
/** What a shell answers for a command that it doesn't find. */
export const NOT_FOUND = 127;
/** Real milliseconds: nobody presses Ctrl-C again sooner. */
const ONE_PRESS_MS = 500;

/**
 * Runs a command as a process group of its own. This process's signals are passed on to it meanwhile; when this process is
 * gone, also by SIGKILL, the whole group is killed.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & { atOnce?: boolean }} options with `atOnce` a signal that means an end
 * kills the group instead of being passed on; `stdio` names three streams
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null, output: string, interruptedBy?: NodeJS.Signals }>}
 * when the whole group is gone; `code` is NOT_FOUND when there is no such command, `output` is what it wrote, unless
 * `options.stdio` leads that elsewhere, and `interruptedBy` the first of the passed signals that means an end
 */
export async function runGroup(command, args, { atOnce = false, stdio = 'pipe', ...options }) {
  let child;
  let interruptedBy;
  const isAnother = oncePerPress();
  const pass = (signal) => {
    const isEnding = ENDING.includes(signal);
    if (isEnding) interruptedBy ??= signal;
    if (isEnding && atOnce) endGroup(child.pid);
    else if (!isEnding || isAnother(signal)) child.kill(signal);
  };
  // Before the command begins: a signal in between would end this process alone.
  for (const signal of FORWARDED) process.on(signal, pass);
  try {
    const streams = stdio === 'inherit' ? ['inherit', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'];
    child = spawn('/bin/sh', [GUARDED, command, ...args], {
      ...options,
      stdio: [...streams, 'pipe'],
      detached: true,
    });
    const output = outputOf(child);
    return await new Promise((done, reject) => {
      child.once('error', reject);
      child.once('exit', () => endGroup(child.pid));
      child.once('close', (code, signal) => done({ code, signal, output: output(), interruptedBy }));
    });
  } finally {
    for (const signal of FORWARDED) process.off(signal, pass);
  }
}

/**
 * Whether a signal came anew. A terminal sends Ctrl-C to npm and to this process, and npm passes it on to this process.
 * @param {() => number} now milliseconds
 */
export function oncePerPress(now = () => performance.now()) {
  const lastOf = new Map();
  return (signal) => {
    const since = now() - (lastOf.get(signal) ?? Number.NEGATIVE_INFINITY);
    lastOf.set(signal, now());
    return since >= ONE_PRESS_MS;
  };
}

function outputOf({ stdout, stderr }) {
  let output = '';
  for (const stream of [stdout, stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  return () => output;
}

function endGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
