/** The shop, whose two platforms are watched by a Prometheus: an app to deploy in place of cutover.ts. */
import { App } from 'aws-cdk-lib';
import { CutoverStack } from '../lib/migration/cutover-stack.ts';
import { shop } from './shop.ts';

const sumOf = (counter: string, platform: string) =>
  `sum(increase(${counter}{platform="${platform}"}[$period]))`;
const failuresOf = (platform: string) => `${sumOf('checkout_failures_total', platform)} or vector(0)`;
const checkoutsOf = (platform: string) => sumOf('checkouts_total', platform);

new CutoverStack(new App(), 'Shop', {
  env: { account: '111122223333', region: 'us-west-1' },
  migration: {
    ...shop,
    compare: {
      errorRate: false,
      latency: false,
      metrics: [
        {
          name: 'Checkout failures',
          statistic: 'Sum',
          prometheus: {
            url: 'https://prometheus.shop.test/shop',
            basic: 'arn:aws:secretsmanager:us-west-1:111122223333:secret:shop/prometheus',
            legacy: failuresOf('legacy'),
            cluster: failuresOf('kops'),
            requests: { legacy: checkoutsOf('legacy'), cluster: checkoutsOf('kops') },
          },
          tolerated: 0.1,
        },
      ],
    },
  },
});
