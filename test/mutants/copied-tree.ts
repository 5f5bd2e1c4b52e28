/** A copy of the project in which mutants are applied, one at a time. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Mutant } from './mutant.ts';
import { standsOnce } from './stale.ts';

const PROJECT = resolve(import.meta.dirname, '../..');

/** What git knows of, as it is in the working tree. Taken away again once `work` is done with it. */
export async function inCopiedTree<T>(work: (folder: string) => Promise<T> | T): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'mutants-'));
  try {
    const listed = execFileSync('git', ['ls-files', '-z'], { cwd: PROJECT, encoding: 'utf8' });
    for (const file of listed.split('\0').filter(Boolean)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      cpSync(join(PROJECT, file), join(folder, file));
    }
    for (const made of ['node_modules', '.venv']) symlinkSync(join(PROJECT, made), join(folder, made));
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @throws where the mutant's text doesn't stand in its file exactly once */
export function withMutant<T>(folder: string, { file, from, to }: Mutant, work: () => T): T {
  const path = join(folder, file);
  const original = readFileSync(path, 'utf8');
  if (!standsOnce(original, from)) throw new Error(`${file} no longer has this text exactly once: ${from}`);
  writeFileSync(
    path,
    original.replace(from, () => to),
  );
  try {
    return work();
  } finally {
    writeFileSync(path, original);
  }
}
