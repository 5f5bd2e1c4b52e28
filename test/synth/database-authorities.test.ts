import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { shop } from '../../bin/shop.ts';
import { AUTHORITIES_FILE } from '../../lambdas/migration/contract/environment.ts';
import { MIGRATE } from '../../lambdas/migration/contract/states.ts';
import { Cutover } from '../../lib/migration/cutover.ts';
import { RDS_AUTHORITY } from '../unit/lib/migration/config/configurations.ts';
import { ENV, emptyFunctions, newApp } from './support/synthesize.ts';

describe('Authorities of databases in the configuration', () => {
  it('lie beside the code of the functions that connect to the databases, and of no other', () => {
    const app = newApp();
    const stack = new Stack(app, 'Own', { env: ENV });
    const migration = { ...shop, databaseAuthorities: RDS_AUTHORITY };
    new Cutover(stack, 'Migration', { migration, functionSources: emptyFunctions() });
    const { directory, stacks } = app.synth();
    const files = globSync(`asset.*/${AUTHORITIES_FILE}`, { cwd: directory });
    expect(files.map((file) => readFileSync(join(directory, file), 'utf8'))).toEqual([RDS_AUTHORITY]);
    const [asset = ''] = files.map((file) => basename(dirname(file)).replace('asset.', ''));
    const users = Object.values<{ Properties: { FunctionName?: string } }>(
      stacks[0]?.template.Resources,
    ).filter((resource) => JSON.stringify(resource).includes(asset));
    expect(users.map(({ Properties }) => Properties.FunctionName)).toEqual([
      `shop-${MIGRATE.probeDatabases}1`,
      `shop-${MIGRATE.probeDatabases}2`,
      `shop-${MIGRATE.logInToDatabases}`,
    ]);
  });
});
