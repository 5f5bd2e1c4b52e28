import * as fc from 'fast-check';
import { byName } from '../../../../../../lambdas/migration/domain/advance.ts';
import { type Fence, fenceRecord } from '../../../../../../lambdas/migration/domain/fence.ts';
import {
  allMilestones,
  fenceOf,
  type Milestone,
  recordsAt,
  shapeOf,
} from '../../../../../../lambdas/migration/domain/milestones.ts';
import { observe } from '../../../../../../lambdas/migration/domain/observed-zone.ts';
import type { ResourceRecordSet } from '../../../../../../lambdas/migration/domain/record-set.ts';
import { judgeZone } from '../../../../../../lambdas/migration/domain/watch/judge-zone.ts';
import { someSettings } from '../../../../../support/migration/settings.ts';

const settings = someSettings();
const shape = shapeOf(settings, []);
const FENCE = '_cutover-shop.shop.test.';
const IMAGE: readonly ResourceRecordSet[] = ['a', 'b'].map((name) => ({
  Name: `${name}.shop.test.`,
  Type: 'CNAME',
  TTL: 300,
  ResourceRecords: [{ Value: 'legacy.test' }],
}));
const before = byName(IMAGE);
const run = { execution: 'run-1', tookOver: 'run-0' };
const SHIFTED: Milestone = { kind: 'weighted', percent: 50 };
const LOWERED: Milestone = { kind: 'lowered' };

function fenceAt(milestone: Milestone, epoch: number, execution = 'run-1'): Fence {
  return { migration: 'shop', epoch, execution, ...fenceOf(milestone) };
}

interface Zone {
  readonly fence?: Fence | undefined;
  readonly at?: Milestone;
  readonly known?: Fence | undefined;
  readonly records?: readonly ResourceRecordSet[];
  readonly waits?: boolean;
}

function judge({ at = SHIFTED, records, waits = true, ...zone }: Zone) {
  const { fence = fenceAt(SHIFTED, 5) } = zone;
  const known = 'known' in zone ? zone.known : fence;
  const standing = [fenceRecord(FENCE, fence)];
  const held = records ?? recordsAt(at, IMAGE, shape);
  const observed = observe([...held, ...standing], [...before.keys()], FENCE);
  return judgeZone({
    observed,
    fenceName: FENCE,
    before,
    run,
    known: known && { fence: known },
    shape: { ...shape, steps: settings.steps },
    waits,
  });
}

describe('a zone under watch', () => {
  it.each<[string, Zone, string]>([
    ['is as the run wrote it', {}, 'as-written'],
    [
      'is ahead of the journal: a step is between its two writes',
      { known: fenceAt(LOWERED, 4) },
      'under-way',
    ],
    ['has a step half done, and the run does not wait', { at: LOWERED, waits: false }, 'under-way'],
    ['has a step half done though the run waits', { at: LOWERED }, 'foreign'],
    [
      'has nothing of the run yet',
      { fence: fenceAt({ kind: 'before' }, 3, 'run-before'), at: { kind: 'before' }, known: undefined },
      'under-way',
    ],
    [
      'has the fence of another run',
      { fence: fenceAt(SHIFTED, 6, 'run-2'), known: fenceAt(SHIFTED, 5) },
      'foreign',
    ],
    ['has the fence of the run that was taken over', { fence: fenceAt(SHIFTED, 5, 'run-0') }, 'as-written'],
    [
      'says something else at the same epoch',
      { fence: fenceAt(LOWERED, 5), at: LOWERED, known: fenceAt(SHIFTED, 5) },
      'foreign',
    ],
    [
      'went back, with exactly what was there',
      { fence: fenceAt(LOWERED, 4), at: LOWERED, known: fenceAt(SHIFTED, 5) },
      'vanished',
    ],
    [
      'lost a swap of the fence alone',
      { fence: fenceAt(SHIFTED, 4), known: fenceAt(SHIFTED, 5) },
      'as-written',
    ],
    [
      'lost the last batch of a step',
      { fence: fenceAt(SHIFTED, 4), at: LOWERED, known: fenceAt(SHIFTED, 5) },
      'foreign',
    ],
    ['went back, and names did not', { fence: fenceAt(LOWERED, 4), known: fenceAt(SHIFTED, 5) }, 'foreign'],
    [
      'is being rolled back',
      { fence: fenceAt({ kind: 'before' }, 6), at: { kind: 'before' }, known: fenceAt(SHIFTED, 5) },
      'under-way',
    ],
    ['has lost a name', { records: recordsAt(SHIFTED, IMAGE.slice(0, 1), shape) }, 'foreign'],
    [
      'has lost a name while the run does not wait',
      { records: recordsAt(SHIFTED, IMAGE.slice(0, 1), shape), waits: false },
      'foreign',
    ],
  ])('%s', (_what, zone, kind) => expect(judge(zone).kind).toBe(kind));

  it('whose fence is missing was changed, unless nothing was written yet', () => {
    const observed = observe(recordsAt(SHIFTED, IMAGE, shape), [...before.keys()], FENCE);
    const zone = {
      observed,
      fenceName: FENCE,
      before,
      run,
      shape: { ...shape, steps: settings.steps },
      waits: true,
    };
    expect(judgeZone({ ...zone, known: { fence: fenceAt(SHIFTED, 5) } }).kind).toBe('foreign');
    expect(judgeZone({ ...zone, known: undefined }).kind).toBe('under-way');
  });

  it('is never foreign by what the run itself writes, in whatever order it is read', () => {
    const milestones = allMilestones(settings).slice(1);
    fc.assert(
      fc.property(fc.nat(milestones.length - 2), fc.boolean(), fc.nat(2), (index, isKept, done) => {
        const [from = LOWERED, to = LOWERED] = milestones.slice(index, index + 2);
        // The step is under way: some names are ahead, and the journal may not know of its batch yet.
        const names = IMAGE.flatMap((record, i) => recordsAt(i < done ? to : from, [record], shape));
        const fence = done > 0 ? fenceAt(to, 8) : fenceAt(from, 7);
        const known = isKept ? fence : fenceAt(from, 7);
        expect(judge({ fence, known, records: names, waits: false }).kind).not.toBe('foreign');
      }),
    );
  });

  it('with any weight that the run never gives is foreign', () => {
    const given = new Set(
      allMilestones(settings).flatMap((milestone) =>
        recordsAt(milestone, IMAGE, shape).map(({ Weight }) => Weight),
      ),
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 255 }), fc.boolean(), (weight, waits) => {
        fc.pre(!given.has(weight));
        const [first, ...others] = recordsAt(SHIFTED, IMAGE, shape);
        if (!first) return;
        expect(judge({ records: [{ ...first, Weight: weight }, ...others], waits }).kind).toBe('foreign');
      }),
    );
  });
});
