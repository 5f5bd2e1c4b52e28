import { changeKept, changeReplacement } from '../../../../../lambdas/masters/lease/change-replacement.ts';
import { keptReplacement } from '../../../../../lambdas/masters/lease/kept-replacement.ts';
import { MemoryMastersJournal } from '../../../../fakes/masters/memory-masters-journal.ts';
import { replacementOf } from '../../../../support/masters/masters.ts';

describe('a change of what is kept of a replacement', () => {
  it('comes on top of what others change at the same time', async () => {
    const journal = new MemoryMastersJournal();
    await journal.putReplacement(undefined, replacementOf('i-a'));
    const add = (n: number) =>
      changeReplacement(journal, 'i-a', (one) => ({ ...one, marks: { ...one.marks, [`m${n}`]: 'x' } }));
    await Promise.all([add(1), add(2), add(3)]);
    expect(Object.keys((await journal.replacement('i-a'))?.value.marks ?? {})).toHaveLength(3);
  });

  it('writes nothing where nothing changes', async () => {
    const journal = new MemoryMastersJournal();
    await journal.putReplacement(undefined, replacementOf('i-a'));
    await changeReplacement(journal, 'i-a', (one) => one);
    expect((await journal.replacement('i-a'))?.version).toBe(1);
  });

  it('of what was read a moment ago reads nothing, and so do those that follow', async () => {
    const journal = new MemoryMastersJournal();
    await journal.putReplacement(undefined, replacementOf('i-a'));
    const read = await keptReplacement(journal, 'i-a');
    const stored = journal.replacement.bind(journal);
    journal.replacement = async () => Promise.reject(new Error('It was read.'));
    const first = await changeKept(journal, read, (one) => ({ ...one, origin: 'first' }));
    const same = await changeKept(journal, first, (one) => one);
    await changeKept(journal, same, (one) => ({ ...one, attempt: one.attempt + 1 }));
    expect(await stored('i-a')).toMatchObject({ version: 3, value: { origin: 'first', attempt: 2 } });
  });

  it('of what others have changed since it was read comes on top of that', async () => {
    const journal = new MemoryMastersJournal();
    await journal.putReplacement(undefined, replacementOf('i-a'));
    const read = await keptReplacement(journal, 'i-a');
    await changeReplacement(journal, 'i-a', (one) => ({ ...one, origin: 'other' }));
    const kept = await changeKept(journal, read, (one) => ({ ...one, attempt: one.attempt + 1 }));
    expect(kept).toMatchObject({ version: 3, value: { origin: 'other', attempt: 2 } });
    expect(await journal.replacement('i-a')).toEqual(kept);
  });

  it('gives up when others are always faster, and says so of what is not kept', async () => {
    const journal = new MemoryMastersJournal();
    await journal.putReplacement(undefined, replacementOf('i-a'));
    journal.putReplacement = async () => false;
    const change = () => changeReplacement(journal, 'i-a', (one) => ({ ...one, origin: 'other' }));
    await expect(change()).rejects.toThrow(expect.objectContaining({ name: 'TransientFailure' }));
    await expect(changeReplacement(journal, 'i-x', (one) => one)).rejects.toThrow(
      /there is no record of i-x/,
    );
  });
});
