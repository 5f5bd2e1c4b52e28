import { byName } from '../../../../../lambdas/migration/domain/advance.ts';
import { type Fence, fenceRecord, PHASES } from '../../../../../lambdas/migration/domain/fence.ts';
import { type Milestone, recordsAt } from '../../../../../lambdas/migration/domain/milestones.ts';
import { observe } from '../../../../../lambdas/migration/domain/observed-zone.ts';
import { WHOLE } from '../../../../../lambdas/migration/domain/parts.ts';
import type { ResourceRecordSet } from '../../../../../lambdas/migration/domain/record-set.ts';
import {
  decideRestore,
  type RestoreGoal,
  restoreFromJournal,
} from '../../../../../lambdas/migration/domain/restore.ts';
import { someShape } from '../../../../support/migration/settings.ts';

const FENCE_NAME = '_cutover-shop.shop.test.';
const shape = someShape();
const address = (Name: string): ResourceRecordSet => ({
  Name,
  Type: 'A',
  TTL: 300,
  ResourceRecords: [{ Value: '192.0.2.1' }],
});
const image = [address('www.shop.test.'), address('api.shop.test.')];
const before = byName(image);
const at = (stage: Milestone) => image.flatMap((record) => recordsAt(stage, [record], shape));
const HALF: Milestone = { kind: 'weighted', percent: 50 };

const fenceOf = (more: Partial<Fence> = {}): Fence => ({
  migration: 'shop',
  epoch: 7,
  phase: 'shift',
  weight: 50,
  execution: 'run-1',
  ...more,
});
const goalOf = (more: Partial<RestoreGoal> = {}): RestoreGoal => ({
  migration: 'shop',
  run: 'run-1',
  tookOver: '',
  knownEpoch: 0,
  shutOut: false,
  stages: [{ kind: 'before' }, { kind: 'lowered' }, HALF, { kind: 'retired' }],
  parts: WHOLE,
  ...more,
});
const decided = (fence: Fence | undefined, goal = goalOf(), records = at(HALF)) => {
  const held = fence ? [...records, fenceRecord(FENCE_NAME, fence)] : records;
  return decideRestore(observe(held, [...before.keys()], FENCE_NAME), before, FENCE_NAME, goal, shape);
};
const NEXT = { migration: 'shop', phase: 'restored', weight: 0, execution: 'run-1' };

describe('A rollback of a zone that was read', () => {
  it.each<[string, Fence | undefined, Partial<RestoreGoal>, number]>([
    ['under way', fenceOf(), {}, 8],
    ['half restored', fenceOf({ phase: 'restoring' }), {}, 8],
    ['restored, and written by somebody since', fenceOf({ phase: 'restored' }), {}, 8],
    ['that the run took over', fenceOf({ execution: 'run-0' }), { tookOver: 'run-0' }, 8],
    ['of which the journal knows a newer epoch', fenceOf(), { knownEpoch: 11 }, 12],
    ['whose fence is gone', undefined, { knownEpoch: 11 }, 12],
    ['closed, once the run is shut out', fenceOf({ phase: 'closed' }), { shutOut: true }, 8],
    [
      'of the run before, once the run is shut out',
      fenceOf({ phase: 'restored', execution: 'run-0' }),
      { shutOut: true },
      8,
    ],
  ])('%s restores it with the next epoch', (_what, fence, more, epoch) => {
    const decision = decided(fence, goalOf(more));
    if (decision.kind !== 'write') throw new Error(decision.kind);
    expect(decision.batches.map((batch) => batch.fence)).toEqual([{ ...NEXT, epoch }]);
    expect(decision.ttlInForceSeconds).toBe(60);
  });

  it('restored writes nothing', () => {
    expect(decided(fenceOf({ phase: 'restored' }), goalOf(), image)).toMatchObject({ kind: 'restored' });
  });

  it.each<[string, Fence, Partial<RestoreGoal>, string]>([
    ['of another run', fenceOf({ execution: 'run-2' }), {}, 'not-ours'],
    ['of another run, closed', fenceOf({ execution: 'run-2', phase: 'closed' }), {}, 'not-ours'],
    ['of another run, though it is shut out', fenceOf({ execution: 'run-2' }), { shutOut: true }, 'not-ours'],
    ['closed', fenceOf({ phase: 'closed' }), {}, 'unless-over'],
    ['as the run before left it', fenceOf({ phase: 'restored', execution: 'run-0' }), {}, 'unless-over'],
  ])('%s writes nothing: %s', (_what, fence, more, kind) => {
    expect(decided(fence, goalOf(more))).toMatchObject({ kind });
  });

  it('reports what somebody else had put, by name, and not what the migration had', () => {
    const foreign = { ...address('api.shop.test.'), TTL: 77 };
    const others = at(HALF).filter(({ Name }) => Name !== foreign.Name);
    const decision = decided(fenceOf(), goalOf(), [...others, foreign]);
    expect(decision).toMatchObject({
      kind: 'write',
      batches: [{ overwritten: ['api.shop.test: A 192.0.2.1 TTL 77'] }],
    });
    expect(decided(fenceOf())).toMatchObject({ kind: 'write', batches: [{ overwritten: [] }] });
  });
});

describe('A rollback from the journal alone', () => {
  const fast = (phase: Fence['phase']) =>
    restoreFromJournal(fenceOf({ phase }), before, FENCE_NAME, goalOf(), shape);

  it.each(PHASES.filter((phase) => ['prepare', 'shift', 'drain'].includes(phase)))(
    'goes by a fence that says %s, and by the TTL that was in force then',
    (phase) => {
      const writing = fast(phase);
      expect(writing?.batches.map((batch) => batch.fence)).toEqual([{ ...NEXT, epoch: 8 }]);
      expect(writing?.ttlInForceSeconds).toBe(60);
    },
  );

  it.each(PHASES.filter((phase) => !['prepare', 'shift', 'drain'].includes(phase)))(
    'asks the zone first where the fence says %s',
    (phase) => {
      expect(fast(phase)).toBeUndefined();
    },
  );
});
