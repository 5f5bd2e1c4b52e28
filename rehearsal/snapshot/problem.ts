import { visible } from '../../lambdas/shared/contract/visible.ts';
import type { Pointer } from './json.ts';

/** What is wrong at one place of a file. */
export interface Fault {
  /** '' where it is the whole file. */
  readonly at: Pointer;
  /** What was expected, and what was found. */
  readonly words: string;
}

/** In the place of a file: the folder itself. */
export const WHOLE = '.';

/** What is wrong with one file of a snapshot. */
export interface Problem extends Fault {
  /** Its path in the folder. */
  readonly file: string;
  /** What prints the file as it is to be. */
  readonly command?: string;
}

/** Problems of one file that are shown: a file with ten thousand records may have the same one in each. */
const SHOWN = 20;

/** A snapshot that can't be used. The message has every problem of every file. */
export class SnapshotRefused extends Error {
  override readonly name = 'SnapshotRefused';
  readonly problems: readonly Problem[];
  /** Whether an argument of the command names nothing that is there. */
  readonly isUnknownName: boolean;

  constructor(folder: string, problems: readonly Problem[], isUnknownName = false) {
    super([`${folder} can't be used.`, ...inWords(problems)].join('\n'));
    this.problems = problems;
    this.isUnknownName = isUnknownName;
  }

  /** The problems in lines, file by file. */
  get words(): readonly string[] {
    return inWords(this.problems);
  }

  /**
   * What comes of each, one after the other.
   * @throws SnapshotRefused with the words of all that were refused
   */
  static async collect<T, R>(wanted: readonly T[], get: (each: T) => R | Promise<R>): Promise<readonly R[]> {
    const [found, refused]: [R[], SnapshotRefused[]] = [[], []];
    for (const each of wanted)
      try {
        found.push(await get(each));
      } catch (error) {
        if (!(error instanceof SnapshotRefused)) throw error;
        refused.push(error);
      }
    if (refused.length === 0) return found;
    const all = new SnapshotRefused(
      '',
      refused.flatMap(({ problems }) => problems),
      refused.some(({ isUnknownName }) => isUnknownName),
    );
    all.message = refused.map(({ message }) => message).join('\n\n');
    throw all;
  }

  /** @param file the one in which all of it is wrong; without it, what can't be used is that file */
  static inFile(folder: string, faults: readonly Fault[], file = folder): SnapshotRefused {
    return new SnapshotRefused(
      folder,
      faults.map((fault) => ({ ...fault, file })),
    );
  }
}

function inWords(problems: readonly Problem[]): readonly string[] {
  return inLines(problems).map(visible);
}

function inLines(problems: readonly Problem[]): readonly string[] {
  const byFile = Map.groupBy(problems, ({ file }) => file);
  return [...byFile].flatMap(([file, ofFile]) => {
    const command = ofFile.find((problem) => problem.command !== undefined)?.command;
    const more = ofFile.length - SHOWN;
    return [
      '',
      ...(file === WHOLE ? [] : [file]),
      ...ofFile.slice(0, SHOWN).map(({ at, words }) => `  ${at === '' ? '' : `${at}: `}${words}`),
      ...(more > 0 ? [`  … and ${more} more`] : []),
      ...(command === undefined ? [] : [`  Run: ${command}`]),
    ];
  });
}
