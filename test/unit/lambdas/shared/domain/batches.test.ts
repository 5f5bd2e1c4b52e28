import fc from 'fast-check';
import {
  BATCH_LIMITS,
  changeName,
  fitsOneBatch,
  type NameChange,
  packBatches,
  sizeOf,
} from '../../../../../lambdas/shared/domain/batches.ts';
import { type Fence, fenceRecord } from '../../../../../lambdas/shared/domain/fence.ts';
import type { ResourceRecordSet } from '../../../../../lambdas/shared/domain/record-set.ts';
import { Route53Engine } from '../../../../../rehearsal/route53/index.ts';

const FENCE_NAME = '_cutover-shop.shop.test.';
const fenceAt = (epoch: number): Fence => ({
  migration: 'shop',
  epoch,
  phase: 'shift',
  weight: 5,
  execution: 'run-1',
});
const held = fenceRecord(FENCE_NAME, fenceAt(4));

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
        const batches = packBatches(changes, FENCE_NAME, held, (index) => fenceAt(5 + index));
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
        for (const batch of packBatches(changes, FENCE_NAME, held, (index) => fenceAt(5 + index))) {
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
    expect(packBatches(changes, FENCE_NAME, held, (i) => fenceAt(5 + i))).toHaveLength(2);
  });

  it('is one batch for the fence alone, and creates the fence where there is none', () => {
    const [batch, ...more] = packBatches([], FENCE_NAME, undefined, () => fenceAt(1));
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
    packBatches(changes, FENCE_NAME, held, (i) => fenceAt(5 + i)).length;

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
    expect(fitsOneBatch(asOne(fits))).toBe(true);
    expect(fitsOneBatch(asOne(tooMuch))).toBe(false);
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
    expect(sizeOf({ name: 'x.test.', remove: [alias], add: [b] })).toEqual({ elements: 2, characters: 8 });
  });
});
