import { isTransient } from '../../../../../lambdas/shared/adapters/transient.ts';

const error = (name: string, fields: object = {}) => Object.assign(new Error(name), { name, ...fields });
const cancelled = (...codes: string[]) =>
  error('TransactionCanceledException', { CancellationReasons: codes.map((Code) => ({ Code })) });

describe('isTransient', () => {
  it.each([
    ['Route 53 throttles', error('Throttling')],
    ['Route 53 is still busy with the zone', error('PriorRequestNotComplete')],
    ['a write meets a transaction on the same item', error('TransactionConflictException')],
    ['a transaction meets a write', cancelled('None', 'TransactionConflict')],
    ['a transaction is throttled', cancelled('ThrottlingError', 'None')],
    ['a transaction exceeds the throughput', cancelled('None', 'ProvisionedThroughputExceeded')],
    ['the same transaction is still under way', error('TransactionInProgressException')],
    ['the service fails', error('Odd', { $metadata: { httpStatusCode: 503 } })],
    [
      'KMS throttles the key of the topic',
      error('KMSThrottlingException', { $metadata: { httpStatusCode: 400 } }),
    ],
    ['the connection is lost', error('Error', { code: 'ECONNRESET' })],
    ['there is no way to the service for now', error('Error', { code: 'EHOSTUNREACH' })],
    ['there is no way out for now', error('Error', { code: 'ENETUNREACH' })],
  ])('%s: yes', (_what, thrown) => {
    expect(isTransient(thrown)).toBe(true);
  });

  it.each([
    ['a condition did not hold', cancelled('ConditionalCheckFailed', 'None')],
    ['the item is too large', cancelled('ValidationError')],
    ['access is denied', error('AccessDeniedException', { $metadata: { httpStatusCode: 400 } })],
    ['the batch is refused', error('InvalidChangeBatch', { $metadata: { httpStatusCode: 400 } })],
    ['what is thrown is no error', 'Throttling'],
  ])('%s: no', (_what, thrown) => {
    expect(isTransient(thrown)).toBe(false);
  });
});
