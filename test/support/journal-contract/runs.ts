import type { Journal } from '../../../lambdas/migration/ports/journal.ts';
import { at, images, markOf, runOf, zoneAt } from './values.ts';

/** Which run a journal is of, and which may follow it. */
export function runsContract(make: () => Promise<Journal>): void {
  let journal: Journal;
  beforeEach(async () => {
    journal = await make();
  });

  it('is empty before the first run', async () => {
    expect(await journal.load()).toBeUndefined();
    expect(await journal.currentHold()).toBeUndefined();
    expect(await journal.endRun('run-1', 'restored', at(2))).toBe(false);
  });

  it('lets one run claim it, the same one again, and another only after a rollback', async () => {
    await journal.claim(runOf('run-1'));
    await expect(journal.claim(runOf('run-1'))).resolves.toMatchObject({
      execution: 'run-1',
      status: 'open',
    });
    await expect(journal.claim(runOf('run-2', 2))).rejects.toMatchObject({ name: 'MigrationInProgress' });
    expect(await journal.endRun('run-1', 'restored', at(2))).toBe(true);
    await expect(journal.claim(runOf('run-1'))).rejects.toMatchObject({ name: 'FenceLost' });
    await expect(journal.claim(runOf('run-2', 3))).resolves.toMatchObject({ execution: 'run-2' });
    const state = await journal.load();
    expect(state?.beforeImage.size).toBe(0);
  });

  it('is claimed by no execution that is older than a run that was rolled back', async () => {
    await journal.claim(runOf('run-1', 1));
    await journal.endRun('run-1', 'restored', at(2));
    await journal.claim(runOf('run-2', 3));
    await journal.endRun('run-2', 'restored', at(4));
    await expect(journal.claim(runOf('run-1', 1))).rejects.toMatchObject({ name: 'FenceLost' });
    await expect(journal.claim(runOf('run-0', 2))).rejects.toMatchObject({ name: 'FenceLost' });
    expect((await journal.load())?.run.execution).toBe('run-2');
  });

  it('is claimed no more once closed', async () => {
    await journal.claim(runOf('run-1'));
    expect(await journal.endRun('run-1', 'closed', at(2))).toBe(true);
    await expect(journal.claim(runOf('run-2', 3))).rejects.toMatchObject({ name: 'MigrationInProgress' });
  });

  it('hands a stopped run over with its before-image and zones', async () => {
    await journal.claim(runOf('run-1'));
    await journal.saveBeforeImage('run-1', images(3));
    await journal.recordZone('run-1', zoneAt(4, 'run-1'));
    await expect(journal.claim(runOf('run-2', 2), 'run-0')).rejects.toMatchObject({
      name: 'MigrationInProgress',
    });
    const taken = await journal.claim(runOf('run-2', 2), 'run-1');
    expect(taken).toMatchObject({
      execution: 'run-2',
      startedAt: at(2),
      begunAt: at(1),
      beforeImageOf: 'run-1',
      tookOver: 'run-1',
    });
    const state = await journal.load();
    expect(state?.beforeImage).toEqual(images(3));
    expect(state?.zones.get('Z1')).toEqual(zoneAt(4, 'run-1'));
  });

  it('keeps when the one-way step began, once, and for a run that takes over', async () => {
    await journal.claim(runOf('run-1'));
    await journal.beginStep('run-1', { oneWay: true, jumps: 0 }, at(2));
    await journal.beginStep('run-1', { oneWay: true, jumps: 0 }, at(3));
    expect((await journal.load())?.run.oneWaySince).toBe(at(2));
    await journal.claim(runOf('run-2', 2), 'run-1');
    expect((await journal.load())?.run).toMatchObject({ execution: 'run-2', oneWaySince: at(2) });
    await journal.endRun('run-2', 'restored', at(4));
    await journal.claim(runOf('run-3', 5));
    expect((await journal.load())?.run.oneWaySince).toBeUndefined();
  });

  it('shuts out steps of before a jump', async () => {
    await journal.claim(runOf('run-1'));
    expect(await journal.isOpen('run-1', 0)).toBe(true);
    await journal.beginStep('run-1', { oneWay: false, jumps: 1 }, at(2));
    await journal.beginStep('run-1', { oneWay: false, jumps: 1 }, at(2));
    expect([await journal.isOpen('run-1', 0), await journal.isOpen('run-1', 1)]).toEqual([false, true]);
    expect(await journal.isOpen('run-1')).toBe(true);
    const late = journal.beginStep('run-1', { oneWay: true, jumps: 0 }, at(3));
    await expect(late).rejects.toMatchObject({ name: 'FenceLost' });
    expect((await journal.load())?.run).toMatchObject({ jumps: 1 });
    expect((await journal.load())?.run.oneWaySince).toBeUndefined();
  });

  it('says whether the run is open, which it is until it is over or a rollback of it is owed', async () => {
    expect(await journal.isOpen('run-1')).toBe(false);
    const run = await journal.claim(runOf('run-1'));
    expect([await journal.isOpen('run-1'), await journal.isOpen('run-2')]).toEqual([true, false]);
    await journal.markOwed(markOf(run));
    expect(await journal.isOpen('run-1')).toBe(false);
  });
}
