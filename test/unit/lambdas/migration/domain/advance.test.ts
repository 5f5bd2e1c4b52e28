import {
  type AdvanceGoal,
  byName,
  decideAdvance,
  describe as inWords,
} from '../../../../../lambdas/migration/domain/advance.ts';
import { type Fence, fenceRecord, type Phase } from '../../../../../lambdas/migration/domain/fence.ts';
import { type Milestone, recordsAt } from '../../../../../lambdas/migration/domain/milestones.ts';
import { observe } from '../../../../../lambdas/migration/domain/observed-zone.ts';
import type { ResourceRecordSet } from '../../../../../lambdas/migration/domain/record-set.ts';
import { someShape } from '../../../../support/migration/settings.ts';

const settings = someShape();
const FENCE_NAME = '_cutover-shop.shop.test.';
const alias = (Type: string): ResourceRecordSet => ({
  Name: 'shop.test.',
  Type,
  AliasTarget: { HostedZoneId: 'ZELB', DNSName: 'legacy.elb.amazonaws.com.', EvaluateTargetHealth: false },
});
const www: ResourceRecordSet = {
  Name: 'www.shop.test.',
  Type: 'A',
  TTL: 300,
  ResourceRecords: [{ Value: '192.0.2.10' }],
};
const image = [alias('A'), alias('AAAA'), www];
const before = byName(image);
const weighted = (percent: number): Milestone => ({ kind: 'weighted', percent });

function fence(phase: Phase, weight: number, execution = 'run-1', epoch = 7): Fence {
  return { migration: 'shop', epoch, phase, weight, execution };
}

function decide(records: readonly ResourceRecordSet[], goal: Partial<AdvanceGoal>) {
  const full = {
    migration: 'shop',
    run: 'run-1',
    takesOver: '',
    knownEpoch: 0,
    from: weighted(5),
    to: weighted(50),
    close: false,
    ...goal,
  };
  return decideAdvance(observe(records, [...before.keys()], FENCE_NAME), before, FENCE_NAME, full, settings);
}

const zoneAt = (stage: Milestone, standing?: Fence) => [
  ...recordsAt(stage, image, settings),
  ...(standing ? [fenceRecord(FENCE_NAME, standing)] : []),
];

it('A record set in words has all that it answers by, also its health check', () => {
  const checked = { ...www, SetIdentifier: 'legacy', Weight: 95, HealthCheckId: 'abc' };
  expect(inWords([checked])).toBe('A 192.0.2.10 TTL 300 weight 95 (legacy) health check abc');
});

describe('decideAdvance writes', () => {
  it('the next stage in one batch: fence out, exact old records out, new ones in, next fence in', () => {
    const decision = decide(zoneAt(weighted(5), fence('shift', 5)), {});
    if (decision.kind !== 'write') throw new Error(decision.kind);
    const [batch] = decision.batches;
    const held = recordsAt(weighted(5), image, settings);
    const wanted = recordsAt(weighted(50), image, settings);
    expect(batch?.changes).toEqual([
      { Action: 'DELETE', ResourceRecordSet: fenceRecord(FENCE_NAME, fence('shift', 5)) },
      ...held.map((ResourceRecordSet) => ({ Action: 'DELETE', ResourceRecordSet })),
      ...wanted.map((ResourceRecordSet) => ({ Action: 'CREATE', ResourceRecordSet })),
      { Action: 'CREATE', ResourceRecordSet: fenceRecord(FENCE_NAME, fence('shift', 50, 'run-1', 8)) },
    ]);
  });

  it('only the names that are not there yet, after a batch of several was accepted', () => {
    const half = [
      ...recordsAt(weighted(50), [alias('A'), alias('AAAA')], settings),
      ...recordsAt(weighted(5), [www], settings),
      fenceRecord(FENCE_NAME, fence('shift', 50)),
    ];
    const decision = decide(half, {});
    expect(decision.kind === 'write' && decision.batches.flatMap((batch) => batch.names)).toEqual([
      'www.shop.test.',
    ]);
  });

  it('the first fence if no run ever began, and continues from the epoch of one that was rolled back', () => {
    const opening = { from: { kind: 'before' }, to: { kind: 'lowered' } } as const;
    const first = decide(zoneAt({ kind: 'before' }), opening);
    expect(first.kind === 'write' && first.batches[0]?.fence).toEqual(fence('prepare', 0, 'run-1', 1));
    const again = decide(zoneAt({ kind: 'before' }, fence('restored', 0, 'run-0', 9)), opening);
    expect(again.kind === 'write' && again.batches[0]?.fence).toEqual(fence('prepare', 0, 'run-1', 10));
  });

  it('its own name into the fence that it takes over', () => {
    const decision = decide(zoneAt(weighted(50), fence('shift', 50, 'run-0')), { takesOver: 'run-0' });
    expect(decision.kind === 'write' && decision.batches[0]?.fence).toEqual(fence('shift', 50, 'run-1', 8));
  });
});

describe('decideAdvance', () => {
  it('is done where the zone is at the goal, fence and records', () => {
    expect(decide(zoneAt(weighted(50), fence('shift', 50)), {}).kind).toBe('done');
  });

  it.each([
    ['rolled back', fence('restored', 0), 'rolled back'],
    ['being rolled back', fence('restoring', 0), 'rolled back'],
    ['another run’s', fence('shift', 5, 'run-2'), 'execution run-2'],
    ['at a later step', fence('shift', 75), 'a later step'],
    ['draining', fence('drain', 100), 'a later step'],
    ['closed', fence('closed', 100), 'a later step'],
  ])('has lost where the fence is %s', (_what, standing, reason) => {
    const decision = decide(zoneAt(weighted(5), standing), {});
    expect(decision).toMatchObject({ kind: 'lost', reason: expect.stringContaining(reason) });
  });

  it.each([
    ['of another open run', fence('prepare', 0, 'run-0')],
    ['closed', fence('closed', 100, 'run-0')],
    ['its own, rolled back', fence('restored', 0, 'run-1')],
  ])('does not open over a fence that is %s', (_what, standing) => {
    const opening = { from: { kind: 'before' }, to: { kind: 'lowered' } } as const;
    expect(decide(zoneAt({ kind: 'before' }, standing), opening).kind).toBe('lost');
  });

  it('a first step, too, where something else stands in the place of the fence', () => {
    const other = { Name: FENCE_NAME, Type: 'TXT', TTL: 60, ResourceRecords: [{ Value: '"x"' }] };
    const opens = { from: { kind: 'before' }, to: { kind: 'lowered' } } as const;
    expect(decide([...image, other], opens)).toEqual({
      kind: 'foreign',
      reasons: ['_cutover-shop.shop.test TXT is not a fence: "x"'],
    });
  });

  it.each([
    ['the fence is gone', recordsAt(weighted(5), image, settings), 'missing'],
    [
      'the fence is damaged',
      [
        ...recordsAt(weighted(5), image, settings),
        { Name: FENCE_NAME, Type: 'TXT', TTL: 60, ResourceRecords: [{ Value: '"x"' }] },
      ],
      'not a fence',
    ],
    [
      'a weight was changed by hand',
      zoneAt(weighted(5), fence('shift', 5)).map((r) =>
        r.Name === 'www.shop.test.' && r.Weight === 5 ? { ...r, Weight: 6 } : r,
      ),
      'www.shop.test has',
    ],
    [
      'AAAA was taken away',
      zoneAt(weighted(5), fence('shift', 5)).filter((r) => r.Type !== 'AAAA'),
      'shop.test has',
    ],
    [
      'a name is gone',
      zoneAt(weighted(5), fence('shift', 5)).filter((r) => r.Name !== 'www.shop.test.'),
      'has nothing',
    ],
  ])('sees a foreign write when %s', (_what, records, reason) => {
    const decision = decide(records, {});
    expect(decision.kind).toBe('foreign');
    expect(decision.kind === 'foreign' && decision.reasons.join()).toContain(reason);
  });

  it('leaves other types at a name alone', () => {
    const txt = { Name: 'shop.test.', Type: 'TXT', TTL: 60, ResourceRecords: [{ Value: '"v=spf1 -all"' }] };
    expect(decide([...zoneAt(weighted(50), fence('shift', 50)), txt], {}).kind).toBe('done');
  });
});
