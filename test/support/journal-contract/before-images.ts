import type { Journal } from '../../../lambdas/migration/ports/journal.ts';
import { at, holdOf, images, markOf, runOf, zoneAt } from './values.ts';

/** What there was before a run, and what it has written. */
export function beforeImagesContract(make: () => Promise<Journal>): void {
  let journal: Journal;
  beforeEach(async () => {
    journal = await make();
  });
  const claimed = (execution: string) => journal.claim(runOf(execution));

  it('gives back the run and its before-image exactly, however many names', async () => {
    await journal.claim(runOf('run-1'));
    await journal.saveBeforeImage('run-1', images(450));
    const state = await journal.load();
    expect(state?.run).toEqual({
      ...runOf('run-1'),
      status: 'open',
      statusAt: at(1),
      begunAt: at(1),
      beforeImageOf: 'run-1',
      tookOver: '',
    });
    expect(state?.beforeImage).toEqual(images(450));
  });

  it('keeps a before-image, and a hold, only for the run that is open', async () => {
    await expect(journal.saveBeforeImage('run-1', images(1))).rejects.toMatchObject({ name: 'FenceLost' });
    await journal.claim(runOf('run-1'));
    await expect(journal.saveBeforeImage('run-2', images(1))).rejects.toMatchObject({ name: 'FenceLost' });
    await journal.markOwed(markOf(await claimed('run-1')));
    await expect(journal.saveBeforeImage('run-1', images(1))).rejects.toMatchObject({ name: 'FenceLost' });
    await expect(journal.saveHold(holdOf('run-1', 'token'))).rejects.toMatchObject({ name: 'FenceLost' });
    await expect(journal.recordZone('run-1', zoneAt(4, 'run-1'))).rejects.toMatchObject({
      name: 'FenceLost',
    });
  });

  it('keeps the first before-image of a run, and replaces that of the run before', async () => {
    await journal.claim(runOf('run-1'));
    await journal.saveBeforeImage('run-1', images(3));
    await journal.saveBeforeImage('run-1', images(2));
    expect((await journal.load())?.beforeImage).toEqual(images(3));
    await journal.endRun('run-1', 'restored', at(2));
    await journal.claim(runOf('run-2', 3));
    await journal.saveBeforeImage('run-2', images(2));
    expect((await journal.load())?.beforeImage).toEqual(images(2));
  });

  it('knows the newest epoch of a zone, whichever run wrote it', async () => {
    await journal.claim(runOf('run-1'));
    await journal.recordZone('run-1', zoneAt(7, 'run-1'));
    await journal.endRun('run-1', 'restored', at(2));
    await journal.claim(runOf('run-2', 3));
    const state = await journal.load();
    expect(state?.zones.size).toBe(0);
    expect(state?.epochs).toEqual(new Map([['Z1', 7]]));
  });

  it('never replaces a newer epoch of a zone by an older one', async () => {
    await journal.claim(runOf('run-1'));
    await journal.saveBeforeImage('run-1', images(1));
    expect(await journal.recordZone('run-1', zoneAt(10, 'run-1'))).toBe(true);
    expect(await journal.recordZone('run-1', zoneAt(9, 'run-1'))).toBe(false);
    expect(await journal.recordZone('run-1', zoneAt(10, 'run-1'))).toBe(false);
    expect((await journal.load())?.zones.get('Z1')).toEqual(zoneAt(10, 'run-1'));
  });
}
