/** The shop with alarms that the stack makes: an app to rehearse in place of cutover.ts. */
import { App } from 'aws-cdk-lib';
import { CutoverStack } from '../lib/migration/cutover-stack.ts';
import { shop } from './shop.ts';

const INGRESS = 'arn:aws:elasticloadbalancing:us-west-1:111122223333';

new CutoverStack(new App(), 'Shop', {
  env: { account: '111122223333', region: 'us-west-1' },
  migration: {
    ...shop,
    alarms: {
      make: true,
      loadBalancer: `${INGRESS}:loadbalancer/app/k8s-ingress/50dc6c495c0c9188`,
      targetGroups: [`${INGRESS}:targetgroup/k8s-ingress-nodes/73e2d6bc24d8a067`],
    },
  },
});
