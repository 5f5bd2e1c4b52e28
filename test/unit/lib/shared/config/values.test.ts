import { inWords } from '../../../../../lib/shared/config/values.ts';

it.each([
  [90, '90 s'],
  [119, '119 s'],
  [120, '2 min'],
  [270, '4 min 30 s'],
  [119 * 60, '119 min'],
  [90_000, '25 h'],
  [100 * 3_600, '4 days 4 h'],
  [0.5, '0.5 s'],
])('says %d seconds as %s', (seconds, words) => {
  expect(inWords(seconds)).toBe(words);
});
