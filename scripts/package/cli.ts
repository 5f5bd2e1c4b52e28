import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { PEERS } from './constructs.ts';

/** What programs read at run time, beside their code. */
const FILES = ['docs/runbook.md', 'scripts/guarded.sh'];

/**
 * Writes the command, in parts that are loaded when they are needed.
 * @returns the files that it was made of, relative to the project
 */
export function bundleCli(project: string, to: string): readonly string[] {
  const { metafile } = buildSync({
    absWorkingDir: project,
    entryPoints: ['cli/main.ts'],
    outdir: join(to, 'cli'),
    outExtension: { '.js': '.mjs' },
    metafile: true,
    bundle: true,
    splitting: true,
    minifySyntax: true,
    minifyWhitespace: true,
    platform: 'node',
    target: 'node22',
    format: 'esm',
    conditions: ['package'],
    external: PEERS.flatMap((name) => [name, `${name}/*`]),
    // What is CommonJS in it requires modules of Node.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    legalComments: 'none',
    logLevel: 'error',
  });
  for (const file of FILES) {
    mkdirSync(join(to, file, '..'), { recursive: true });
    copyFileSync(join(project, file), join(to, file));
  }
  return Object.keys(metafile.inputs);
}
