import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const PROJECT = resolve(import.meta.dirname, '../..');

export interface Log {
  /** Relative to where the process was started. */
  readonly path: string;
  readonly write: (line: string) => void;
  close(): void;
}

/** The file that keeps what the tools of the last rehearsal wrote. */
export function openLog(): Log {
  const folder = join(PROJECT, '.rehearsal');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'log');
  const fd = openSync(file, 'w');
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
