import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { mariaDbPrograms } from '../../../../../rehearsal/scenes/migration/mariadb.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mariadb-programs-test-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function put(folder: string, ...names: string[]): string {
  const path = join(root, folder);
  mkdirSync(path, { recursive: true });
  for (const name of names) writeFileSync(join(path, name), '', { mode: 0o755 });
  return path;
}

describe('The programs of MariaDB', () => {
  it('may be in several folders, the first that has one counts', () => {
    const [bin, other] = [put('bin', 'mariadb-install-db'), put('other', 'mariadbd', 'mariadb-install-db')];
    expect(mariaDbPrograms([bin, other].join(delimiter), root)).toEqual({
      server: join(other, 'mariadbd'),
      maker: join(bin, 'mariadb-install-db'),
    });
  });

  it('are found where only root looks, too', () => {
    const [bin, sbin] = [put('bin', 'mariadb-install-db'), put('sbin', 'mariadbd')];
    expect(mariaDbPrograms(bin, sbin)?.server).toBe(join(sbin, 'mariadbd'));
  });

  it('are not there if one is missing or can’t be executed', () => {
    const bin = put('bin', 'mariadbd');
    expect(mariaDbPrograms(bin, root)).toBeUndefined();
    put('bin', 'mariadb-install-db');
    chmodSync(join(bin, 'mariadbd'), 0o644);
    expect(mariaDbPrograms(bin, root)).toBeUndefined();
  });
});
