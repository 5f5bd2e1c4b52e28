import { NamedError } from '../../shared/domain/named-error.ts';
import { ERRORS } from '../contract/errors.ts';

/**
 * Waits for `call`, no longer than `ms`: a service that accepts a connection and never answers would hold a rollback
 * until Lambda ends it. What the call does later is shut out by the fence.
 * @throws TransientFailure
 */
export async function inTime<T>(ms: number, what: string, call: () => Promise<T>): Promise<T> {
  if (ms <= 0) throw new NamedError(ERRORS.transient, `${what}: no time left in this round.`);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const giveUp = () =>
      reject(new NamedError(ERRORS.transient, `${what}: no answer within ${Math.ceil(ms / 1000)} s.`));
    timer = setTimeout(giveUp, ms);
  });
  try {
    return await Promise.race([call(), late]);
  } finally {
    clearTimeout(timer);
  }
}
