import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { buildSync } from 'esbuild';
import { bundledTexts, bundleOptions, OWN_FUNCTIONS } from '../../lib/shared/functions/bundle.ts';
import { ARCHIVE } from '../../lib/shared/functions/bundled-ahead.ts';

/**
 * Writes all functions as one compressed file. Each contains its own copy of the SDK, 50 MB in all; only a compressor that
 * looks back further than one of them makes that small, as npm's own doesn't.
 * @returns the files that they were made of, relative to the project
 */
export function archiveFunctions(to: string): readonly string[] {
  const texts = Object.entries(bundledTexts(OWN_FUNCTIONS)).map(([name, kept]) => [name, kept.text()]);
  const json = Buffer.from(JSON.stringify(Object.fromEntries(texts)));
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 9,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: json.length,
  };
  writeFileSync(join(to, ARCHIVE), brotliCompressSync(json, { params }));
  const { inputs } = buildSync(bundleOptions(OWN_FUNCTIONS)).metafile;
  const project = join(OWN_FUNCTIONS, '..');
  return Object.keys(inputs).map((path) => relative(project, join(OWN_FUNCTIONS, path)));
}
