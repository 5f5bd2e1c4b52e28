/** What `bundle.ts` is in the package: its functions were bundled when the package was made, so nothing is bundled at a user's synth. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { type Bundles, bundlesIn } from './bundles.ts';
import { type KeptTexts, keptIn } from './kept-texts.ts';

/** Beside the package's code: all texts of all functions as one JSON. Most of what they contain is the same, so together they are small. */
export const ARCHIVE = 'functions.json.br';

let texts: KeptTexts | undefined;

/**
 * The functions that came with the package.
 * @param folder must be left out: the package has no sources
 * @param states those that must be there
 */
export function bundleFunctions<State extends string>(
  folder: string | undefined,
  states: readonly State[],
): Bundles<State> {
  if (folder !== undefined)
    throw new Error(`functionSources: '${folder}'. The package comes with its functions; leave this out.`);
  texts ??= unpacked(import.meta.dirname);
  return bundlesIn(texts, states);
}

function unpacked(packaged: string): KeptTexts {
  const archive = readFileSync(join(packaged, ARCHIVE));
  const key = createHash('sha256').update(archive).digest('hex');
  return keptIn(dirname(packaged), 'functions', key, () =>
    JSON.parse(brotliDecompressSync(archive).toString('utf8')),
  );
}
