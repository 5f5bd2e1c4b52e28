import { existsSync, globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type * as Esbuild from 'esbuild';
import type { BuildOptions, Metafile } from 'esbuild';
import { type Bundles, bundlesIn, IMPORTED } from './bundles.ts';
import { type KeptTexts, keptFor, type Origin, type Texts } from './kept-texts.ts';

/** This project's functions. */
export const OWN_FUNCTIONS = join(import.meta.dirname, '../../../lambdas');

/** A function is a folder with this file. */
const HANDLER = 'handler.ts';

/** Each file of it becomes a file beside the functions that import it, as `#apart/<name>.js`. */
const APART = '*/apart/*.ts';

/**
 * What every client of the SDK would load if an answer were a stream of events, and S3's loads at once. In `index.js` it
 * would keep esbuild from leaving out all the rest of `@smithy/core` that isn't used, and cost every start.
 */
const EVENT_STREAMS = '@smithy/core/event-streams';

/** Lambda gives credentials in the environment; what reads them from anywhere else only costs start-up time. */
const UNUSED_CREDENTIAL_PROVIDERS = [
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-login',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@smithy/credential-provider-imds',
];

const require = createRequire(import.meta.url);

const { version: VERSION } = require('../../../package.json');

const bundled = new Map<string, KeptTexts>();

/**
 * The bundles of functions.
 * @param sources where the functions are, at any depth: a state's folder is called as the state, in kebab-case, and has a
 * `handler.ts` that exports `handler`. This project's by default
 * @param states those that must be there
 */
export function bundleFunctions<State extends string>(
  sources: string | undefined,
  states: readonly State[],
): Bundles<State> {
  const folder = sources ?? OWN_FUNCTIONS;
  const handlers = handlersIn(folder);
  const missing = states.filter((state) => !handlers.has(state));
  if (missing.length > 0) {
    const list = missing.map((state) => `  ${state}: no ${folderOf(state)}/${HANDLER}`).join('\n');
    throw new Error(
      `These functions have no handler in ${folder}. Write one, or remove the state from the contract:\n${list}`,
    );
  }
  return bundlesIn(bundledTexts(folder), [...handlers.keys()] as State[]);
}

/**
 * Bundles all functions by one call of esbuild, those of other stacks too; once per folder and process, so that
 * several stacks share it.
 *
 * CommonJS, because an SDK bundle starts faster so than as ESM. White space is taken out and syntax shortened, because
 * what is not there need not be compiled; names stay as they are, readable in stack traces.
 */
export function bundledTexts(folder: string): KeptTexts {
  const texts = bundled.get(folder) ?? keptFor('bundles', bundleOrigin(folder), () => build(folder));
  bundled.set(folder, texts);
  return texts;
}

/**
 * The handlers in a folder, by their states.
 * @throws when two folders are called as the same state
 */
export function handlersIn(folder: string): ReadonlyMap<string, string> {
  const handlers = new Map<string, string>();
  for (const path of globSync(`**/${HANDLER}`, { cwd: folder }).sort()) {
    const state = stateOf(basename(dirname(path)));
    const other = handlers.get(state);
    if (other) throw new Error(`${state} has two handlers: ${other} and ${join(folder, path)}`);
    handlers.set(state, join(folder, path));
  }
  return handlers;
}

/** `ShiftWeight` → `shift-weight`. */
function folderOf(state: string): string {
  return state.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
}

/** `shift-weight` → `ShiftWeight`. */
function stateOf(folder: string): string {
  return folder.replace(/(?:^|-)(\w)/g, (_all, first: string) => first.toUpperCase());
}

/** Loads esbuild only when there is something to bundle. */
function build(folder: string): Texts {
  const { buildSync }: typeof Esbuild = require('esbuild');
  const { outputFiles, metafile } = buildSync(bundleOptions(folder));
  const byName = new Map(outputFiles.map((file) => [file.path, file.text]));
  const code = (name: string): string => codeOf(byName, folder, name);
  return Object.fromEntries([
    ...[...handlersIn(folder).keys()].map((state) => [state, code(`${state}.js`)]),
    ...apartIn(folder).map(({ file }) => [file, code(file)]),
    [IMPORTED, JSON.stringify(importedBy(metafile))],
  ]);
}

/** By function, the files beside it that it imports. */
function importedBy({ outputs }: Metafile): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    Object.entries(outputs).map(([path, { imports }]) => [
      basename(path, '.js'),
      imports.flatMap(({ path: file }) => (file.startsWith('./') ? [basename(file)] : [])),
    ]),
  );
}

/** How functions are bundled; what is measured against them is bundled the same way. */
export function bundleOptions(
  folder: string,
): BuildOptions & { readonly write: false; readonly metafile: true } {
  const apart = apartIn(folder);
  return {
    absWorkingDir: folder,
    entryPoints: [
      ...[...handlersIn(folder)].map(([state, source]) => ({ in: source, out: state })),
      ...apart.map(({ source, file }) => ({ in: source, out: basename(file, '.js') })),
    ],
    outdir: 'out',
    write: false,
    metafile: true,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    alias: Object.fromEntries(apart.map(({ file, imported }) => [imported, `./${file}`])),
    define: { 'process.env.KOPS_CUTOVER_VERSION': JSON.stringify(VERSION) },
    external: [...UNUSED_CREDENTIAL_PROVIDERS, ...apart.map(({ file }) => `./${file}`)],
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    logLevel: 'error',
  };
}

/** What decides how the bundles come out: esbuild, which is one of the packages, reads the compiler's settings too. */
export function bundleOrigin(folder: string): Origin {
  const project = dirname(folder);
  const settings = join(project, 'tsconfig.json');
  const tsconfig = existsSync(settings) ? readFileSync(settings, 'utf8') : '';
  return { project, sources: [basename(folder)], options: { ...bundleOptions(folder), tsconfig } };
}

/** What is bundled apart: its source, the file that it becomes, and as what it is imported. */
function apartIn(
  folder: string,
): readonly { readonly source: string; readonly file: string; readonly imported: string }[] {
  return [
    ...globSync(APART, { cwd: folder }).map((path) => {
      const file = `${basename(path, '.ts')}.js`;
      return { source: join(folder, path), file, imported: `#apart/${file}` };
    }),
    { source: require.resolve(EVENT_STREAMS), file: 'event-streams.js', imported: EVENT_STREAMS },
  ];
}

function codeOf(outputs: ReadonlyMap<string, string>, folder: string, file: string): string {
  const code = outputs.get(join(folder, 'out', file));
  if (code === undefined) throw new Error(`esbuild wrote no ${file}`);
  return code;
}
