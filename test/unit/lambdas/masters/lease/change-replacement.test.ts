import { changeKept, changeReplacement } from '../../../../../lambdas/masters/lease/change-replacement.ts';
import { keptReplacement } from '../../../../../lambdas/masters/lease/kept-replacement.ts';
import { MemoryMastersStore } from '../../../../fakes/masters/memory-masters-store.ts';
import { replacementOf } from '../../../../support/masters/masters.ts';

describe('a change of what is kept of a replacement', () => {
  it('comes on top of what others change at the same time', async () => {
    const store = new MemoryMastersStore();
    await store.putReplacement(undefined, replacementOf('i-a'));
    const add = (n: number) =>
      changeReplacement(store, 'i-a', (one) => ({ ...one, marks: { ...one.marks, [`m${n}`]: 'x' } }));
    await Promise.all([add(1), add(2), add(3)]);
    expect(Object.keys((await store.replacement('i-a'))?.value.marks ?? {})).toHaveLength(3);
  });

  it('writes nothing where nothing changes', async () => {
    const store = new MemoryMastersStore();
    await store.putReplacement(undefined, replacementOf('i-a'));
    await changeReplacement(store, 'i-a', (one) => one);
    expect((await store.replacement('i-a'))?.version).toBe(1);
  });

  it('of what was read a moment ago reads nothing, and so do those that follow', async () => {
    const store = new MemoryMastersStore();
    await store.putReplacement(undefined, replacementOf('i-a'));
    const read = await keptReplacement(store, 'i-a');
    const stored = store.replacement.bind(store);
    store.replacement = async () => Promise.reject(new Error('It was read.'));
    const first = await changeKept(store, read, (one) => ({ ...one, origin: 'first' }));
    const same = await changeKept(store, first, (one) => one);
    await changeKept(store, same, (one) => ({ ...one, attempt: one.attempt + 1 }));
    expect(await stored('i-a')).toMatchObject({ version: 3, value: { origin: 'first', attempt: 2 } });
  });

  it('of what others have changed since it was read comes on top of that', async () => {
    const store = new MemoryMastersStore();
    await store.putReplacement(undefined, replacementOf('i-a'));
    const read = await keptReplacement(store, 'i-a');
    await changeReplacement(store, 'i-a', (one) => ({ ...one, origin: 'other' }));
    const kept = await changeKept(store, read, (one) => ({ ...one, attempt: one.attempt + 1 }));
    expect(kept).toMatchObject({ version: 3, value: { origin: 'other', attempt: 2 } });
    expect(await store.replacement('i-a')).toEqual(kept);
  });

  it('gives up when others are always faster, and says so of what is not kept', async () => {
    const store = new MemoryMastersStore();
    await store.putReplacement(undefined, replacementOf('i-a'));
    store.putReplacement = async () => false;
    const change = () => changeReplacement(store, 'i-a', (one) => ({ ...one, origin: 'other' }));
    await expect(change()).rejects.toThrow(expect.objectContaining({ name: 'TransientFailure' }));
    await expect(changeReplacement(store, 'i-x', (one) => one)).rejects.toThrow(/there is no record of i-x/);
  });
});
