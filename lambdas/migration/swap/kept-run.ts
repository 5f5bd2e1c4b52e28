/** What is kept of the run under way: in the journal, and as a copy. */
import { ERRORS } from '../contract/errors.ts';
import type { FoundCopy } from '../domain/found-run.ts';
import { type Reading, readingOf } from '../domain/reading.ts';
import type { KeptInJournal } from '../domain/which-run.ts';
import { inTime } from './in-time.ts';
import type { CopyPorts } from './ports.ts';

/** Longest that is waited for what AWS answers within milliseconds, milliseconds. */
export const PATIENCE_MS = 20_000;

const DAMAGED: readonly string[] = [ERRORS.journalUnreadable, ERRORS.beforeImageUnreadable];

export async function readJournal({ journal }: Pick<CopyPorts, 'journal'>): Promise<KeptInJournal> {
  try {
    return { kind: 'read', state: await inTime(PATIENCE_MS, 'The journal', () => journal.load()) };
  } catch (error) {
    const { name, message } = error as Error;
    return { kind: DAMAGED.includes(name) ? 'damaged' : 'away', why: `${name}: ${message}` };
  }
}

/** Not known while S3 is away. */
export function readCopy({ copy }: Pick<CopyPorts, 'copy'>): Promise<Reading<FoundCopy>> {
  return readingOf(async () => {
    try {
      return await inTime(PATIENCE_MS, 'The copy of the before-image', () => copy.load());
    } catch (error) {
      if (error instanceof Error && error.name === ERRORS.beforeImageUnreadable) return 'damaged';
      throw error;
    }
  });
}
