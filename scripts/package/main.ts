/**
 * `npm run package`: makes the packages that others install, as `dist/*.tgz`.
 * `--repository <url>` says where they are made: npm compares it with their provenance.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, globSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleConstructs } from './constructs.ts';
import { declare } from './declarations.ts';
import { archiveFunctions } from './functions.ts';
import { writeLicences } from './licences.ts';
import { manifest, rehearsalManifest } from './manifest.ts';
import { bundlePrograms } from './programs.ts';
import { rehearsalPrograms } from './rehearsal.ts';

const PROJECT = resolve(import.meta.dirname, '../..');
const DIST = join(PROJECT, 'dist');

/** More would be noticed by everybody who installs it. */
const MOST_BYTES = 5_000_000;

const { values: OPTIONS } = parseArgs({
  options: { 'accept-api': { type: 'boolean', default: false }, repository: { type: 'string' } },
});

const PROGRAMS = {
  entries: { main: 'cli/main.ts' },
  files: ['cli/init/cutover.yml', 'docs/runbook.md', 'scripts/guarded.sh'],
  beside: [],
};

rmSync(join(DIST, 'declarations'), { recursive: true, force: true });
for (const tarball of globSync('*.tgz', { cwd: DIST })) rmSync(join(DIST, tarball));
make('package', manifest(PROJECT, OPTIONS.repository), (to) => {
  const made = [
    ...bundleConstructs(PROJECT, to),
    ...bundlePrograms(PROJECT, to, PROGRAMS),
    ...archiveFunctions(to),
  ];
  declare(PROJECT, { accepting: OPTIONS['accept-api'] });
  return made;
});
make('rehearsal', rehearsalManifest(PROJECT, OPTIONS.repository), (to) =>
  bundlePrograms(PROJECT, to, rehearsalPrograms(PROJECT)),
);

for (const name of globSync('*.tgz', { cwd: DIST })) {
  const { size } = statSync(join(DIST, name));
  console.log(`dist/${name}: ${(size / 1e6).toFixed(2)} MB`);
  if (size > MOST_BYTES) throw new Error(`dist/${name} has ${size} bytes; expected at most ${MOST_BYTES}.`);
}

/** @param fill writes what is in it, and returns the files that it was made of */
function make(name: string, about: object, fill: (to: string) => readonly string[]): void {
  const to = join(DIST, name);
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  writeLicences(PROJECT, to, fill(to));
  writeFileSync(join(to, 'package.json'), `${JSON.stringify(about, null, 2)}\n`);
  for (const file of ['README.md', 'CHANGELOG.md', 'LICENSE', 'SECURITY.md'])
    copyFileSync(join(PROJECT, file), join(to, file));
  execFileSync('npm', ['pack', '--silent', '--pack-destination', DIST], { cwd: to, stdio: 'pipe' });
}
