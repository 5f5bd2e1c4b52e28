import { spawn } from 'node:child_process';

const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'];
// A group of its own gets no signals of the terminal: they reach this process alone.
const FORWARDED = [...ENDING, 'SIGWINCH'];
const LOOK_EVERY_MS = 500;

/**
 * Runs a command as a process group of its own. This process's signals are passed on to it meanwhile.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & { atOnce?: boolean }} options with `atOnce` a signal that means an end
 * kills the group instead of being passed on
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null, output: string, interruptedBy?: NodeJS.Signals }>}
 * when the whole group is gone; `output` is what it wrote, unless `options.stdio` leads that elsewhere, and `interruptedBy`
 * the first of the passed signals that means an end
 * @throws what `spawn` says when the command cannot be started
 */
export async function runGroup(command, args, { atOnce = false, ...options }) {
  let child;
  let interruptedBy;
  const pass = (signal) => {
    const isEnding = ENDING.includes(signal);
    if (isEnding) interruptedBy ??= signal;
    if (isEnding && atOnce) endGroup(child.pid);
    else child.kill(signal);
  };
  // Before the command begins: a signal in between would end this process alone.
  for (const signal of FORWARDED) process.on(signal, pass);
  try {
    child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options, detached: true });
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

/**
 * Ends this process like SIGTERM does when its parent is gone: npm passes that signal on to a shell, which ends by it and
 * reports to nobody.
 */
export function endWithParent() {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, LOOK_EVERY_MS);
  timer.unref();
}
