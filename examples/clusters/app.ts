/**
 * From one kops cluster to another, each behind a network load balancer of its ingress, in one account. Both run the same
 * workloads, and the new one has been tried out, so a day is enough.
 */
import { App, Duration } from 'aws-cdk-lib';
import { CutoverStack } from '../../lib/migration/cutover-stack.ts';

const ELB = 'arn:aws:elasticloadbalancing:eu-west-1:666677778888';

new CutoverStack(new App(), 'Trains', {
  env: { account: '666677778888', region: 'eu-west-1' },
  migration: {
    name: 'trains',
    zones: [
      {
        id: 'Z0TRAINSEXAMPLE0001',
        name: 'trains.test',
        records: ['trains.test', 'www.trains.test', 'tickets.trains.test', '*.stations.trains.test'],
      },
    ],
    // Of the new cluster's ingress.
    target: { loadBalancer: 'new-ingress-708192a3b4c5d6e7.elb.eu-west-1.amazonaws.com' },
    steps: [
      { percent: 10, soak: Duration.hours(1) },
      { percent: 50, soak: Duration.hours(2), approval: true },
      { percent: 100, soak: Duration.hours(6) },
    ],
    drain: { minimumStay: Duration.days(1) },
    // A network load balancer counts no 5xx: a function also requests the names.
    alarms: {
      make: true,
      loadBalancer: `${ELB}:loadbalancer/net/new-ingress/708192a3b4c5d6e7`,
      targetGroups: [`${ELB}:targetgroup/new-https/4444444444444444`],
      also: ['new-cluster-resets'],
    },
    // One load balancer counts the connections of both ports together.
    acceptances: ['old-http', 'old-https'].map((group) => ({
      id: 'legacy-load-unknown',
      subject: `old-ingress-6f708192a3b4c5d6.elb.eu-west-1.amazonaws.com (${group})`,
      reason:
        'The old cluster keeps the nodes that it had at its busiest time, until the new one has been alone for a week.',
      until: '2027-06-30',
    })),
    notify: { emails: ['platform@trains.test'] },
  },
});
