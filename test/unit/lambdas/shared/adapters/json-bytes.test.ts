import fc from 'fast-check';
import { jsonBytes } from '../../../../../lambdas/shared/adapters/json-bytes.ts';
import { cases } from '../../../../support/cases.ts';

const textOf = (value: unknown) => jsonBytes(value).toString('utf8');

describe('JSON in bytes', () => {
  it('is what JSON.stringify makes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(textOf(value)).toBe(`${JSON.stringify(value, undefined, 2)}\n`);
      }),
      { numRuns: cases(500) },
    );
  });

  it.each([
    ['a field without a value', { a: undefined, b: 1 }],
    ['an item without a value', [1, undefined]],
    ['nothing', {}],
    ['an empty list in an object', { a: [], b: {} }],
    ['texts of several bytes a character', { é: '100 → 95, 漢, 😀' }],
  ])('has %s as JSON.stringify has it', (_what, value) => {
    expect(textOf(value)).toBe(`${JSON.stringify(value, undefined, 2)}\n`);
  });
});
