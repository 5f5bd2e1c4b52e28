/** Files of a database that nobody has used yet, kept from one run to the next: it takes PostgreSQL a second to make them. */

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { OWN_FOLDER } from '#own';

const CACHE = join(OWN_FOLDER, 'node_modules/.cache/kops-cutover/postgres');
const DRAFT = 'draft-';

export interface KeptFiles {
  /** Where they are put; it isn't there yet. */
  readonly folder: string;
  /** What decides what they are, as it can be written in JSON. */
  readonly origin: object;
  /** Whose they are, as a name or a number; undefined as long as there is no such user. */
  readonly owner: () => string | undefined;
  /** Makes the folder and the files in it. */
  readonly make: () => Promise<void>;
  readonly cache?: string;
}

/** Puts the files there: those that are kept, or new ones, which are kept from then on in place of older ones. */
export async function putKeptFiles({ folder, origin, owner, make, cache = CACHE }: KeptFiles): Promise<void> {
  const keptFor = (user: string): string => {
    const key = createHash('sha256').update(JSON.stringify({ origin, user }));
    return join(cache, key.digest('hex').slice(0, 16));
  };
  const user = owner();
  if (user !== undefined && existsSync(keptFor(user))) return copy(keptFor(user), folder);
  await make();
  const maker = owner();
  if (maker !== undefined) keep(folder, cache, keptFor(maker));
}

function keep(folder: string, cache: string, kept: string): void {
  mkdirSync(cache, { recursive: true });
  const older = readdirSync(cache).filter((name) => !name.startsWith(DRAFT));
  const draft = mkdtempSync(join(cache, DRAFT));
  copy(folder, join(draft, 'files'));
  try {
    renameSync(join(draft, 'files'), kept);
    for (const name of older) rmSync(join(cache, name), { recursive: true, force: true });
  } catch (error) {
    // Another run was faster; what it kept is the same.
    if (!existsSync(kept)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** With their owner and their modes, which PostgreSQL checks. */
function copy(from: string, to: string): void {
  execFileSync('cp', ['-Rp', from, to]);
}
