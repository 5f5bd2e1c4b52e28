/** The shop, which is also watched by Datadog: an app to deploy in place of cutover.ts. */
import { App, Duration } from 'aws-cdk-lib';
import { CutoverStack } from '../lib/migration/cutover-stack.ts';
import { shop } from './shop.ts';

const SOURCE = ['aws.partner/datadog.com/shop'];

new CutoverStack(new App(), 'Shop', {
  env: { account: '111122223333', region: 'us-west-1' },
  migration: {
    ...shop,
    steps: [
      { percent: 5, soak: Duration.hours(1) },
      { percent: 50, soak: Duration.hours(1) },
      { percent: 100, soak: Duration.hours(1) },
    ],
    soak: { maximumExtensions: 1, extension: Duration.minutes(30) },
    signals: [
      {
        name: 'datadog-checkout',
        bus: 'aws.partner/datadog.com/shop',
        alarm: { source: SOURCE, detail: { monitor: ['checkout'], alert_transition: ['Triggered'] } },
        recovery: { source: SOURCE, detail: { monitor: ['checkout'], alert_transition: ['Recovered'] } },
        heartbeat: {
          source: SOURCE,
          detail: { monitor: ['checkout'], alert_transition: [{ exists: false }] },
        },
        silence: Duration.minutes(10),
      },
    ],
  },
});
