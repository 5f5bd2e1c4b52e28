import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type AppProps, Validations } from 'aws-cdk-lib';
import { shop } from '../../../bin/shop.ts';
import { FUNCTION_STATES, folderOf } from '../../../lambdas/shared/contract/states.ts';
import type { MigrationConfig } from '../../../lib/config/migration-config.ts';
import { CutoverStack } from '../../../lib/cutover-stack.ts';
import { Template } from './template.ts';

export const ENV = { account: '111122223333', region: 'us-west-1' };

/** What small configurations are warned of; another test sees to the warnings. */
const EXPECTED_WARNINGS = [
  'not-checked-keys',
  'not-checked-databases',
  'not-checked-statebucket',
  'single-alarm',
];

/** The feature flags that the app is synthesized with. */
export function appProps(): AppProps {
  const { context } = JSON.parse(readFileSync(join(import.meta.dirname, '../../../cdk.json'), 'utf8'));
  return { context };
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
    for (const code of EXPECTED_WARNINGS) {
      Validations.of(stack).acknowledge({ id: `kops-cutover:${code}`, reason: 'Expected in tests' });
    }
    return new Template(app.synth().getStackArtifact(stack.artifactId).template);
  });
}
