import { ShareRecord } from '../../../../../rehearsal/scenes/migration/share-record.ts';
import type { LoadBalancer } from '../../../../../rehearsal/world/load-balancer.ts';

const MINUTE = 60_000;
const cluster = { id: 'cluster' } as LoadBalancer;
const legacy = { id: 'legacy' } as LoadBalancer;
const names = ['www.', 'api.'].map((name) => ({ name, popularity: 0.5 }));

/** @param onCluster parts of the requests for each name that came there */
function asked(onCluster: readonly number[], onLegacy: readonly number[]) {
  return new Map([
    [cluster, [Float64Array.from(onCluster)]],
    // By two endpoints.
    [
      legacy,
      [Float64Array.from(onLegacy, (each) => each / 2), Float64Array.from(onLegacy, (each) => each / 2)],
    ],
  ]);
}

it('has the cluster’s share of each name, as the mean of stretches, and null where nobody came', () => {
  const record = new ShareRecord(names, ({ id }) => id === 'cluster');
  record.add(0, asked([0, 0], [0.5, 0.5]));
  record.add(MINUTE, asked([0.125, 0.5], [0.375, 0]));
  record.add(2 * MINUTE, asked([0.25, 0], [0.25, 0]));
  const all = { from: 0, until: 3 * MINUTE };
  expect(record.of('www.', all, 10)).toEqual({ from: 0, minutes: 1, values: [0, 0.25, 0.5] });
  expect(record.of('api.', all, 10)).toEqual({ from: 0, minutes: 1, values: [0, 1, null] });
  expect(record.of('api.', all, 2)).toEqual({ from: 0, minutes: 2, values: [0.5, null] });
  const part = { from: 1.5 * MINUTE, until: 2 * MINUTE };
  expect(record.of('www.', part, 10)).toEqual({ from: MINUTE, minutes: 1, values: [0.25] });
});
