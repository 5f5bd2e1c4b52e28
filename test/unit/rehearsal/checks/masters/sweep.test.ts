import type { Check } from '../../../../../rehearsal/checks/check.ts';
import type { MastersEvidence } from '../../../../../rehearsal/checks/masters/evidence.ts';
import { foundInTime, takenUpInTime } from '../../../../../rehearsal/checks/masters/sweep.ts';
import type { ExecutionView } from '../../../../../rehearsal/emulator/emulator.ts';
import { shopMastersEstate } from '../../../../support/shop.ts';
import { anExecution } from '../migration/some-evidence.ts';

const NINE = Date.UTC(2027, 0, 4, 9);
/** `minutes` after nine. */
const at = (minutes: number) => new Date(NINE + minutes * 60_000).toISOString();

const replacement = (name: string, started: string, overrides: Partial<ExecutionView> = {}) =>
  anExecution({ machine: 'shop-masters-ReplaceMaster', name, started, ...overrides });
const leaves = {
  detailType: 'EC2 Instance-terminate Lifecycle Action',
  time: NINE,
  detail: { EC2InstanceId: 'i-1' },
};

async function contradictionsOf(
  { contradictions }: Check<MastersEvidence>,
  executions: readonly ExecutionView[],
  lostEvents: readonly object[] = [],
) {
  return contradictions({
    situation: { executions },
    scene: { estate: shopMastersEstate(), lostEvents },
  } as unknown as MastersEvidence);
}

describe('what no event reported', () => {
  it('is found in time, or not', async () => {
    expect(await contradictionsOf(foundInTime, [replacement('i-1-1', at(5))], [leaves])).toEqual([]);
    expect(await contradictionsOf(foundInTime, [replacement('i-1-1', at(6))], [leaves])).toEqual([
      'the replacement of i-1 was started after 6 min 0 s, not within 5 min 15 s',
    ]);
    expect(await contradictionsOf(foundInTime, [replacement('i-2-1', at(1))], [leaves])).toEqual([
      'the replacement of i-1 was never started',
    ]);
  });

  it('shows nothing when every event arrived, or only another was lost', async () => {
    const comes = { ...leaves, detailType: 'EC2 Instance-launch Lifecycle Action' };
    for (const lost of [[], [comes]]) {
      expect(await contradictionsOf(foundInTime, [replacement('i-1-1', at(1))], lost)).toEqual([
        'no event of a terminated or failed master was lost, so this check proves nothing',
      ]);
    }
  });
});

describe('an execution that was stopped', () => {
  const stopped = replacement('i-1-9', at(-3), { status: 'ABORTED', stopped: at(0) });

  it('is taken up in time, or not', async () => {
    expect(await contradictionsOf(takenUpInTime, [stopped, replacement('i-1-10', at(5))])).toEqual([]);
    expect(await contradictionsOf(takenUpInTime, [stopped, replacement('i-1-10', at(7))])).toEqual([
      'i-1-10, after i-1-9, was started after 7 min 0 s, not within 5 min 15 s',
    ]);
    expect(await contradictionsOf(takenUpInTime, [stopped, replacement('i-2-10', at(1))])).toEqual([
      'i-1-10, after i-1-9, was never started',
    ]);
  });

  it('must be there', async () => {
    expect(await contradictionsOf(takenUpInTime, [replacement('i-1-1', at(0))])).toEqual([
      'no execution was stopped, so this check proves nothing',
    ]);
  });

  it('must say when', async () => {
    const nowhen = { ...stopped, stopped: null };
    expect(await contradictionsOf(takenUpInTime, [nowhen, replacement('i-1-10', at(1))])).toEqual([
      'i-1-9 has no time of its stop',
    ]);
  });
});
