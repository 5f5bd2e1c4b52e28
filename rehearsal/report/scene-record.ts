import type { PlayedRehearsal, Span } from '../../report/rehearsal/document.ts';

/** What happened in a scene over time, measured outside the product. */
export type SceneRecord = Pick<PlayedRehearsal, 'lanes' | 'names' | 'requests' | 'closeUp'>;

interface Changed {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly what: string;
  readonly why?: string;
}

/** @param changes oldest first: from each moment on this was so @returns what was so between `from` and `until` */
export function spansOf(
  changes: readonly Changed[],
  { from, until }: { readonly from: number; readonly until: number },
): readonly Span[] {
  const news = changes.filter(({ what }, i) => i === 0 || what !== changes[i - 1]?.what);
  return news.flatMap(({ at, what, why }, i) => {
    const begin = Math.max(at, from);
    const end = Math.min(news[i + 1]?.at ?? until, until);
    return end > begin || (at === until && begin === end)
      ? [{ from: iso(begin), until: iso(end), what, ...(why !== undefined && { why }) }]
      : [];
  });
}

export function iso(at: number): string {
  return new Date(at).toISOString();
}

/** To a tenth. @param ms milliseconds */
export function inSeconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}
