/** The shop, in which nothing is changed outside of working hours: an app to deploy in place of cutover.ts. */
import { App } from 'aws-cdk-lib';
import { CutoverStack } from '../lib/migration/cutover-stack.ts';
import { shop } from './shop.ts';

new CutoverStack(new App(), 'Shop', {
  env: { account: '111122223333', region: 'us-west-1' },
  migration: {
    ...shop,
    freeze: {
      timeZone: 'Europe/Berlin',
      windows: [
        { from: 'Mon 17:00', until: 'Tue 09:00' },
        { from: 'Tue 17:00', until: 'Wed 09:00' },
        { from: 'Wed 17:00', until: 'Thu 09:00' },
        { from: 'Thu 17:00', until: 'Fri 09:00' },
        { from: 'Fri 17:00', until: 'Mon 09:00' },
      ],
    },
  },
});
