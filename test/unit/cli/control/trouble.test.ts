import { CommandFailed, inPlainWords, isPassing } from '../../../../cli/control/trouble.ts';

const named = (name: string, more: object = {}) => Object.assign(new Error('no'), { name, ...more });

describe('What a watch looks again after', () => {
  it.each([
    ['throttling, as a function calls it', named('RequestThrottled')],
    ['throttling of EC2', named('EC2ThrottledException')],
    ['an error of AWS', named('Odd', { $metadata: { httpStatusCode: 503 } })],
    ['a connection that was lost', named('Error', { code: 'ECONNRESET' })],
    ['what a function calls transient', named('TransientFailure')],
    ['any of these in plain words', inPlainWords(named('ThrottlingException'))],
  ])('is %s', (_what, error) => {
    expect(isPassing(error)).toBe(true);
  });

  it.each([
    ['credentials that have expired', named('ExpiredTokenException', { $metadata: { httpStatusCode: 503 } })],
    ['a right that is missing', named('AccessDeniedException', { $metadata: { httpStatusCode: 403 } })],
    ['a command that failed by itself', new CommandFailed('no')],
  ])('is not %s', (_what, error) => {
    expect(isPassing(error)).toBe(false);
  });
});
