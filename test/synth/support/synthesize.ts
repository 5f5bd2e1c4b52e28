import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { App, type AppProps, type Stack } from 'aws-cdk-lib';
import { shop } from '../../../bin/shop.ts';
import { shopMasters } from '../../../bin/shop-masters.ts';
import type { MastersConfig } from '../../../lib/masters/config/masters-config.ts';
import { Masters } from '../../../lib/masters/masters.ts';
import { MastersStack } from '../../../lib/masters/masters-stack.ts';
import type { MigrationConfig } from '../../../lib/migration/config/migration-config.ts';
import { Cutover } from '../../../lib/migration/cutover.ts';
import { CutoverStack } from '../../../lib/migration/cutover-stack.ts';
import { ConfigError } from '../../../lib/shared/config/config-error.ts';
import { handlersIn } from '../../../lib/shared/functions/bundle.ts';
import { LAMBDAS } from '../../support/bundled.ts';
import { Template } from './template.ts';

export const ENV = { account: '111122223333', region: 'us-west-1' };

/**
 * The feature flags that the app is synthesized with, but for the one that prints warnings: tests look at them. Nobody here
 * reads where a construct was made, nor what all there is: that takes a third of a synth's time, and under jest more.
 */
export function appProps(): AppProps {
  const { context } = JSON.parse(readFileSync(join(import.meta.dirname, '../../../cdk.json'), 'utf8'));
  return {
    context: {
      ...context,
      '@aws-cdk/core:annotationsInValidationReport': false,
      '@aws-cdk/core:enableAdditionalMetadataCollection': false,
      'aws:cdk:disable-creation-stack-traces': true,
    },
    treeMetadata: false,
  };
}

let ownFolder: string | undefined;

function takeAway(): void {
  if (ownFolder) rmSync(ownFolder, { recursive: true });
  ownFolder = undefined;
}

// A process of jest's runs one test file after the other; of a command it is the whole of it.
if ('afterAll' in globalThis) afterAll(takeAway);
else process.once('exit', takeAway);

/** A new folder, gone when the test file ends, or the command. */
export function outputFolder(): string {
  ownFolder ??= mkdtempSync(join(tmpdir(), 'kops-cutover-synth-'));
  return mkdtempSync(join(ownFolder, 'out-'));
}

const HANDLERS = [...handlersIn(LAMBDAS).values()].map((path) => relative(LAMBDAS, path));

/** A project of its own for these handlers, so that its bundles are kept from one test file to the next. */
const EMPTY_PROJECT = join(
  // esbuild calls its outputs by where they really are, also where node_modules is a link.
  realpathSync(join(import.meta.dirname, '../../../node_modules')),
  `.cache/kops-cutover-empty/${createHash('sha256').update(HANDLERS.join('\n')).digest('hex').slice(0, 16)}`,
);
const EMPTY_HANDLER = 'export const handler = async () => ({});\n';

/** The tree of functions with handlers that do nothing: what is in the bundles is another test's subject. */
export function emptyFunctions(): string {
  const functions = join(EMPTY_PROJECT, 'lambdas');
  putOnce(join(EMPTY_PROJECT, 'node_modules/.package-lock.json'), '{}\n');
  for (const path of HANDLERS) putOnce(join(functions, path), EMPTY_HANDLER);
  return functions;
}

/** At one stroke: test files run side by side. */
function putOnce(path: string, text: string): void {
  if (existsSync(path)) return;
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, path);
}

/** An app of its own, as `cdk.json` has it but for what `appProps` says. */
export function newApp(more: AppProps = {}): App {
  return new App({ outdir: outputFolder(), ...appProps(), ...more });
}

interface Place {
  /** @default Shop */
  readonly id?: string;
  readonly env?: typeof ENV;
}

/** A migration in a stack that is not synthesized yet, the shop's unless told otherwise. */
export function migrationStack(
  app: App,
  migration: MigrationConfig = shop,
  { id = 'Shop', env = ENV }: Place = {},
): CutoverStack {
  return new CutoverStack(app, id, { env, migration, functionSources: emptyFunctions() });
}

/** A cluster's masters in a stack that is not synthesized yet, the shop's unless told otherwise. */
export function mastersStack(
  app: App,
  masters: MastersConfig = shopMasters,
  { id = 'Shop', env = ENV }: Place = {},
): MastersStack {
  return new MastersStack(app, id, { env, masters, functionSources: emptyFunctions() });
}

/** A migration as a part of somebody's own stack. */
export function migrationIn(
  stack: Stack,
  id: string,
  migration: MigrationConfig = shop,
  functionSources: string = emptyFunctions(),
): Cutover {
  return new Cutover(stack, id, { migration, functionSources });
}

/** A cluster's masters as a part of somebody's own stack. */
export function mastersIn(
  stack: Stack,
  id: string,
  masters: MastersConfig = shopMasters,
  functionSources: string = emptyFunctions(),
): Masters {
  return new Masters(stack, id, { masters, functionSources });
}

/** The template of a migration, the shop's unless told otherwise. */
export function synthesize(migration?: MigrationConfig, app: App = newApp()): Template {
  const { artifactId } = migrationStack(app, migration);
  return new Template(app.synth().getStackArtifact(artifactId).template);
}

/** The template of a cluster's masters, the shop's unless told otherwise. */
export function synthesizeMasters(masters?: MastersConfig): Template {
  const app = newApp();
  const { artifactId } = mastersStack(app, masters);
  return new Template(app.synth().getStackArtifact(artifactId).template);
}

/** What the configuration is refused with; null if it is taken. */
export function refusalOf(make: () => unknown): string | null {
  try {
    make();
    return null;
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
}
