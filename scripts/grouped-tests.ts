/**
 * Groups of test files that share one registry of modules. Jest evaluates all modules anew for each file, and what V8 has made of them is
 * lost: of a third of all files that is more than their tests. A file that changes what others of its group would see stays alone.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** So many share a worker: more would leave the other ones idle at the end. */
const MOST = 16;
/** What tests change for their whole file, or find by it. */
const FOR_THE_FILE = /\bjest\.|process\.env\b|process\.chdir|toMatch(?:Inline|File)?Snapshot/;

export interface GroupedTests {
  /** Files that load the files of their group. */
  readonly groups: readonly string[];
  /** Those that stay alone. */
  readonly alone: readonly string[];
}

/**
 * @param root of the project
 * @param folders below it whose tests are grouped
 * @param into where the groups are written, in place of those of an earlier run
 */
export function groupTests(root: string, folders: readonly string[], into: string): GroupedTests {
  const all = folders.flatMap((folder) => testsIn(join(root, folder)));
  const { alone = [], together = [] } = Object.groupBy(all, (file) =>
    FOR_THE_FILE.test(readFileSync(file, 'utf8')) ? 'alone' : 'together',
  );
  rmSync(into, { recursive: true, force: true });
  mkdirSync(into, { recursive: true });
  const groups = Array.from({ length: Math.ceil(together.length / MOST) }, (_, i) => {
    const group = join(into, `group-${i + 1}.test.ts`);
    const files = together.slice(i * MOST, (i + 1) * MOST);
    writeFileSync(group, files.map((file) => loading(root, file)).join(''));
    return group;
  });
  return { groups, alone };
}

/** Those of one folder stay together, which use the same modules. */
function testsIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts'))
    .sort()
    .map((path) => join(folder, path));
}

/** Its hooks are for its own tests, whose names say where they are. */
function loading(root: string, file: string): string {
  return `describe(${JSON.stringify(relative(root, file))}, () => {\n  require(${JSON.stringify(file)});\n});\n`;
}
