import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleOrigin } from '../../lib/shared/functions/bundle.ts';
import type { Bundles } from '../../lib/shared/functions/bundles.ts';
import { type KeptTexts, keptFor } from '../../lib/shared/functions/kept-texts.ts';
import { LAMBDAS } from './bundled.ts';

interface Loaded {
  /** The type of what each function's bundle exports as its handler. */
  readonly handlers: Readonly<Record<string, string>>;
  /** That of the copy's `load`. */
  readonly load: string;
}

const SCRIPT = `
const typeOf = (state) => [state, typeof require('./' + state + '.cjs').handler];
const handlers = Object.fromEntries(process.argv.slice(1).map(typeOf));
import('./before-image-copy.js').then(({ openBeforeImageCopy }) => {
  console.log(JSON.stringify({ handlers, load: typeof openBeforeImageCopy('bucket', 'shop').load }));
});`;

/** What Node finds in the real functions' bundles, with all that lies beside them; kept from one run to the next. */
export function loadedBundles(bundles: Bundles<string>): Loaded {
  const origin = bundleOrigin(LAMBDAS);
  const options = { ...origin.options, script: SCRIPT, node: process.version };
  const kept = keptFor('loaded-bundles', { ...origin, options }, () => ({ loaded: load(bundles) }));
  if (!kept.loaded) throw new Error('What was kept of the bundles was not loaded.');
  return JSON.parse(kept.loaded.text());
}

function load(bundles: Bundles<string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'kops-cutover-bundles-'));
  try {
    const apart: KeptTexts = Object.assign({}, ...Object.values(bundles).map((bundle) => bundle.apart));
    for (const [name, file] of Object.entries(apart)) file.putAt(join(folder, name));
    for (const [state, { index }] of Object.entries(bundles)) index.putAt(join(folder, `${state}.cjs`));
    const options = { cwd: folder, encoding: 'utf8', env: { AWS_REGION: 'us-west-1' } } as const;
    return execFileSync(process.execPath, ['-e', SCRIPT, ...Object.keys(bundles)], options);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
