import fc from 'fast-check';

/**
 * Text of any code points that UTF-16 can hold, control characters and unassigned ones too, but no lone surrogates.
 * As `fc.string({ unit: 'binary' })`, which first sorts all of Unicode for a second.
 */
export function anyText(length: fc.ArrayConstraints = {}): fc.Arbitrary<string> {
  const ascii = fc.integer({ min: 0, max: 0x7f });
  const beforeSurrogates = fc.integer({ min: 0x80, max: 0xd7ff });
  const afterSurrogates = fc.integer({ min: 0xe000, max: 0x10ffff });
  return fc
    .array(fc.oneof(ascii, beforeSurrogates, afterSurrogates), length)
    .map((points) => String.fromCodePoint(...points));
}
