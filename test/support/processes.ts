import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

interface RunningProcess {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  /** With its arguments, a space between two. */
  readonly command: string;
}

/**
 * Every process that runs; one that has ended but was not waited for yet (a zombie) doesn't. From /proc where
 * there is one: a slim Linux has no `ps`.
 */
export function runningProcesses(): readonly RunningProcess[] {
  return existsSync('/proc/self/stat') ? fromProc() : fromPs();
}

function fromProc(): RunningProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // pid (name) state parent group …: the name may hold spaces and brackets.
        const fields = readFileSync(`/proc/${name}/stat`, 'utf8')
          .replace(/^.*\) /s, '')
          .split(' ');
        const words = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0').slice(0, -1);
        // One that is ending has no memory any more, and so no words, before it becomes a zombie.
        return fields[0] === 'Z' || fields[0] === 'X' || words.length === 0
          ? []
          : [
              {
                pid: Number(name),
                parent: Number(fields[1]),
                group: Number(fields[2]),
                command: words.join(' '),
              },
            ];
      } catch (error) {
        // It has ended since the folder was listed.
        if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
        throw error;
      }
    });
}

function fromPs(): RunningProcess[] {
  const lines = execFileSync('ps', ['-e', '-o', 'pid=,ppid=,pgid=,stat=,args='], { encoding: 'utf8' }).split(
    '\n',
  );
  return lines.flatMap((line) => {
    const [pid, parent, group, state = 'Z', ...words] = line.trim().split(/\s+/);
    return state.startsWith('Z')
      ? []
      : [{ pid: Number(pid), parent: Number(parent), group: Number(group), command: words.join(' ') }];
  });
}

export function isRunning(pid: number): boolean {
  return runningProcesses().some((running) => running.pid === pid);
}

/** The commands of a process group that run. */
export function commandsOf(group: number): readonly string[] {
  return runningProcesses().flatMap((running) => (running.group === group ? [running.command] : []));
}

/** A process, all that it has started, and all that these have. */
export function familyOf(pid: number): readonly RunningProcess[] {
  const all = runningProcesses();
  const childrenOf = (parent: number): RunningProcess[] =>
    all.flatMap((each) => (each.parent === parent ? [each, ...childrenOf(each.pid)] : []));
  return [...all.filter((each) => each.pid === pid), ...childrenOf(pid)];
}
