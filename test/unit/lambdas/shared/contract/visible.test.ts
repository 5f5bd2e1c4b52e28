import { visible } from '../../../../../lambdas/shared/contract/visible.ts';

describe('a text of others', () => {
  it.each([
    ['\u001b[31mred', '\\u{1b}[31mred'],
    ['abc\u202Edef', 'abc\\u{202e}def'],
    ['\u200bnothing\ufeff', '\\u{200b}nothing\\u{feff}'],
    ['a\r\nb\tc', 'a\\u{d}\nb\\u{9}c'],
    ['a\u2028b', 'a\\u{2028}b'],
    ['\ud800', '\\u{d800}'],
    ['Grüße, 世界 👍', 'Grüße, 世界 👍'],
  ])('shows what is in it: %j', (text, expected) => {
    expect(visible(text)).toBe(expected);
  });
});
