import { App } from 'aws-cdk-lib';
import { CutoverStack } from '../lib/migration/cutover-stack.ts';
import { shop } from './shop.ts';

/** The shop's migration, which a chat hears of, too. */
new CutoverStack(new App(), 'Shop', {
  env: { account: '111122223333', region: 'us-west-1' },
  migration: { ...shop, notify: { ...shop.notify, chat: true } },
});
