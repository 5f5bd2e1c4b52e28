import { join } from 'node:path';
import { buildSync } from 'esbuild';

/** What the user's project has itself. A second copy of the CDK would have classes that the first doesn't know. */
export const PEERS = ['aws-cdk-lib', 'constructs', 'cdk-nag'];

/**
 * Writes the constructs as one file of CommonJS, which ES modules import by name, too: two builds could both be loaded, and
 * the classes of one are not those of the other.
 * @returns the files that it was made of, relative to the project
 */
export function bundleConstructs(project: string, to: string): readonly string[] {
  const { metafile } = buildSync({
    absWorkingDir: project,
    entryPoints: ['lib/index.ts'],
    outfile: join(to, 'index.js'),
    metafile: true,
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    // `#functions` is then what was bundled ahead.
    conditions: ['package'],
    external: PEERS.flatMap((name) => [name, `${name}/*`]),
    define: { 'import.meta.dirname': '__dirname', 'import.meta.url': '__filename' },
    legalComments: 'none',
    logLevel: 'error',
  });
  return Object.keys(metafile.inputs);
}
