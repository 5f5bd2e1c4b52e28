import { createHash } from 'node:crypto';
import { ServiceFault } from './rpc-service.ts';

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken: string | undefined;
}

/**
 * A page of `all`. A token says where the next page begins and what was asked: it fits no other question.
 * @param question everything of the request but the token and the page's size
 */
export function pageOf<T>(
  all: readonly T[],
  size: number,
  token: string | undefined,
  question: unknown,
): Page<T> {
  const mark = createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 16);
  const from = token === undefined ? 0 : positionIn(token, mark);
  const items = all.slice(from, from + size);
  const nextToken =
    from + size < all.length ? Buffer.from(`${from + size} ${mark}`).toString('base64url') : undefined;
  return { items, nextToken };
}

function positionIn(token: string, mark: string): number {
  const [, position, seen] = /^(\d+) (\S+)$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (position === undefined || seen !== mark) {
    throw new ServiceFault(
      'InvalidNextToken',
      `The token '${token.slice(0, 80)}' is not valid for this request.`,
    );
  }
  return Number(position);
}
