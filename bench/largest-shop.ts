/** The shop with as much as the functions of preflight may meet, as an app to deploy in place of cutover.ts. */
import { App } from 'aws-cdk-lib';
import { shop } from '../bin/shop.ts';
import { CutoverStack } from '../lib/migration/cutover-stack.ts';
import { ASKED_NAMES, MORE_ZONES } from './large-world.ts';
import { withMore } from './with-more.ts';

new CutoverStack(new App(), 'Shop', {
  env: { account: '111122223333', region: 'us-west-1' },
  migration: {
    ...withMore(shop),
    zones: [...shop.zones, ...MORE_ZONES],
    ingress: { names: ASKED_NAMES, paths: shop.ingress?.paths ?? [] },
  },
});
