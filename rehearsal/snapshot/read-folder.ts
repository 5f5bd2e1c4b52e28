import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { called } from '#own';
import { commandOf, placeOf } from './file-kind.ts';
import { filesBelow } from './files-below.ts';
import type { Json } from './json.ts';
import { KINDS } from './kinds/index.ts';
import { isBegun, isHalfInPlace } from './manifest.ts';
import { type Problem, SnapshotRefused, WHOLE } from './problem.ts';

/** What the files of a folder contain, by path, in the order of the paths. */
export type Files = ReadonlyMap<string, Json>;

/** The CLI prints nothing where AWS answers with nothing: a web ACL of a load balancer that has none. */
const EMPTY = 'empty: the command failed, or there is nothing to print. If there is nothing, remove the file';

/** What AWS answers with a list, or with a zone, is never empty: if there is nothing, the list is. */
const NEVER_EMPTY = /^(list|describe)-|^get-(hosted-zone|metric-data)$/;
const FAILED = 'empty: the command failed. Run it again, and fix what it reports';

/** Of it, what is in S3: texts of any form, not answers. */
export const OBJECTS = 'objects';
/** Of it, what no command of AWS prints. */
export const BEHAVIOUR = 'behaviour.json';

/**
 * What can be read of the files that calls have printed, and what is wrong with the rest.
 * @throws SnapshotRefused if there is no such folder, or if the snapshot is not whole
 */
export function filesOf(folder: string): { readonly files: Files; readonly problems: readonly Problem[] } {
  const files = new Map<string, Json>();
  const problems: Problem[] = [];
  for (const file of filesIn(folder)) {
    try {
      const text = readFileSync(join(folder, file), 'utf8');
      if (text === '') problems.push(emptyIn(file));
      else files.set(file, JSON.parse(text));
    } catch (error) {
      problems.push(unreadable(file, error as Error));
    }
  }
  return { files, problems };
}

function unreadable(file: string, error: Error): Problem {
  return problemIn(
    file,
    error instanceof SyntaxError ? `not JSON: ${inOneLine(error.message)}` : error.message,
  );
}

function emptyIn(file: string): Problem {
  const placed = placeOf(file, KINDS);
  const isFailed = typeof placed !== 'string' && NEVER_EMPTY.test(placed.kind.call);
  return problemIn(file, isFailed ? FAILED : EMPTY);
}

/** With the command that prints the file. */
function problemIn(file: string, words: string): Problem {
  const placed = placeOf(file, KINDS);
  const command = typeof placed === 'string' ? {} : { command: commandOf(placed.kind, placed.place) };
  return { file, at: '', words, ...command };
}

/** Node quotes the text, with its ends of lines. */
function inOneLine(message: string): string {
  return message.replace(/\s*\n\s*/g, ' ');
}

function filesIn(folder: string): readonly string[] {
  const files = pathsIn(folder).filter((path) => path !== BEHAVIOUR && !path.startsWith(`${OBJECTS}/`));
  const begun = isHalfInPlace(folder) || (isBegun(folder) && files.length === 0);
  if (!begun) return files;
  const words = `${called('snapshot')} did not finish. Run it again, with the same options: it continues.`;
  throw new SnapshotRefused(folder, [{ file: WHOLE, at: '', words }]);
}

/** What begins with a dot is that of editors and file managers, and a snapshot that is being taken. */
function pathsIn(folder: string): readonly string[] {
  try {
    const files = filesBelow(folder, (entry) => !entry.isDirectory());
    return files.filter((path) => !path.split('/').some((part) => part.startsWith('.')));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const words = code === 'ENOENT' ? 'there is no such folder' : message;
    const command = called('snapshot', `--app "node bin/prod.ts" --out ${folder}`);
    throw new SnapshotRefused(folder, [{ file: WHOLE, at: '', words, command }]);
  }
}
