/** The shop, with health checks on the cluster's records: an app to deploy in place of cutover.ts. */
import { App } from 'aws-cdk-lib';
import { CutoverStack } from '../lib/migration/cutover-stack.ts';
import { shop } from './shop.ts';

new CutoverStack(new App(), 'Shop', {
  env: { account: '111122223333', region: 'us-west-1' },
  migration: { ...shop, dataPlaneRollback: true },
});
