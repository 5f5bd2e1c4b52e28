import {
  type LoadBalancer,
  metricOf,
  observationsOf,
  steady,
} from '../../../../rehearsal/world/load-balancer.ts';

const SERVED = { requests: 3000, failed: 0, latencySeconds: 0.1, luck: 0 };

it.each([
  ['classic', 'EstimatedALBConsumedLCUs', 2 / 60, 'Count'],
  ['application', 'PeakLCUs', 2, 'Count'],
  ['network', 'ProcessedBytes', 60_000_000, 'Bytes'],
] as const)('3,000 requests in a minute give a %s load balancer %s', (family, metricName, load, unit) => {
  const balancer: LoadBalancer = {
    id: 'shop',
    family,
    dnsName: 'shop.elb.test.',
    ipv4: [],
    ipv6: [],
    zones: [],
    hosts: () => [],
    health: steady(),
  };
  const observed = observationsOf(balancer, SERVED).find(([id]) => id.metricName === metricName);
  expect(observed).toEqual([
    metricOf(balancer, 'load'),
    { sum: load, count: 1, minimum: load, maximum: load },
    unit,
  ]);
});
