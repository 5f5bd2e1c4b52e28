import { pageOf as anyPageOf, type Page } from '../../tools/paging.ts';
import { ServiceFault } from './rpc-service.ts';

/** As `pageOf` of the rehearsal; a token that doesn't fit is the service's error. @param refusal its name */
export function pageOf<T>(
  all: readonly T[],
  size: number,
  token: string | undefined,
  question: unknown,
  refusal = 'InvalidNextToken',
): Page<T> {
  return anyPageOf(all, size, token, question, (seen) => {
    return new ServiceFault(refusal, `The token '${seen}' is not valid for this request.`);
  });
}
