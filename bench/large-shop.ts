/** The shop with 10 keys, 10 databases and 50 names, as an app to deploy in place of cutover.ts. */
import { App } from 'aws-cdk-lib';
import { shop } from '../bin/shop.ts';
import { CutoverStack } from '../lib/migration/cutover-stack.ts';
import { MORE_NAMES } from './large-world.ts';
import { withMore } from './with-more.ts';

const [zone, ...others] = shop.zones;
if (!zone) throw new Error('The shop has no zone.');

new CutoverStack(new App(), 'Shop', {
  env: { account: '111122223333', region: 'us-west-1' },
  migration: {
    ...withMore(shop),
    zones: [{ ...zone, records: [...zone.records, ...MORE_NAMES] }, ...others],
  },
});
