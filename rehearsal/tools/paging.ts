import { createHash } from 'node:crypto';

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken: string | undefined;
}

/**
 * A page of `all`. A token says where the next page begins and what was asked: it fits no other question.
 * @param question everything of the request but the token and the page's size
 * @param refusal what is thrown for a token that doesn't fit, which is given cut to 80 characters
 */
export function pageOf<T>(
  all: readonly T[],
  size: number,
  token: string | undefined,
  question: unknown,
  refusal: (token: string) => Error,
): Page<T> {
  const from = token === undefined ? 0 : positionIn(token, markOf(question));
  if (from === undefined) throw refusal((token ?? '').slice(0, 80));
  const items = all.slice(from, from + size);
  const next = from + size;
  const nextToken =
    next < all.length ? Buffer.from(`${next} ${markOf(question)}`).toString('base64url') : undefined;
  return { items, nextToken };
}

function markOf(question: unknown): string {
  return createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 16);
}

function positionIn(token: string, mark: string): number | undefined {
  const [, position, seen] = /^(\d+) (\S+)$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  return position === undefined || seen !== mark ? undefined : Number(position);
}
