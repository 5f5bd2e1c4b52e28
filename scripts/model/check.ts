import { execFile } from 'node:child_process';
import { copyFile, mkdtemp } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Variant } from './variants.ts';
import { type Verdict, verdictOf } from './verdict.ts';

const MODELS = resolve(import.meta.dirname, '../../docs/model');
/** Most memory that one verifier takes, megabytes: it gives up beyond that. */
const MOST_MEMORY = 1500;
/** Longest history that is followed, steps. */
const MOST_STEPS = 100_000;

export interface Checked {
  readonly variant: Variant;
  readonly verdict: Verdict;
  readonly seconds: number;
  /** How it came to the violation, one line for each thing that somebody did. */
  readonly history: readonly string[];
}

export interface Workshop {
  /** Everything is written into folders in this one. */
  readonly folder: string;
  /** Ends what is running. */
  readonly signal: AbortSignal;
}

/** Has Spin make a verifier of each variant, and runs them, `atOnce` at a time; the results are in the order given. */
export async function checkAll(
  variants: readonly Variant[],
  atOnce: number,
  workshop: Workshop,
): Promise<readonly Checked[]> {
  const checked: Checked[] = [];
  const left = [...variants.entries()];
  const work = async () => {
    for (let next = left.shift(); next; next = left.shift())
      checked[next[0]] = await check(next[1], workshop);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return checked;
}

async function check(variant: Variant, { folder, signal }: Workshop): Promise<Checked> {
  const began = performance.now();
  const cwd = await mkdtemp(join(folder, `${variant.model}-`));
  const model = `${variant.model}.pml`;
  const defines = variant.defines.map((define) => `-D${define}`);
  const output = async (command: string, args: readonly string[]) => {
    const options = { cwd, signal, maxBuffer: 2 ** 26 };
    const { stdout, stderr } = await promisify(execFile)(command, args, options);
    return stdout + stderr;
  };
  await copyFile(join(MODELS, model), join(cwd, model));
  await output('spin', ['-a', ...defines, model]);
  await output('gcc', [
    '-O2',
    '-w',
    '-DSAFETY',
    '-DCOLLAPSE',
    `-DMEMLIM=${MOST_MEMORY}`,
    '-o',
    'pan',
    'pan.c',
  ]);
  const verdict = verdictOf(await output('./pan', [`-m${MOST_STEPS}`, '-w24', '-n']));
  const seconds = (performance.now() - began) / 1000;
  const trail = verdict.kind === 'violated' ? await output('spin', ['-t', '-T', ...defines, model]) : '';
  return { variant, verdict, seconds, history: historyOf(trail) };
}

/** What the actors' `printf`s say, up to the violation. */
function historyOf(trail: string): readonly string[] {
  const [story = ''] = trail.split(/^spin: /m);
  return story.split('\n').flatMap((line) => line.trim() || []);
}
