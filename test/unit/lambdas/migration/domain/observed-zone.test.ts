import { type Fence, fenceRecord } from '../../../../../lambdas/migration/domain/fence.ts';
import { observe } from '../../../../../lambdas/migration/domain/observed-zone.ts';
import type { ResourceRecordSet } from '../../../../../lambdas/migration/domain/record-set.ts';

const FENCE_NAME = '_cutover-shop.shop.test.';
const fence: Fence = { migration: 'shop', epoch: 7, phase: 'shift', weight: 5, execution: 'run-1' };
const record = fenceRecord(FENCE_NAME, fence);
const [value] = record.ResourceRecords ?? [];
const found = (...records: readonly ResourceRecordSet[]) => observe(records, [], FENCE_NAME).fence;

describe('The fence of a zone', () => {
  it('is ours where it is all that stands there', () => {
    expect(found(record)).toEqual({ kind: 'ours', fence, record });
  });

  it('is absent where only other names, or other types, are', () => {
    expect(found()).toEqual({ kind: 'absent' });
    expect(found({ ...record, Name: '_cutover-other.shop.test.' })).toEqual({ kind: 'absent' });
    expect(found({ ...record, Type: 'SPF' })).toEqual({ kind: 'absent' });
  });

  it.each([
    ['a value of somebody else’s after ours', [value, { Value: '"v=spf1 -all"' }]],
    ['one before ours', [{ Value: '"v=spf1 -all"' }, value]],
    ['a value of somebody else’s alone', [{ Value: '"v=spf1 -all"' }]],
    ['no value', []],
  ])('is damaged by %s', (_what, values) => {
    const held = { ...record, ResourceRecords: values.flatMap((one) => one ?? []) };
    expect(found(held)).toEqual({ kind: 'damaged', record: held });
  });
});
