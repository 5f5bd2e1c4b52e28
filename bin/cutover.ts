import { App } from 'aws-cdk-lib';
import { CutoverStack } from '../lib/cutover-stack.ts';
import { shop } from './shop.ts';

const app = new App();

new CutoverStack(app, 'Shop', { env: { account: '111122223333', region: 'us-west-1' }, migration: shop });
