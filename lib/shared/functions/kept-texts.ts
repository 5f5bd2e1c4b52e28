import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** Of a kind; all bundles together take some 15 MB. */
const MOST_KEPT = 5;

export type Texts = Readonly<Record<string, string>>;

/** A text that is kept from one synth to the next. A synth needs its hash and the file, but not the text. */
export interface KeptText {
  /** SHA-256, hexadecimal. */
  readonly hash: string;
  readonly text: () => string;
  /** Puts it at `path`, for reading only: it may be the very file that is kept. */
  readonly putAt: (path: string) => void;
}

export type KeptTexts = Readonly<Record<string, KeptText>>;

/** Beside the texts, the hash of each by its name. */
const HASHES = 'hashes.json';

/** What texts are made of: when any of it changes, they are made anew. */
export interface Origin {
  /** The folder of the project whose installed packages count. */
  readonly project: string;
  /** Folders in it, all of whose TypeScript counts. */
  readonly sources: readonly string[];
  /** What else decides, as it can be written in JSON. */
  readonly options: object;
}

/**
 * Gives what `make` makes, from one process to the next. Without the lock file of an installation in the project, nobody
 * knows what is installed, and nothing is kept.
 * @param kind the folder in which these are kept: of each kind some of the latest
 */
export function keptFor(kind: string, origin: Origin, make: () => Texts): KeptTexts {
  const modules = join(origin.project, 'node_modules');
  const installed = join(modules, '.package-lock.json');
  return existsSync(installed) ? keptIn(modules, kind, keyOf(origin, installed), make) : inMemory(make());
}

/**
 * Gives what `make` makes, from one process to the next.
 * @param modules the folder `node_modules` that keeps them. Where it can't be written to, nothing is kept
 * @param kind the folder in which these are kept: of each kind some of the latest
 * @param key of what they are made of: lower-case letters and digits
 */
export function keptIn(modules: string, kind: string, key: string, make: () => Texts): KeptTexts {
  const cache = join(modules, '.cache/kops-cutover', kind);
  const kept = join(cache, key);
  if (existsSync(kept)) return onDisk(kept);
  const made = make();
  try {
    mkdirSync(cache, { recursive: true });
    accessSync(cache, constants.W_OK);
  } catch {
    return inMemory(made);
  }
  replace(cache, kept, made);
  return onDisk(kept);
}

function keyOf({ project, sources, options }: Origin, installed: string): string {
  const hash = createHash('sha256');
  const add = (name: string, text: string | Buffer): void => {
    hash.update(`${name.length}:${name}${text.length}:`).update(text);
  };
  add('options', JSON.stringify(options));
  add('installed', readFileSync(installed));
  for (const source of sources) {
    const paths = readdirSync(join(project, source), { recursive: true, encoding: 'utf8' });
    for (const path of paths.filter((path) => path.endsWith('.ts')).sort())
      add(join(source, path), readFileSync(join(project, source, path)));
  }
  return hash.digest('hex');
}

function onDisk(folder: string): KeptTexts {
  const hashes: Texts = JSON.parse(readFileSync(join(folder, HASHES), 'utf8'));
  return mapValues(hashes, (hash, name) => ({
    hash,
    text: () => readFileSync(join(folder, name), 'utf8'),
    putAt: (path) => linkOrCopy(join(folder, name), path),
  }));
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    // Another file system, or one without hard links.
    copyFileSync(from, to);
  }
}

function inMemory(texts: Texts): KeptTexts {
  return mapValues(texts, (text) => ({
    hash: hashOf(text),
    text: () => text,
    putAt: (path) => writeFileSync(path, text),
  }));
}

function mapValues<T>(texts: Texts, use: (text: string, name: string) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, use(text, name)]));
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Puts the new texts in place at one stroke, and takes the oldest ones away. */
function replace(cache: string, kept: string, texts: Texts): void {
  const draft = mkdtempSync(join(cache, 'draft-'));
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(draft, name), text);
  writeFileSync(join(draft, HASHES), JSON.stringify(mapValues(texts, hashOf)));
  try {
    renameSync(draft, kept);
  } catch (error) {
    // Another synth was faster; what it kept is the same.
    if (!existsSync(kept)) throw error;
    rmSync(draft, { recursive: true });
  }
  const byAge = readdirSync(cache).map((name) => ({ name, time: statSync(join(cache, name)).mtimeMs }));
  // Not all of them: another synth may be reading its own.
  for (const { name } of byAge.sort((a, b) => b.time - a.time).slice(MOST_KEPT)) {
    rmSync(join(cache, name), { recursive: true, force: true });
  }
}
