/**
 * A snapshot that is being taken. It grows in `.taking` within its folder, where nobody reads it, and is put in place when
 * it is whole. A run that is interrupted is gone on with by the next one.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filesBelow } from '../../rehearsal/snapshot/files-below.ts';
import type { Json } from '../../rehearsal/snapshot/json.ts';
import {
  type Asked,
  isHalfInPlace,
  MANIFEST,
  type Manifest,
  readManifest,
  TAKING,
} from '../../rehearsal/snapshot/manifest.ts';
import { SnapshotNotTaken } from '../source/trouble.ts';

const STATE = '.state.json';

/** After a longer one it is begun anew: what was read first is from another day. Milliseconds. */
const LONGEST_PAUSE = 24 * 3_600_000;

interface State {
  /** Of what is taken, and how. */
  readonly digest: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
}

export class Staging {
  /** Where it grows. */
  readonly place: string;
  /** Epoch milliseconds; of the run that it goes on with, if it does. */
  readonly startedAt: number;
  /** How many files that run has left. */
  readonly found: number;
  readonly #folder: string;

  /**
   * @param folder where the snapshot will be
   * @param what all that decides what is in it: a run for something else is not gone on with
   */
  constructor(folder: string, what: unknown, now: number) {
    this.#folder = folder;
    this.place = join(folder, TAKING);
    if (isHalfInPlace(folder)) this.#putInPlace();
    const digest = createHash('sha256').update(JSON.stringify(what)).digest('hex');
    const before = this.#stateBefore();
    const goesOn = before?.digest === digest && now - before.startedAt < LONGEST_PAUSE;
    this.startedAt = goesOn ? before.startedAt : now;
    if (!goesOn) {
      rmSync(this.place, { recursive: true, force: true });
      const state: State = { digest, startedAt: now };
      this.text(STATE, JSON.stringify(state));
    }
    this.found = this.#files().length;
  }

  has(file: string): boolean {
    return existsSync(join(this.place, file));
  }

  read(file: string): Json {
    return JSON.parse(readFileSync(join(this.place, file), 'utf8'));
  }

  json(file: string, content: Json): void {
    this.text(file, `${JSON.stringify(content, null, 1)}\n`);
  }

  /** Whole or not at all: no run leaves half a file. */
  text(file: string, content: string): void {
    // Names and keys come from AWS, where people may call things as they like.
    if (file.split('/').some((part) => part === '' || part === '.' || part === '..'))
      throw new SnapshotNotTaken(`No file can be called ${file}.`);
    const path = join(this.place, file);
    mkdirSync(dirname(path), { recursive: true });
    const part = join(this.place, '.part');
    writeFileSync(part, content);
    renameSync(part, path);
  }

  /** It is whole: it takes the place of the snapshot before. Files in that folder that were made by hand stay. */
  finish(accounts: readonly string[], asked: Asked, now: number): void {
    const manifest: Manifest = {
      schema: 'kops-cutover.snapshot/1',
      startedAt: new Date(this.startedAt).toISOString(),
      finishedAt: new Date(now).toISOString(),
      accounts,
      files: this.#files(),
      asked,
    };
    this.text(MANIFEST, `${JSON.stringify(manifest, null, 2)}\n`);
    this.#putInPlace();
  }

  /** Also by the next run, if this one doesn't get to its end. */
  #putInPlace(): void {
    const files = readManifest(this.place)?.files ?? [];
    const before = readManifest(this.#folder)?.files ?? [];
    for (const file of before) if (!files.includes(file)) rmSync(join(this.#folder, file), { force: true });
    for (const file of [...files, MANIFEST]) {
      if (!this.has(file)) continue;
      mkdirSync(dirname(join(this.#folder, file)), { recursive: true });
      renameSync(join(this.place, file), join(this.#folder, file));
    }
    rmSync(this.place, { recursive: true, force: true });
  }

  #stateBefore(): State | undefined {
    return this.has(STATE) ? (this.read(STATE) as unknown as State) : undefined;
  }

  #files(): readonly string[] {
    return filesBelow(this.place, (entry) => entry.isFile() && !entry.name.startsWith('.'));
  }
}
