import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const LOOK_EVERY_MS = 500;
/** Real milliseconds in which whoever heeds SIGTERM has ended. */
const GRACE_MS = 20_000;

/**
 * Ends this process as SIGTERM does when its parent is gone, whatever ended that; if it still runs after a while, by SIGKILL:
 * nobody is there to ask again.
 * @param {{ withGrandparent: boolean, graceMs?: number }} options `withGrandparent`: also when that one is gone. By npm it is
 * a shell, and npm runs on without it
 */
export function endWithParent({ withGrandparent, graceMs = GRACE_MS }) {
  const parent = process.ppid;
  const grandparent = withGrandparent ? parentOf(parent) : undefined;
  const timer = setInterval(() => {
    const isGone = process.ppid !== parent || (withGrandparent && parentOf(parent) !== grandparent);
    if (!isGone) return;
    clearInterval(timer);
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), graceMs).unref();
    process.kill(process.pid, 'SIGTERM');
  }, LOOK_EVERY_MS);
  timer.unref();
}

/**
 * The id of a process's parent: another one than before when that has ended. From /proc where there is one: a slim Linux has
 * no `ps`.
 * @param {number} pid
 * @returns {number | undefined} undefined when there is no such process
 */
export function parentOf(pid) {
  try {
    // pid (name) state parent …: the name may contain spaces and brackets.
    if (existsSync('/proc/self/stat'))
      return Number(
        readFileSync(`/proc/${pid}/stat`, 'utf8')
          .replace(/^.*\) /s, '')
          .split(' ')[1],
      );
    return Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }));
  } catch {
    return undefined;
  }
}
