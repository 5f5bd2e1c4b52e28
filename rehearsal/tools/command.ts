import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { OWN_FOLDER } from '#own';
import { killGroup } from './kill-group.ts';

export interface CommandOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly log: (line: string) => void;
  /** Ends the command and all that it started. */
  readonly signal: AbortSignal;
}

/** A command that did not end with exit code 0. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
  /** All that it wrote, without empty lines. */
  readonly lines: readonly string[];

  constructor(message: string, lines: readonly string[]) {
    super(message);
    this.lines = lines;
  }
}

const GUARDED = join(OWN_FOLDER, 'scripts/guarded.sh');
/** The last lines of a command's output that its failure shows. */
const SHOWN_LINES = 30;

/** Runs a command to its end. @returns its standard output @throws CommandFailed with the end of what it wrote. */
export async function runCommand(
  command: string,
  args: readonly string[],
  { cwd, env, log, signal }: CommandOptions,
): Promise<string> {
  signal.throwIfAborted();
  // A process group of its own: what the command starts is ended with it, also when this process is killed.
  const child = spawn('/bin/sh', [GUARDED, command, ...args], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    detached: true,
  });
  const end = () => killGroup(child.pid);
  signal.addEventListener('abort', end, { once: true });
  child.once('exit', end);
  process.once('exit', end);
  const lines: string[] = [];
  let written = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    written += text;
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      for (const line of text.split('\n').filter((part) => part.trim() !== '')) {
        lines.push(line);
        log(line);
      }
    });
  }
  try {
    const how = await new Promise<string>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, ending) => resolve(ending ?? String(code)));
    });
    signal.throwIfAborted();
    if (how !== '0') {
      const shown = lines.slice(-SHOWN_LINES).join('\n');
      throw new CommandFailed(`${command} ${args.join(' ')} ended with ${how}:\n${shown}`, lines);
    }
    return written;
  } finally {
    signal.removeEventListener('abort', end);
    process.off('exit', end);
  }
}
