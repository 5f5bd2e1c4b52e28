import { visible } from '../../../../../lambdas/shared/contract/visible.ts';

describe('a text of others', () => {
  it.each([
    ['\u001b[31mred\u001b[0m', '\\u001b[31mred\\u001b[0m'],
    ['a\r\nb\tc', 'a\\u000d\\u000ab\\u0009c'],
    ['\u009b2J \u007f', '\\u009b2J \\u007f'],
    ['\u202ecba \u2066x\u2069 \u200f', '\\u202ecba \\u2066x\\u2069 \\u200f'],
    ['line\u2028line', 'line\\u2028line'],
    ['Zürich – 東京 ✓ 👩‍🚒', 'Zürich – 東京 ✓ 👩‍🚒'],
  ])('%j is shown as it is written', (text, shown) => {
    expect(visible(text)).toBe(shown);
  });
});
