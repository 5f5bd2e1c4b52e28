import { type Page, pageOf } from '../tools/paging.ts';
import { ComputeError } from './errors.ts';

/** A page; a token of another question is `InvalidNextToken`. */
export function paged<T>(
  all: readonly T[],
  size: number,
  token: string | undefined,
  question: unknown,
): Page<T> {
  return pageOf(all, size, token, question, (seen) => {
    return new ComputeError('InvalidNextToken', `The token '${seen}' is not valid for this request.`);
  });
}
