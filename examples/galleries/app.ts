/** Five zones whose names leave an application and a network load balancer for a cluster behind a network load balancer. */
import { App, Duration } from 'aws-cdk-lib';
import { CutoverStack } from '../../lib/migration/cutover-stack.ts';

new CutoverStack(new App(), 'Galleries', {
  env: { account: '222233334444', region: 'eu-central-1' },
  migration: {
    name: 'galleries',
    zones: [
      {
        id: 'Z01GALLERIESWEB0001',
        name: 'galleries.test',
        records: ['galleries.test', 'www.galleries.test', '*.artists.galleries.test'],
      },
      {
        id: 'Z02GALLERIESAPI0002',
        name: 'galleries-api.test',
        records: ['v1.galleries-api.test', 'v2.galleries-api.test'],
      },
      {
        id: 'Z03GALLERIESMEDIA03',
        name: 'galleries-media.test',
        records: ['img.galleries-media.test', 'video.galleries-media.test'],
      },
      {
        id: 'Z04GALLERIESSHOP004',
        name: 'galleries-shop.test',
        records: ['galleries-shop.test', 'www.galleries-shop.test'],
      },
      {
        id: 'Z05GALLERIESEVENTS5',
        name: 'galleries-events.test',
        records: ['galleries-events.test', 'tickets.galleries-events.test'],
        role: { arn: 'arn:aws:iam::555566667777:role/galleries-dns', externalId: 'galleries' },
      },
    ],
    target: { loadBalancer: 'k8s-ingress-3c4d5e6f708192a3.elb.eu-central-1.amazonaws.com' },
    steps: [
      { percent: 20, soak: Duration.hours(12) },
      { percent: 50, soak: Duration.days(1), approval: true },
      { percent: 100, soak: Duration.days(1) },
    ],
    alarms: ['galleries-cluster', 'galleries-ingress-resets'],
    notify: { emails: ['platform@galleries.test'] },
  },
});
