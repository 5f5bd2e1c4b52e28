import { closeSync, mkdirSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const FOLDER = resolve(import.meta.dirname, '../../.rehearsal/logs');
/** So many runs' logs are kept, this one's included. */
const KEPT = 5;

export interface Log {
  /** Relative to where the process was started. */
  readonly path: string;
  readonly write: (line: string) => void;
  close(): void;
}

/** A file that keeps what the tools of this rehearsal wrote; another that runs meanwhile has its own. */
export function openLog(folder = FOLDER, now = new Date()): Log {
  mkdirSync(folder, { recursive: true });
  // Sorts by time; files can't have a colon in their name everywhere.
  const name = `${now.toISOString().replaceAll(':', '-')}-${process.pid}.log`;
  const file = join(folder, name);
  const fd = openSync(file, 'wx');
  removeOld(folder);
  let open = true;
  return {
    path: relative(process.cwd(), file),
    write: (line) => {
      if (open) writeSync(fd, `${line}\n`);
    },
    close: () => {
      open = false;
      closeSync(fd);
    },
  };
}

/** Two that do so at once may both remove the same file. */
function removeOld(folder: string): void {
  const logs = readdirSync(folder).filter((name) => name.endsWith('.log'));
  for (const name of logs.toSorted().slice(0, -KEPT)) rmSync(join(folder, name), { force: true });
}
