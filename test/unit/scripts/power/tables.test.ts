import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { levelsOf } from '../../../../lambdas/migration/domain/compare/looks.ts';
import { soakToSeeTwice } from '../../../../lambdas/migration/domain/compare/soak-length.ts';
import { isFailed, LOOK } from '../../../../scripts/power/played.ts';
import { cellOf, lengths, withTables } from '../../../../scripts/power/tables.ts';

const page = readFileSync(join(__dirname, '../../../../docs/compare.md'), 'utf8');

/** The row of a table for so many requests a second. */
function row(table: string, rate: number): readonly string[] {
  const [, text = ''] = new RegExp(`<!-- ${table} -->\\n([\\s\\S]*?)<!-- /${table} -->`).exec(page) ?? [];
  const line = text.split('\n').find((each) => each.startsWith(`| ${rate} |`)) ?? '';
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

describe('docs/compare.md', () => {
  // `npm run power` compares all of it.
  it('has the numbers that `npm run power` finds', () => {
    expect(row('caught', 5)[1]).toBe(cellOf(5, 2, 0.05, 6, 'fail'));
    expect(row('passed', 20)[1]).toBe(cellOf(20, 1, 0.05, 6, 'pass'));
    expect(page).toBe(withTables(page, { lengths: lengths() }));
  });

  it('can’t be written where it has no place for a table', () => {
    expect(() => withTables('# Nothing\n', { caught: '' })).toThrow('no place for the table caught');
  });
});

it('a soak as long as is said is long enough', () => {
  const hours = (requestsPerSecond: number, share: number) =>
    soakToSeeTwice({ requestsPerSecond, share, errors: 0.01 }, levelsOf(LOOK, 0.01)) / 3600;
  // At 5 and 20 requests a second, the simulation sees at least 93 % at the next length of its table.
  expect(hours(5, 0.05)).toBeGreaterThan(12);
  expect(hours(5, 0.05)).toBeLessThan(24);
  expect(hours(20, 0.05)).toBeLessThan(12);
  expect(hours(1, 0.05)).toBeGreaterThan(24);
});

it('equal sides fail in no migration of these seeds', () => {
  const site = { requestsPerSecond: 20, errors: 0.01, times: 1, slower: 1 };
  expect([1, 2, 3, 4, 5].filter((seed) => isFailed(site, seed))).toEqual([]);
  expect([1, 2, 3].map((seed) => isFailed({ ...site, times: 4 }, seed))).toEqual([true, true, true]);
});
