import { join } from 'node:path';
import { buildSync, type Metafile } from 'esbuild';
import { bundleOptions, bundleOrigin } from '../../lib/shared/functions/bundle.ts';
import { keptFor } from '../../lib/shared/functions/kept-texts.ts';

export const LAMBDAS = join(import.meta.dirname, '../../lambdas');

/** What esbuild says of the real functions' bundles; kept from one run to the next as the bundles themselves are. */
export function bundledOutputs(): Metafile['outputs'] {
  const kept = keptFor('bundled-outputs', bundleOrigin(LAMBDAS), () => ({
    outputs: JSON.stringify(buildSync(bundleOptions(LAMBDAS)).metafile.outputs),
  }));
  if (!kept.outputs) throw new Error('What was kept of the bundles has no outputs.');
  return JSON.parse(kept.outputs.text());
}
