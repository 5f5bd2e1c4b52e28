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
import { App, type AppProps } from 'aws-cdk-lib';
import { shop } from '../../../bin/shop.ts';
import { shopMasters } from '../../../bin/shop-masters.ts';
import type { MastersConfig } from '../../../lib/masters/config/masters-config.ts';
import { MastersStack } from '../../../lib/masters/masters-stack.ts';
import type { MigrationConfig } from '../../../lib/migration/config/migration-config.ts';
import { CutoverStack } from '../../../lib/migration/cutover-stack.ts';
import { handlersIn } from '../../../lib/shared/functions/bundle.ts';
import { LAMBDAS } from '../../support/bundled.ts';
import { Template } from './template.ts';

export const ENV = { account: '111122223333', region: 'us-west-1' };

/**
 * The feature flags that the app is synthesized with, but for the one that prints warnings: tests look at them. Where a
 * construct was made is told to nobody here, and under jest a stack trace is a tenth of what a synth costs.
 */
export function appProps(): AppProps {
  const { context } = JSON.parse(readFileSync(join(import.meta.dirname, '../../../cdk.json'), 'utf8'));
  return {
    context: {
      ...context,
      '@aws-cdk/core:annotationsInValidationReport': false,
      'aws:cdk:disable-creation-stack-traces': true,
    },
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
export function newApp(outdir: string = outputFolder()): App {
  return new App({ ...appProps(), outdir });
}

/** The template of a migration, the shop's unless told otherwise. */
export function synthesize(migration: MigrationConfig = shop): Template {
  const app = newApp();
  const stack = new CutoverStack(app, 'Shop', { env: ENV, migration, functionSources: emptyFunctions() });
  return new Template(app.synth().getStackArtifact(stack.artifactId).template);
}

/** The template of a cluster's masters, the shop's unless told otherwise. */
export function synthesizeMasters(masters: MastersConfig = shopMasters): Template {
  const app = newApp();
  const stack = new MastersStack(app, 'Shop', { env: ENV, masters, functionSources: emptyFunctions() });
  return new Template(app.synth().getStackArtifact(stack.artifactId).template);
}
