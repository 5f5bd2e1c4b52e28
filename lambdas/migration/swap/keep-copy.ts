import type { JournalState } from '../domain/journal-state.ts';
import { imagesOf } from './images.ts';
import type { CopyPorts } from './ports.ts';

/**
 * Keeps what legacy was once more, where the journal's loss is not its loss too. One that the journal has lost meanwhile
 * doesn't take the place of a good one.
 * @throws BeforeImageUnreadable, FenceLost, TransientFailure
 */
export async function keepCopy(
  state: JournalState,
  { copy, settings }: Pick<CopyPorts, 'copy' | 'settings'>,
): Promise<void> {
  imagesOf(state, settings);
  await copy.save(state);
}
