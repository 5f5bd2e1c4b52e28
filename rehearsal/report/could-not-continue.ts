import { reasonOf } from '../text/lines.ts';
import { red } from '../text/style.ts';
import type { KeptRun } from './kept-run.ts';

/** What is said when a rehearsal can't be played to its end: why, and what to do. */
export function couldNotContinue(error: unknown, { logPath }: Pick<KeptRun, 'logPath'>): string {
  const toDo = `Start it again. If it ends the same way, read the tools' output in ${logPath}, or delete node_modules and .venv to set everything up again.`;
  return [red('The rehearsal could not continue.'), reasonOf(error), toDo].join('\n');
}
