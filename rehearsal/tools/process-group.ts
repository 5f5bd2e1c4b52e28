import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { killGroup, killProcess } from './kill-group.ts';

/**
 * Runs each line that it reads, beside the others; ends with all of them when nothing can be read any more: also when
 * whoever writes was killed.
 */
const LEADER = 'while IFS= read -r line; do eval "$line" & done; kill -KILL 0';
/** The streams before those of the programs: the leader's input, output and errors. */
const LEADERS_STREAMS = 3;
/** Comes after all that a program has written, in the same stream, and before the code that it ended with. */
const END = '\u0001';

export interface ProcessGroupOptions {
  /** What may run in it, one of each at a time. */
  readonly names: readonly string[];
  /** Gets each line that a program writes. */
  readonly log: (name: string, line: string) => void;
  /** A program ended unasked; by a signal: 128 + its number. */
  readonly onEnded: (name: string, code: number) => void;
}

export interface ProcessGroup {
  readonly id: number;
  run(name: string, command: readonly string[]): void;
  /** Ends one program, without any warning; resolves when it has ended. */
  stop(name: string): Promise<void>;
  /** Ends all of it at once, without any warning; resolves when nothing of it is left. */
  kill(): Promise<void>;
}

/** One that was started; its id is known a moment later. */
interface Program {
  readonly id: Promise<number>;
  readonly end: Promise<void>;
  readonly began: (id: number) => void;
  readonly ended: () => void;
}

function newProgram(): Program {
  let began: Program['began'] = () => {};
  let ended: Program['ended'] = () => {};
  const id = new Promise<number>((resolve) => {
    began = resolve;
  });
  const end = new Promise<void>((resolve) => {
    ended = resolve;
  });
  return { id, end, began, ended };
}

/** A group of processes that live and die together, as those of one machine do. */
export async function startProcessGroup(options: ProcessGroupOptions): Promise<ProcessGroup> {
  const { names, log, onEnded } = options;
  const child = spawn('/bin/sh', ['-c', LEADER], {
    detached: true,
    env: { PATH: '/usr/bin:/bin' },
    stdio: ['pipe', 'pipe', 'pipe', ...names.map(() => 'pipe' as const)],
  });
  await new Promise<void>((started, failed) => {
    child.once('spawn', started).once('error', failed);
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('a process that was started has no id');
  let killed = false;
  const kill = () => killGroup(pid);
  // Before others' last acts: what they remove must not be written to any more.
  process.prependOnceListener('exit', kill);
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  // What is written to a leader that is gone is for nobody.
  child.stdin?.on('error', () => {});
  const programs = new Map<string, Program>();
  onLine(child.stdout, (line) => {
    const [name = '', id] = line.split(' ');
    programs.get(name)?.began(Number(id));
  });
  onLine(child.stderr, (line) => log('sh', line));
  for (const [i, name] of names.entries()) {
    onLine(child.stdio[LEADERS_STREAMS + i], (line) => {
      const [said = '', code] = line.split(END);
      if (said !== '') log(name, said);
      if (code === undefined) return;
      programs.get(name)?.ended();
      programs.delete(name);
      if (!killed) onEnded(name, Number(code));
    });
  }
  const stop = async (name: string) => {
    const program = programs.get(name);
    if (!program) throw new Error(`${name} doesn't run here`);
    killProcess(await program.id);
    await program.end;
  };
  return {
    id: pid,
    run: (name, command) => {
      const stream = LEADERS_STREAMS + names.indexOf(name);
      if (stream < LEADERS_STREAMS) throw new Error(`${name} may not run here, only ${names.join(', ')}`);
      programs.set(name, newProgram());
      const program = `exec ${command.map(quoted).join(' ')} >&${stream} 2>&${stream}`;
      // A shell of its own, whose process becomes the program's.
      child.stdin?.write(
        `{ /bin/sh -c ${quoted(`echo ${name} $$; ${program}`)}; echo "${END}$?" >&${stream}; }\n`,
      );
    },
    stop,
    kill: async () => {
      killed = true;
      // One by one: the leader waits for each, and a program that was waited for has given back its ports. Where only
      // the output of all has ended, one may still be giving back what it has.
      await Promise.race([Promise.all([...programs.keys()].map(stop)), closed]);
      kill();
      await closed;
      process.off('exit', kill);
    },
  };
}

function onLine(stream: unknown, listener: (line: string) => void): void {
  createInterface(stream as Readable).on('line', listener);
}

/** A word of the shell. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
