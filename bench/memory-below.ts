import { readdirSync, readFileSync } from 'node:fs';

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
  const parents = new Map(
    readdirSync('/proc').flatMap((each) =>
      /^\d+$/.test(each) ? [[Number(each), parentOf(each)] as const] : [],
    ),
  );
  const isBelow = (each: number | undefined): boolean =>
    each !== undefined && each > 0 && (each === pid || isBelow(parents.get(each)));
  const below = [...parents.keys()].filter(isBelow);
  return {
    own: sumOf(below.filter((each) => !isFunction(each))),
    functions: sumOf(below.filter(isFunction)),
  };
}

function sumOf(pids: readonly number[]): number {
  return pids.map(shareOf).reduce((sum, each) => sum + each, 0) / 1024;
}

function isFunction(pid: number): boolean {
  return read(`/proc/${pid}/cmdline`).includes('/ministack-lambda-');
}

/** After the command's name, which may contain anything: state, parent. Source: proc_pid_stat(5). */
function parentOf(pid: string): number {
  const [, parent] = read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
  return Number(parent ?? 0);
}

function shareOf(pid: number): number {
  const [, kibibytes] = /^Pss:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/smaps_rollup`)) ?? [];
  return Number(kibibytes ?? 0);
}

/** '' of a process that has just ended. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
