import { readFileSync } from 'node:fs';
import { familyOf } from '../test/support/processes.ts';

/**
 * What a process and all that it has started have in memory now, mebibytes: each page that several share is counted in parts (PSS).
 * Source: proc_pid_smaps(5).
 */
export function memoryBelow(pid: number): number {
  return familyOf(pid).reduce((sum, each) => sum + shareOf(each.pid), 0) / 1024;
}

/** Kibibytes; 0 of a process that has just ended. */
function shareOf(pid: number): number {
  try {
    const [, kibibytes] = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? [];
    return Number(kibibytes ?? 0);
  } catch {
    return 0;
  }
}
