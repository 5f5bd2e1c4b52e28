import { changeReplacement } from '../../../../../lambdas/shared/lease/change-replacement.ts';
import { MemoryMastersStore } from '../../../../fakes/memory-masters-store.ts';
import { replacementOf } from '../../../../support/masters.ts';

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

  it('gives up when others are always faster, and says so of what is not kept', async () => {
    const store = new MemoryMastersStore();
    await store.putReplacement(undefined, replacementOf('i-a'));
    store.putReplacement = async () => false;
    const change = () => changeReplacement(store, 'i-a', (one) => ({ ...one, origin: 'other' }));
    await expect(change()).rejects.toThrow(expect.objectContaining({ name: 'TransientFailure' }));
    await expect(changeReplacement(store, 'i-x', (one) => one)).rejects.toThrow(/nothing is kept of i-x/);
  });
});
