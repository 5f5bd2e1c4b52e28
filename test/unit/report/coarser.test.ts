import { coarser } from '../../../report/rehearsal/coarser.ts';
import { played } from './run.ts';

it('has the mean of what was seen and of requests, and the worst of what failed', () => {
  const { names, requests } = coarser(played(), 2);
  expect(names?.[0]?.seen).toEqual({
    from: '2027-01-04T08:00:00.000Z',
    stepSeconds: 7200,
    values: [0.24, 0.01],
  });
  expect(requests).toMatchObject({
    stepSeconds: 7200,
    legacy: [75, 95],
    cluster: [25, 5],
    clusterFailed: [20, 3],
  });
});

it('leaves alone what is short enough', () => {
  expect(coarser(played(), 4)).toEqual(played());
});
