/** `npm run release -- v1.2.3`: whether this tree may be published under that tag. Prints what its publication needs. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ReleaseRefused, releaseOf } from './release.ts';

const PROJECT = resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(PROJECT, file), 'utf8');

try {
  const { version } = JSON.parse(read('package.json'));
  const release = releaseOf(process.argv[2] ?? '', { version, changelog: read('CHANGELOG.md') });
  console.log(`version=${release.version}\ntag=${release.tag}`);
} catch (error) {
  if (!(error instanceof ReleaseRefused)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
