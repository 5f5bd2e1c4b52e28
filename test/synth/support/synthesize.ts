import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type AppProps } from 'aws-cdk-lib';
import { shop } from '../../../bin/shop.ts';
import { FUNCTION_STATES, folderOf } from '../../../lambdas/shared/contract/states.ts';
import type { MigrationConfig } from '../../../lib/config/migration-config.ts';
import { CutoverStack } from '../../../lib/cutover-stack.ts';
import { Template } from './template.ts';

export const ENV = { account: '111122223333', region: 'us-west-1' };

/** The feature flags that the app is synthesized with, but for the one that prints warnings: tests look at them. */
export function appProps(): AppProps {
  const { context } = JSON.parse(readFileSync(join(import.meta.dirname, '../../../cdk.json'), 'utf8'));
  return { context: { ...context, '@aws-cdk/core:annotationsInValidationReport': false } };
}

/** A folder with a handler for each function that does nothing: what is in the bundles is another test's subject. */
export function withEmptyFunctions<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'kops-cutover-functions-'));
  try {
    for (const state of FUNCTION_STATES) {
      mkdirSync(join(folder, folderOf(state)));
      writeFileSync(
        join(folder, folderOf(state), 'handler.ts'),
        'export const handler = async () => ({});\n',
      );
    }
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The template of a migration, the shop's unless told otherwise. */
export function synthesize(migration: MigrationConfig = shop): Template {
  return withEmptyFunctions((functionSources) => {
    const app = new App({ ...appProps(), outdir: join(functionSources, 'cdk.out') });
    const stack = new CutoverStack(app, 'Shop', { env: ENV, migration, functionSources });
    return new Template(app.synth().getStackArtifact(stack.artifactId).template);
  });
}
