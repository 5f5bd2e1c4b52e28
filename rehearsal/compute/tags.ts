import type { Tag } from './types.ts';

/** As AWS lists them. */
export function tagList(tags: Readonly<Record<string, string>> = {}): readonly Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
