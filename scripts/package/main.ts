/** `npm run package`: makes the package that others install, as `dist/kops-cutover-<version>.tgz`. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, globSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bundleCli } from './cli.ts';
import { bundleConstructs } from './constructs.ts';
import { declare } from './declarations.ts';
import { archiveFunctions } from './functions.ts';
import { writeLicences } from './licences.ts';
import { manifest } from './manifest.ts';

const PROJECT = resolve(import.meta.dirname, '../..');
const DIST = join(PROJECT, 'dist');
const PACKAGE = join(DIST, 'package');

/** Without the rehearsal; more would be noticed by everybody who installs it. */
const MOST_BYTES = 5_000_000;

for (const made of ['package', 'declarations']) rmSync(join(DIST, made), { recursive: true, force: true });
for (const tarball of globSync('*.tgz', { cwd: DIST })) rmSync(join(DIST, tarball));
mkdirSync(PACKAGE, { recursive: true });
const contained = [
  ...bundleConstructs(PROJECT, PACKAGE),
  ...bundleCli(PROJECT, PACKAGE),
  ...archiveFunctions(PACKAGE),
];
declare(PROJECT, { accepting: process.argv.includes('--accept-api') });
writeLicences(PROJECT, PACKAGE, contained);
writeFileSync(join(PACKAGE, 'package.json'), `${JSON.stringify(manifest(PROJECT), null, 2)}\n`);
for (const file of ['README.md', 'CHANGELOG.md', 'LICENSE', 'SECURITY.md'])
  copyFileSync(join(PROJECT, file), join(PACKAGE, file));
execFileSync('npm', ['pack', '--silent', '--pack-destination', DIST], { cwd: PACKAGE, stdio: 'pipe' });

for (const name of globSync('*.tgz', { cwd: DIST })) {
  const { size } = statSync(join(DIST, name));
  console.log(`dist/${name}: ${(size / 1e6).toFixed(2)} MB`);
  if (size > MOST_BYTES) throw new Error(`dist/${name} has ${size} bytes; expected at most ${MOST_BYTES}.`);
}
