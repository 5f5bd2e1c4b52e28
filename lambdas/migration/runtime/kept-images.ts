import type { BeforeImage, JournalRun } from '../domain/journal-state.ts';
import type { Journal } from '../ports/journal.ts';

/** A before-image stays as it is for as long as its run lasts, so an execution environment reads it once. */
export function keptImages(): (
  journal: Pick<Journal, 'load'>,
  run: JournalRun,
) => Promise<ReadonlyMap<string, BeforeImage>> {
  let kept: { readonly of: string; readonly images: ReadonlyMap<string, BeforeImage> } | undefined;
  return async (journal, { execution, beforeImageOf }) => {
    const of = `${execution} ${beforeImageOf}`;
    if (kept?.of === of) return kept.images;
    const state = await journal.load();
    const images = state?.run.execution === execution ? state.beforeImage : new Map<string, BeforeImage>();
    // One that is incomplete is read again.
    if (images.size > 0) kept = { of, images };
    return images;
  };
}
