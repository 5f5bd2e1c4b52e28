import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { putKeptFiles } from '../../../../../rehearsal/scenes/migration/kept-files.ts';

let base: string;
let made: number;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'kept-files-test-'));
  made = 0;
});
afterEach(() => rmSync(base, { recursive: true }));

interface Wanted {
  readonly version?: string;
  readonly owner?: () => string | undefined;
}

/** Has files put into a folder of that name; gives what is in there. */
async function put(name: string, { version = '1', owner = () => 'me' }: Wanted = {}): Promise<string> {
  const folder = join(base, name);
  const make = async () => {
    mkdirSync(folder, { mode: 0o700 });
    made += 1;
    writeFileSync(join(folder, 'file'), `${version}, made for ${name}`);
  };
  await putKeptFiles({ folder, origin: { version }, owner, make, cache: join(base, 'cache') });
  return readFileSync(join(folder, 'file'), 'utf8');
}

const kept = () => readdirSync(join(base, 'cache'));

it('are made once, and keep their modes', async () => {
  expect(await put('one')).toBe('1, made for one');
  expect(await put('two')).toBe('1, made for one');
  expect(made).toBe(1);
  expect(statSync(join(base, 'two')).mode & 0o777).toBe(0o700);
});

it('are each run’s own: what one changes another does not see', async () => {
  await put('one');
  await put('two');
  writeFileSync(join(base, 'two/file'), 'changed');
  expect(await put('three')).toBe('1, made for one');
});

it('are made anew by another version, and for another owner; the older ones go', async () => {
  await put('one');
  expect(await put('two', { version: '2' })).toBe('2, made for two');
  expect(await put('three', { version: '2', owner: () => 'another' })).toBe('2, made for three');
  expect(kept()).toHaveLength(1);
});

it('are kept for an owner who was made with them', async () => {
  let owner: string | undefined;
  const wanted = { owner: () => owner };
  await put('one', wanted);
  expect(readdirSync(base)).not.toContain('cache');
  const making = put('two', wanted);
  owner = 'new';
  await making;
  expect(await put('three', wanted)).toBe('1, made for two');
});

it('are kept once by two who make them at the same time', async () => {
  expect(await Promise.all([put('one'), put('two')])).toEqual(['1, made for one', '1, made for two']);
  expect(made).toBe(2);
  expect(kept()).toHaveLength(1);
  expect(await put('three')).toMatch(/^1, made for/);
});
