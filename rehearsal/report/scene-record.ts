import type { Lane, NameShares, Requests } from '../../report/rehearsal/document.ts';

/** What happened in a scene over time, measured outside the product. */
export interface SceneRecord {
  readonly lanes: readonly Lane[];
  readonly names?: NameShares;
  readonly requests?: Requests;
}

/** @param changes oldest first: from each moment on this was so @returns what was so between `from` and `until` */
export function spansOf(
  changes: readonly { readonly at: number; readonly what: string; readonly why?: string }[],
  { from, until }: { readonly from: number; readonly until: number },
): Lane['spans'] {
  return changes.flatMap(({ at, what, why }, i) => {
    const begin = Math.max(at, from);
    const end = Math.min(changes[i + 1]?.at ?? until, until);
    return end > begin || (at === until && begin === end)
      ? [{ from: iso(begin), until: iso(end), what, ...(why !== undefined && { why }) }]
      : [];
  });
}

export function iso(at: number): string {
  return new Date(at).toISOString();
}
