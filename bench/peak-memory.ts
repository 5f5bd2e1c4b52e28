import { readdirSync, readFileSync } from 'node:fs';

/** Mebibytes that a function's process had at its peak. */
export interface PeakMemory {
  readonly name: string;
  readonly mebibytes: number;
}

/**
 * Those of the functions of an emulator that run now. By `/proc`, because what `getrusage` says of a process counts what its
 * parent had when it was started.
 * @param group the emulator's process, which leads the group of its functions
 */
export function peaksOfFunctions(group: number): readonly PeakMemory[] {
  return readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid) || groupOf(pid) !== group) return [];
    const [, name] = /\/ministack-lambda-(.+)-[^-/]+\/_worker/.exec(read(pid, 'cmdline')) ?? [];
    const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(read(pid, 'status')) ?? [];
    return name && kibibytes ? [{ name, mebibytes: Number(kibibytes) / 1024 }] : [];
  });
}

/** After the command's name, which may contain anything: state, parent, group. Source: proc_pid_stat(5). */
function groupOf(pid: string): number {
  const [, , group] = read(pid, 'stat').split(') ').at(-1)?.split(' ') ?? [];
  return Number(group);
}

/** '' of a process that has just ended. */
function read(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
