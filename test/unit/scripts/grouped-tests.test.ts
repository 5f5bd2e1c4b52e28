import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { groupTests } from '../../../scripts/grouped-tests.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'grouped-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text = ''): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const grouped = (...folders: readonly string[]) => groupTests(root, folders, join(root, 'groups'));
const loadedBy = (groups: readonly string[]) =>
  groups.map((group) =>
    [...readFileSync(group, 'utf8').matchAll(/require\("(.*)"\)/g)].map(([, file = '']) =>
      file.slice(root.length + 1),
    ),
  );

describe('tests that share their modules', () => {
  it('are all those below the folders, each once, those of a folder together', () => {
    const files = Array.from({ length: 40 }, (_, i) => `test/${i % 2 === 0 ? 'a' : 'b/c'}/${i}.test.ts`);
    for (const file of [...files, 'test/a/support.ts', 'test/other/d.test.ts']) write(file);
    const { groups, alone } = grouped('test/a', 'test/b');
    const loaded = loadedBy(groups);
    expect(alone).toEqual([]);
    expect(loaded.flat().toSorted()).toEqual(files.toSorted());
    expect(loaded.flat().map(dirname)).toEqual([...Array(20).fill('test/a'), ...Array(20).fill('test/b/c')]);
    expect(Math.max(...loaded.map(({ length }) => length))).toBe(16);
  });

  it.each([
    ['has mocks or timers for the whole file', 'jest.useFakeTimers();'],
    ['changes the environment', "process.env['A'] = 'b';"],
    ['has a snapshot, which is found by its file', 'expect(1).toMatchInlineSnapshot();'],
  ])('are not those of a file that %s', (_what, text) => {
    write('test/a/one.test.ts', text);
    write('test/a/other.test.ts');
    const { groups, alone } = grouped('test/a');
    expect(alone).toEqual([join(root, 'test/a/one.test.ts')]);
    expect(loadedBy(groups)).toEqual([['test/a/other.test.ts']]);
  });

  it('are not those of an earlier run', () => {
    write('groups/group-7.test.ts', 'old');
    write('test/a/one.test.ts');
    const { groups } = grouped('test/a');
    expect(() => readFileSync(join(root, 'groups/group-7.test.ts'))).toThrow('ENOENT');
    expect(groups).toHaveLength(1);
  });
});
