import fc from 'fast-check';
import { plainCause } from '../../../../../lambdas/shared/domain/plain-cause.ts';
import { PLAIN_TEXTS, wrapped } from '../../../../support/plain-text-cases.ts';

describe("a function's error in a text", () => {
  it.each<readonly [string, string]>([
    ...PLAIN_TEXTS,
    [`ForeignWrite: ${wrapped('Zone Z1')}`, 'ForeignWrite: Zone Z1'],
    [
      `ForeignWrite: ${wrapped('Zone Z1')}; Zone Z2: left alone`,
      'ForeignWrite: Zone Z1; Zone Z2: left alone',
    ],
    [wrapped('cut', ['x'.repeat(50)]).slice(0, 70), 'cut'],
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
