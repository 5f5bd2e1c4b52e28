import fc from 'fast-check';
import {
  BATCH_LIMITS,
  type BatchBounds,
  changeName,
  fitsOneBatch,
  type NameChange,
  packBatches,
  sizeOf,
} from '../../../../../lambdas/migration/domain/batches.ts';
import { type Fence, fenceRecord } from '../../../../../lambdas/migration/domain/fence.ts';
import type { ResourceRecordSet } from '../../../../../lambdas/migration/domain/record-set.ts';
import { Route53Engine } from '../../../../../rehearsal/route53/index.ts';
import { someSettings } from '../../../../support/migration/settings.ts';

const FENCE_NAME = '_cutover-shop.shop.test.';
const fenceAt = (epoch: number): Fence => ({
  migration: 'shop',
  epoch,
  phase: 'shift',
  weight: 5,
  execution: 'run-1',
});
const held = fenceRecord(FENCE_NAME, fenceAt(4));
/** As many changes as the elements allow, where a test isn't about them. */
const bounds = boundsOf(2 * BATCH_LIMITS.elements);

/** @param burst changes that the account may make at once */
function boundsOf(burst: number): BatchBounds {
  const { route53 } = someSettings();
  return { route53: { ...route53, changes: { ...route53.changes, burst } } };
}

const address = (name: string, count: number, net: number): ResourceRecordSet => ({
  Name: name,
  Type: 'A',
  TTL: 60,
  ResourceRecords: Array.from({ length: count }, (_, i) => ({ Value: `10.${net}.${i >> 8}.${i & 255}` })),
});

/** Up to as many as take several batches: left alone, fast-check makes arrays of ten. */
const nameChanges = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 })), {
    maxLength: 60,
    size: 'max',
  })
  .map((sizes) =>
    sizes.map(([from, to], i): NameChange => {
      const name = `n${i}.shop.test.`;
      return { name, remove: [address(name, from, 1)], add: [address(name, to, 2)] };
    }),
  );

describe('packBatches', () => {
  it('makes every batch a swap of the fence, with growing epochs, within Route 53’s limits, each name whole and once', () => {
    fc.assert(
      fc.property(nameChanges, (changes) => {
        const batches = packBatches(changes, FENCE_NAME, held, (index) => fenceAt(5 + index), bounds);
        let standing = held;
        for (const batch of batches) {
          const [first, last] = [batch.changes[0], batch.changes.at(-1)];
          expect(first).toEqual({ Action: 'DELETE', ResourceRecordSet: standing });
          expect(last?.Action).toBe('CREATE');
          expect(last?.ResourceRecordSet.Name).toBe(FENCE_NAME);
          standing = last?.ResourceRecordSet ?? standing;
          const elements = batch.changes.reduce(
            (sum, c) => sum + (c.ResourceRecordSet.ResourceRecords?.length ?? 1),
            0,
          );
          expect(elements).toBeLessThanOrEqual(BATCH_LIMITS.elements);
        }
        expect(batches.flatMap((batch) => batch.names)).toEqual(changes.map((change) => change.name));
        expect(batches.map((batch) => batch.fence.epoch)).toEqual(batches.map((_, i) => 5 + i));
      }),
      { numRuns: 50 },
    );
  });

  it('is accepted batch by batch by Route 53’s rules, and ends with what was wanted', () => {
    fc.assert(
      fc.property(nameChanges, (changes) => {
        const engine = new Route53Engine({ now: () => 0, throttle: false });
        engine.addZone({ id: 'Z1', name: 'shop.test', records: [held, ...changes.flatMap((c) => c.remove)] });
        for (const batch of packBatches(changes, FENCE_NAME, held, (index) => fenceAt(5 + index), bounds)) {
          engine.changeResourceRecordSets('Z1', { Changes: batch.changes });
        }
        const wanted = changes.flatMap((change) => change.add.map((record) => record.Name)).sort();
        const names = engine.records('Z1').filter((record) => record.Type === 'A');
        expect(names.map((record) => record.Name).sort()).toEqual(wanted);
      }),
      { numRuns: 20 },
    );
  });

  it('uses no more batches than the elements need', () => {
    const changes = Array.from({ length: 400 }, (_, i): NameChange => {
      const name = `n${i}.shop.test.`;
      return { name, remove: [address(name, 1, 1)], add: [address(name, 1, 2), address(name, 1, 3)] };
    });
    expect(packBatches(changes, FENCE_NAME, held, (i) => fenceAt(5 + i), bounds)).toHaveLength(2);
  });

  it('is one batch for the fence alone, and creates the fence where there is none', () => {
    const [batch, ...more] = packBatches([], FENCE_NAME, undefined, () => fenceAt(1), bounds);
    expect(more).toEqual([]);
    expect(batch?.changes.map((change) => change.Action)).toEqual(['CREATE']);
  });
});

describe('Route 53’s limits', () => {
  const text = (name: string, characters: number): NameChange => {
    const one: ResourceRecordSet = {
      Name: name,
      Type: 'CNAME',
      TTL: 60,
      ResourceRecords: [{ Value: 'x'.repeat(characters) }],
    };
    return { name, remove: [], add: [one] };
  };
  const addresses = (name: string, count: number): NameChange => ({
    name,
    remove: [address(name, 1, 1)],
    add: [address(name, count - 1, 2)],
  });
  const batchesOf = (...changes: NameChange[]) =>
    packBatches(changes, FENCE_NAME, held, (i) => fenceAt(5 + i), bounds).length;

  // The fence going and coming takes 2 values and, at its longest, 520 characters of the 1,000 and the 32,000.
  it.each([
    ['values', addresses('a.test.', 500), addresses('b.test.', 498), addresses('b.test.', 499)],
    ['characters', text('a.test.', 30_000), text('b.test.', 1480), text('b.test.', 1481)],
  ])('are used up to the last one, and not by one more: %s', (_what, first, fits, tooMuch) => {
    expect(batchesOf(first, fits)).toBe(1);
    expect(batchesOf(first, tooMuch)).toBe(2);
    const asOne = (other: NameChange): NameChange => ({
      name: first.name,
      remove: [...first.remove, ...other.remove],
      add: [...first.add, ...other.add],
    });
    expect(fitsOneBatch(asOne(fits), bounds)).toBe(true);
    expect(fitsOneBatch(asOne(tooMuch), bounds)).toBe(false);
  });
});

describe('the account’s limit on changes', () => {
  const shifted = (i: number): NameChange => {
    const name = `n${i}.shop.test.`;
    return { name, remove: [address(name, 1, 1), address(name, 1, 2)], add: [address(name, 1, 3)] };
  };
  const sizesOf = (names: number, burst: number) =>
    packBatches(
      Array.from({ length: names }, (_, i) => shifted(i)),
      FENCE_NAME,
      held,
      (i) => fenceAt(5 + i),
      boundsOf(burst),
    ).map(({ changes }) => changes.length);

  it('keeps each batch, with its fence, at half of what the account may change at once', () => {
    // (50 - 2) / 3 = 16 names.
    expect(sizesOf(16, 100)).toEqual([50]);
    expect(sizesOf(17, 100)).toEqual([50, 5]);
    expect(sizesOf(400, 500)).toEqual([...Array(4).fill(248), 218]);
  });

  it('gives a name that exceeds it a batch of its own, which preflight has refused before', () => {
    expect(sizesOf(2, 8)).toEqual([5, 5]);
    expect(fitsOneBatch(shifted(0), boundsOf(10))).toBe(true);
    expect(fitsOneBatch(shifted(0), boundsOf(9))).toBe(false);
  });
});

describe('changeName', () => {
  const a = address('x.test.', 1, 1);
  const b = address('x.test.', 1, 2);
  it('leaves alone what is on both sides', () => {
    expect(changeName('x.test.', [a], [a])).toBeUndefined();
    expect(changeName('x.test.', [a, b], [b])).toEqual({ name: 'x.test.', remove: [a], add: [] });
    expect(changeName('x.test.', [a], [b])).toEqual({ name: 'x.test.', remove: [a], add: [b] });
  });

  it('counts an alias as one element without characters', () => {
    const alias = {
      Name: 'x.test.',
      Type: 'A',
      AliasTarget: { HostedZoneId: 'Z', DNSName: 'y.', EvaluateTargetHealth: false },
    };
    expect(sizeOf({ name: 'x.test.', remove: [alias], add: [b] })).toEqual({
      changes: 2,
      elements: 2,
      characters: 8,
    });
  });
});
