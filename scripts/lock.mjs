import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const LOOK_AGAIN_MS = 200;

/**
 * Runs `work` while no other process does; waits for one that does. A lock whose owner is gone is taken over.
 * @param {string} folder where the lock is kept; made if it's missing
 * @param {(line: string) => void} log
 * @param {() => void} work
 */
export async function withLock(folder, log, work) {
  mkdirSync(folder, { recursive: true });
  const lock = join(folder, 'set-up.lock');
  const mine = join(folder, `set-up.${process.pid}`);
  // Made complete before it gets the lock's name, so that nobody ever reads an empty lock.
  writeFileSync(mine, String(process.pid));
  try {
    await take(lock, mine, log);
    try {
      await work();
    } finally {
      rmSync(lock, { force: true });
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

async function take(lock, mine, log) {
  let reported = false;
  for (;;) {
    try {
      linkSync(mine, lock);
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const owner = ownerOf(lock);
    if (owner !== undefined && !isAlive(owner)) {
      putAside(lock, `${mine}.stale`);
      continue;
    }
    if (!reported) log(`Waiting for another set-up (process ${owner}) …`);
    reported = true;
    await new Promise((next) => setTimeout(next, LOOK_AGAIN_MS));
  }
}

/** Removes a lock whose owner is gone, unless somebody else has just done that and taken it. */
function putAside(lock, aside) {
  try {
    renameSync(lock, aside);
    if (isAlive(ownerOf(aside))) linkSync(aside, lock);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function ownerOf(lock) {
  try {
    return Number(readFileSync(lock, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
