import fc from 'fast-check';
import { plainCause } from '../../../../../lambdas/shared/domain/plain-cause.ts';

const wrapped = (
  errorMessage: string,
  trace: readonly string[] = ['Error: x', '    at f (/var/task/index.js:1:1)'],
) => JSON.stringify({ errorType: 'ForeignWrite', errorMessage, trace });

describe("a function's error in a text", () => {
  it.each([
    [wrapped('Zone Z1: www holds "x"'), 'Zone Z1: www holds "x"'],
    [`ForeignWrite: ${wrapped('Zone Z1')}`, 'ForeignWrite: Zone Z1'],
    [
      `ForeignWrite: ${wrapped('Zone Z1')}; Zone Z2: left alone`,
      'ForeignWrite: Zone Z1; Zone Z2: left alone',
    ],
    [JSON.stringify({ errorMessage: 'first', errorType: 'E' }), 'first'],
    [wrapped('cut', ['x'.repeat(50)]).slice(0, 70), 'cut'],
    ['Nobody decided within 2 days.', 'Nobody decided within 2 days.'],
    ['{"decision":"abort"}', '{"decision":"abort"}'],
    ['', ''],
  ])('%s', (text, plain) => {
    expect(plainCause(text)).toBe(plain);
  });

  it('is found whatever the message and the trace are', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (message, trace) => {
        expect(plainCause(`Name: ${wrapped(message, trace)}`)).toBe(`Name: ${message}`);
      }),
    );
  });
});
