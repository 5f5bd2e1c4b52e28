import * as fc from 'fast-check';
import { decideRemoval } from '../../../../../../lambdas/migration/domain/drill/removal.ts';
import { fenceRecord } from '../../../../../../lambdas/migration/domain/fence.ts';
import {
  allMilestones,
  fenceOf,
  recordsAt,
  shapeOf,
} from '../../../../../../lambdas/migration/domain/milestones.ts';
import type { ResourceRecordSet } from '../../../../../../lambdas/migration/domain/record-set.ts';
import { drillSettings } from '../../../../../../lambdas/migration/swap/drill-ports.ts';
import { someSettings } from '../../../../../support/migration/settings.ts';

const FENCE = '_drill-shop.shop.test.';
const NAME = '_drilled-shop.shop.test.';
const shape = shapeOf(drillSettings(someSettings()), []);
const LEGACY: readonly ResourceRecordSet[] = [
  { Name: NAME, Type: 'A', TTL: 300, ResourceRecords: [{ Value: '192.0.2.10' }] },
];
const image = { fenceName: FENCE, records: LEGACY, follows: [] };
const milestones = allMilestones(shape);
const fence = (migration = 'shop.drill') =>
  fenceRecord(FENCE, { ...fenceOf({ kind: 'before' }), migration, epoch: 7, execution: 'drill-1' });
const FOREIGN: ResourceRecordSet = {
  Name: NAME,
  Type: 'TXT',
  TTL: 60,
  ResourceRecords: [{ Value: '"mine"' }],
};

describe('what a drill removes', () => {
  it.each(milestones)('is all of it, at whatever stage it was stopped: $kind $percent', (milestone) => {
    const found = [fence(), ...recordsAt(milestone, LEGACY, shape)];
    const { remove, foreign } = decideRemoval(found, image, shape);
    expect([new Set(remove), foreign]).toEqual([new Set(found), []]);
  });

  it.each<[string, readonly ResourceRecordSet[], readonly ResourceRecordSet[]]>([
    ['nothing is there', [], []],
    ['the fence alone is left', [fence()], [fence()]],
    ['the records alone are left', LEGACY, LEGACY],
    ['somebody added a record of another type', [...LEGACY, FOREIGN], LEGACY],
    ['the fence is that of the migration', [fence('shop'), ...LEGACY], LEGACY],
    ['the fence is another drill’s', [fence('other.drill'), ...LEGACY], LEGACY],
    ['the fence is something else', [{ ...FOREIGN, Name: FENCE }, ...LEGACY], LEGACY],
    ['somebody changed a value', [fence(), { ...(LEGACY[0] as ResourceRecordSet), TTL: 5 }], [fence()]],
  ])('is only its own where %s', (_what, found, remove) => {
    const decided = decideRemoval(found, image, shape);
    expect(decided.remove).toEqual(remove);
    expect([...decided.remove, ...decided.foreign].toSorted(byText)).toEqual([...found].toSorted(byText));
  });

  it('is never what nobody here has written, whatever stands there', () => {
    const own = milestones.flatMap((milestone) => recordsAt(milestone, LEGACY, shape));
    const mutant = fc
      .tuple(fc.constantFrom(...own), fc.constantFrom('TTL', 'Weight', 'Value'))
      .map(([record, field]): ResourceRecordSet => {
        if (field === 'Value') return { ...record, ResourceRecords: [{ Value: '203.0.113.9' }] };
        return { ...record, [field]: 199 };
      });
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...own), mutant), { maxLength: 4 }), (records) => {
        const { remove } = decideRemoval([fence(), ...records], image, shape);
        const removed = remove.filter(({ Name }) => Name === NAME).map(byJson);
        const known = new Set(own.map(byJson));
        expect(removed.filter((each) => !known.has(each))).toEqual([]);
      }),
    );
  });
});

function byJson(record: ResourceRecordSet): string {
  return JSON.stringify(record);
}

function byText(a: ResourceRecordSet, b: ResourceRecordSet): number {
  return byJson(a) < byJson(b) ? -1 : 1;
}
