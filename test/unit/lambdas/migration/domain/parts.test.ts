import {
  type Batch,
  chainBatches,
  type NameChange,
} from '../../../../../lambdas/migration/domain/batches.ts';
import {
  divide,
  learn,
  MOST_LESSONS,
  type Parts,
  tryAgain,
  WHOLE,
} from '../../../../../lambdas/migration/domain/parts.ts';

const FENCE_NAME = '_cutover-shop.shop.test.';
const FENCE = { migration: 'shop', epoch: 5, phase: 'restoring', weight: 0, execution: 'run-1' } as const;

const changesOf = (...names: readonly string[]): NameChange[] =>
  names.map((name) => ({
    name,
    remove: [],
    add: [{ Name: name, Type: 'A', TTL: 60, ResourceRecords: [{ Value: '192.0.2.1' }] }],
  }));

function batchOf(...names: readonly string[]): Batch {
  const [batch] = chainBatches([changesOf(...names)], FENCE_NAME, undefined, () => FENCE);
  if (!batch) throw new Error('There is no batch.');
  return batch;
}

const exists = (name: string) =>
  `Tried to create resource record set [name='${name}', type='A'] but it already exists`;
const groupsOf = (parts: Parts, ...names: readonly string[]) =>
  divide(changesOf(...names), parts).groups.map((group) => group.map(({ name }) => name));
const taught = (parts: Parts, batch: Batch, ...messages: readonly string[]): Parts => {
  const learnt = learn(parts, batch, messages, FENCE_NAME);
  if (!learnt) throw new Error('Nothing was learnt.');
  return learnt;
};

describe('What is learnt from a refusal', () => {
  it.each<[string, readonly string[], readonly string[], readonly (readonly string[])[], readonly string[]]>([
    ['one name that is blamed is left out', ['a', 'b', 'c'], [exists('b')], [['a', 'c']], ['b']],
    ['… and every other that is', ['a', 'b', 'c'], [exists('b'), exists('c')], [['a']], ['b', 'c']],
    [
      'all of them: what is left is a change of the fence',
      ['a', 'b'],
      [exists('a'), exists('b')],
      [[]],
      ['a', 'b'],
    ],
    ['none is blamed: two halves', ['a', 'b', 'c'], ['No.'], [['a', 'b'], ['c']], []],
    ['none is blamed, and there is one name: it is that', ['a'], ['No.'], [[]], ['a']],
  ])('%s', (_what, names, messages, groups, leftOut) => {
    const parts = taught(WHOLE, batchOf(...names), ...messages);
    expect(groupsOf(parts, ...names)).toEqual(groups);
    expect(divide(changesOf(...names), parts).leftOut).toEqual(leftOut);
  });

  it('is nothing where the fence itself is refused, alone or beside a name', () => {
    const fence = `Tried to delete resource record set [name='${FENCE_NAME}', type='TXT'] but it was not found`;
    expect(learn(WHOLE, batchOf('a', 'b'), [`[${exists('a')}, ${fence}]`], FENCE_NAME)).toBeUndefined();
    expect(learn(WHOLE, batchOf(), ['No.'], FENCE_NAME)).toBeUndefined();
  });

  it('halves only what was refused: the others stay together and go first', () => {
    const parts = taught(WHOLE, batchOf('b', 'c'), 'No.');
    expect(groupsOf(parts, 'a', 'b', 'c', 'd')).toEqual([['a', 'd'], ['b'], ['c']]);
    const deeper = taught(taught(WHOLE, batchOf('a', 'b', 'c', 'd'), 'No.'), batchOf('a', 'b'), 'No.');
    expect(groupsOf(deeper, 'a', 'b', 'c', 'd', 'e')).toEqual([['e'], ['c', 'd'], ['a'], ['b']]);
  });

  it('finds one name among 400 in 10 refusals', () => {
    let [parts, refusals] = [WHOLE, 0];
    let suspects = Array.from({ length: 400 }, (_, i) => `n${i}`);
    while (parts.refused.size === 0) {
      parts = taught(parts, batchOf(...suspects), 'No.');
      refusals++;
      suspects = groupsOf(parts, ...suspects).find((group) => group.includes('n217')) ?? [];
    }
    expect([...parts.refused]).toEqual([['n217', 'No.']]);
    expect(refusals).toBe(10);
  });

  it('ends: after so many lessons, what is refused together is left out together', () => {
    const last = taught({ ...WHOLE, lessons: MOST_LESSONS - 1 }, batchOf('a', 'b'), 'No.');
    expect(last.refused.size).toBe(0);
    const over = taught(last, batchOf('a', 'b'), 'No.');
    expect([...over.refused.keys()]).toEqual(['a', 'b']);
    expect(tryAgain(over)).toBeUndefined();
  });
});

describe('What was left out', () => {
  it('is tried once more, all together, without forgetting how much was learnt', () => {
    const parts = taught(taught(WHOLE, batchOf('a', 'b', 'c'), exists('b')), batchOf('a', 'c'), exists('c'));
    const again = tryAgain(parts) ?? WHOLE;
    expect(groupsOf(again, 'b', 'c')).toEqual([['b', 'c']]);
    expect(again.lessons).toBe(2);
  });

  it('is no longer reported when it need not change', () => {
    const parts = taught(WHOLE, batchOf('a', 'b'), exists('b'));
    expect(divide(changesOf('a'), parts).leftOut).toEqual([]);
  });
});
