import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type * as Esbuild from 'esbuild';
import type { BuildOptions } from 'esbuild';
import { MASTERS_FUNCTIONS } from '../../lambdas/shared/contract/masters/states.ts';
import { FUNCTION_STATES, folderOf } from '../../lambdas/shared/contract/states.ts';
import { type KeptText, keptFor, type Origin, type Texts } from './kept-texts.ts';

/** Every function that there may be in the folder of functions, whichever stack deploys it. */
const ALL: readonly string[] = [...FUNCTION_STATES, ...MASTERS_FUNCTIONS];

/** The code of each function: its `index.js`. */
export type Bundles<State extends string> = Readonly<Record<State, KeptText>>;

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

const bundled = new Map<string, Bundles<string>>();

/**
 * Bundles all functions by one call of esbuild, those of other stacks too; once per folder and process, so that
 * several stacks share it.
 *
 * CommonJS, because an SDK bundle starts faster so than as ESM. White space is taken out and nothing else:
 * function names stay readable in stack traces, and measured start-up is the same.
 * @param folder the folder that holds one folder per function, each with a `handler.ts` that exports `handler`
 * @param states those that must be there
 */
export function bundleFunctions<State extends string>(
  folder: string,
  states: readonly State[],
): Bundles<State> {
  const missing = states.filter((state) => !existsSync(sourceOf(folder, state)));
  if (missing.length > 0) {
    const list = missing.map((state) => `  ${state}: ${sourceOf(folder, state)}`).join('\n');
    throw new Error(
      `These functions have no handler; write it, or take the state out of the contract:\n${list}`,
    );
  }
  const bundles = bundled.get(folder) ?? keptFor('bundles', bundleOrigin(folder), () => build(folder));
  bundled.set(folder, bundles);
  return bundles as Bundles<State>;
}

/** Those whose handlers are in the folder. */
export function functionsIn(folder: string): readonly string[] {
  return ALL.filter((state) => existsSync(sourceOf(folder, state)));
}

/** Loads esbuild only when there is something to bundle. */
function build(folder: string): Texts {
  const { buildSync }: typeof Esbuild = createRequire(import.meta.url)('esbuild');
  const { outputFiles } = buildSync(bundleOptions(folder));
  const byName = new Map(outputFiles.map((file) => [file.path, file.text]));
  return Object.fromEntries(functionsIn(folder).map((state) => [state, codeOf(byName, folder, state)]));
}

/** How functions are bundled; what is measured against them is bundled the same way. */
export function bundleOptions(folder: string): BuildOptions & { readonly write: false } {
  return {
    absWorkingDir: folder,
    entryPoints: functionsIn(folder).map((state) => ({ in: sourceOf(folder, state), out: state })),
    outdir: 'out',
    write: false,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    external: UNUSED_CREDENTIAL_PROVIDERS,
    minifyWhitespace: true,
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

function codeOf(outputs: ReadonlyMap<string, string>, folder: string, state: string): string {
  const code = outputs.get(join(folder, 'out', `${state}.js`));
  if (code === undefined) throw new Error(`esbuild wrote nothing for ${state}`);
  return code;
}

function sourceOf(folder: string, state: string): string {
  return join(folder, folderOf(state), 'handler.ts');
}
