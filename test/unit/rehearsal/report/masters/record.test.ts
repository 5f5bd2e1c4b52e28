import type { MastersEvidence } from '../../../../../rehearsal/checks/masters/evidence.ts';
import type { ExecutionHistory } from '../../../../../rehearsal/report/histories.ts';
import { mastersRecord } from '../../../../../rehearsal/report/masters/record.ts';

const at = (second: number) => new Date(second * 1000).toISOString();

/** @param states each a second long */
function history(name: string, states: readonly string[]): ExecutionHistory {
  const entered = states.map((state, i) => ({
    state,
    at: i * 1000,
    isInside: false,
    isInstant: state === 'MayItAct',
  }));
  return { execution: { name, stopped: at(states.length) }, entered } as unknown as ExecutionHistory;
}

/** One member, which is replaced, and of two etcd clusters one that loses its quorum. */
const evidence = {
  situation: { now: 100_000 },
  scene: {
    start: 0,
    members: ['a'],
    estate: { groupOf: () => 'group-a', zoneOf: () => 'us-west-1a' },
    engine: {
      autoScaling: {
        describeScalingActivities: () => ({
          Activities: [
            {
              StartTime: new Date(30_000),
              EndTime: undefined,
              Description: 'Launching a new EC2 instance: i-0b',
              Cause: 'At … an instance was started.',
              StatusCode: 'InProgress',
            },
            {
              StartTime: new Date(20_000),
              EndTime: new Date(40_000),
              Description: 'Terminating EC2 instance: i-0a',
              Cause: 'At … an instance was taken out of service.',
              StatusCode: 'Successful',
            },
          ],
        }),
      },
    },
    masters: {
      etcdClusters: [{ name: 'main', members: [{ name: 'a' }, { name: 'b' }, { name: 'c' }], quorum: 2 }],
    },
    following: {
      history: [
        { at: 25_000, members: { main: ['b', 'c'] } },
        { at: 26_000, members: { main: ['c'] } },
        { at: 50_000, members: { main: ['a', 'b', 'c'] } },
      ],
    },
  },
} as unknown as MastersEvidence;

const lanes = mastersRecord(evidence, [
  history('i-0a-1', ['Begin', 'AcquireLease', 'MayItAct', 'DrainMaster', 'ReleaseLease', 'MasterReplaced']),
  history('i-0b-1', ['AcquireLease', 'Pause', 'RecordHeartbeat', 'AcquireLease', 'JudgeQuorum']),
  history('roll', ['RollNextMaster']),
]).lanes;
const shown = (name: string) =>
  lanes
    .find((each) => each.name === name)
    ?.spans.map(({ what, from, until }) => `${what} ${Date.parse(from) / 1000}-${Date.parse(until) / 1000}`);

it('has who waited for the lease and who had it', () => {
  expect(shown('i-0a-1')).toEqual(['waits for it 1-3', 'has it 3-5']);
  expect(shown('i-0b-1')).toEqual(['waits for it 0-4', 'has it 4-5']);
  expect(shown('roll')).toBeUndefined();
});

it('has what Auto Scaling did with a member, also what has not ended', () => {
  expect(shown('a (us-west-1a)')).toEqual(['terminating i-0a 20-40', 'launching i-0b (InProgress) 30-100']);
});

it('has which members of etcd ran', () => {
  expect(shown('etcd main')).toEqual(['all run 0-25', 'a down 25-26', 'no quorum 26-50', 'all run 50-100']);
});
