/** In one cluster, from the classic load balancer of a Service to the application load balancer of an Ingress. */
import { App, Duration } from 'aws-cdk-lib';
import { CutoverStack } from '../../lib/migration/cutover-stack.ts';

new CutoverStack(new App(), 'Florist', {
  env: { account: '777788889999', region: 'us-east-1' },
  migration: {
    name: 'florist',
    zones: [
      {
        id: 'Z0FLORISTEXAMPLE001',
        name: 'florist.test',
        records: ['florist.test', 'www.florist.test', 'orders.florist.test'],
      },
    ],
    target: { loadBalancer: 'k8s-web-shopfront-9f8e7d6c5b-2233445566.us-east-1.elb.amazonaws.com' },
    steps: [
      { percent: 10, soak: Duration.hours(12) },
      { percent: 50, soak: Duration.hours(12), approval: true },
      { percent: 100, soak: Duration.days(1) },
    ],
    alarms: ['florist-alb-5xx', 'florist-alb-own-5xx', 'florist-alb-latency'],
    notify: { emails: ['web@florist.test'] },
  },
});
