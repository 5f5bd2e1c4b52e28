import { App } from 'aws-cdk-lib';
import { MastersStack } from '../lib/masters/masters-stack.ts';
import { CutoverStack } from '../lib/migration/cutover-stack.ts';
import { shop } from './shop.ts';
import { shopMasters } from './shop-masters.ts';

const app = new App();

const env = { account: '111122223333', region: 'us-west-1' };

new CutoverStack(app, 'Shop', { env, migration: shop });
new MastersStack(app, 'ShopMasters', { env, masters: shopMasters });
