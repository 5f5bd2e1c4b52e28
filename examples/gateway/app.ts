/**
 * From ingress-nginx to a gateway inside one cluster, which kops has not made: nothing of the cluster itself is configured.
 * In two waves: the names of staging first.
 */
import { App, Duration } from 'aws-cdk-lib';
import { CutoverStack } from '../../lib/migration/cutover-stack.ts';

const NGINX = 'ingress-nginx-4d5e6f708192a3b4.elb.us-east-2.amazonaws.com';

const GATEWAY = 'gateway-5e6f708192a3b4c5.elb.us-east-2.amazonaws.com';

const ELB = 'arn:aws:elasticloadbalancing:us-east-2:555566667777';

const app = new App();
const env = { account: '555566667777', region: 'us-east-2' };

/** What both waves have. */
const common = {
  target: { loadBalancer: GATEWAY },
  acceptances: ['nginx-http', 'nginx-https'].map((group) => ({
    id: 'legacy-load-unknown',
    subject: `${NGINX} (${group})`,
    reason: 'Both ingresses run on the same nodes, of which there are as many as at the busiest time.',
    until: '2027-06-30',
  })),
  notify: { emails: ['it@library.test'] },
};

new CutoverStack(app, 'LibraryStaging', {
  env,
  migration: {
    ...common,
    name: 'library-staging',
    // The gateway's load balancer counts no 5xx: a function also requests the names.
    alarms: {
      make: true,
      loadBalancer: `${ELB}:loadbalancer/net/gateway/5e6f708192a3b4c5`,
      targetGroups: [`${ELB}:targetgroup/gateway-https/afafafafafafafaf`],
      also: ['gateway-resets'],
    },
    zones: [
      {
        id: 'Z0LIBRARYSTAGING001',
        name: 'library-staging.test',
        records: ['library-staging.test', 'catalogue.library-staging.test', 'api.library-staging.test'],
      },
    ],
    steps: [
      { percent: 50, soak: Duration.hours(2) },
      { percent: 100, soak: Duration.hours(6), approval: true },
    ],
    drain: { minimumStay: Duration.days(1) },
  },
});

new CutoverStack(app, 'Library', {
  env,
  migration: {
    ...common,
    name: 'library',
    alarms: ['gateway-resets'],
    zones: [
      {
        id: 'Z0LIBRARYEXAMPLE001',
        name: 'library.test',
        records: ['library.test', 'catalogue.library.test', 'api.library.test', '*.branches.library.test'],
      },
    ],
    steps: [
      { percent: 10, soak: Duration.hours(6) },
      { percent: 50, soak: Duration.hours(12) },
      { percent: 100, soak: Duration.days(1), approval: true },
    ],
  },
});
