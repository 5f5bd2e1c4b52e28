import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';
import { PEERS } from './constructs.ts';

export interface Programs {
  /** Each becomes `cli/<name>.mjs`. */
  readonly entries: Readonly<Record<string, string>>;
  /** What they read at run time, at the same places as in the project. */
  readonly files: readonly string[];
  /** Packages that are installed beside, not contained. */
  readonly beside: readonly string[];
}

/**
 * Writes programs, in parts that are loaded when they are needed.
 * @returns the files that they were made of, relative to the project
 */
export function bundlePrograms(project: string, to: string, programs: Programs): readonly string[] {
  const { entries, files, beside } = programs;
  const { metafile } = buildSync({
    absWorkingDir: project,
    entryPoints: entries,
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
    // ES modules where there are any: of CommonJS, what is loaded later has the default export alone.
    mainFields: ['module', 'main'],
    external: [...PEERS, ...beside].flatMap((name) => [name, `${name}/*`]),
    // What is CommonJS in it requires modules of Node.
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
    legalComments: 'none',
    logLevel: 'error',
  });
  for (const file of files) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    copyFileSync(join(project, file), join(to, file));
  }
  return Object.keys(metafile.inputs);
}
