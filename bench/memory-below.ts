import { readFileSync } from 'node:fs';
import { familyOf, type RunningProcess } from '../test/support/processes.ts';

/** Mebibytes. */
export interface Memory {
  readonly own: number;
  /** Of the functions, each of which has memory of its own on Lambda. */
  readonly functions: number;
}

/**
 * What a process and all that it has started have in memory now: each page that several share is counted in parts (PSS).
 * Source: proc_pid_smaps(5).
 */
export function memoryBelow(pid: number): Memory {
  const family = familyOf(pid);
  return {
    own: sumOf(family.filter((each) => !isFunction(each))),
    functions: sumOf(family.filter(isFunction)),
  };
}

function sumOf(processes: readonly RunningProcess[]): number {
  return processes.reduce((sum, { pid }) => sum + shareOf(pid), 0) / 1024;
}

function isFunction({ command }: RunningProcess): boolean {
  return command.includes('/ministack-lambda-');
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
