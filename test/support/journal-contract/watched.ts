import { ERRORS } from '../../../lambdas/migration/contract/errors.ts';
import type { Journal } from '../../../lambdas/migration/ports/journal.ts';
import { at, images, runOf, zoneAt } from './values.ts';

const soakOf = (run: string, taskToken: string) => ({
  run,
  step: 1,
  taskToken,
  since: at(2),
  until: at(3),
});

/** What Watch goes by. */
export function watchedContract(make: () => Promise<Journal>): void {
  let journal: Journal;
  beforeEach(async () => {
    journal = await make();
  });

  it('gives the run with what was written last and its soak, however large the before-image is', async () => {
    expect(await journal.loadWatched()).toBeUndefined();
    const run = await journal.claim(runOf('run-1'));
    expect(await journal.loadWatched()).toEqual({ run, soak: undefined, zones: new Map() });
    await journal.saveBeforeImage('run-1', images(450));
    await journal.recordZone('run-1', zoneAt(1, 'run-1'));
    await journal.recordZone('run-1', zoneAt(2, 'run-1', 'Z2'));
    await journal.saveSoak(soakOf('run-1', 'token-1'));
    expect(await journal.loadWatched()).toEqual({
      run,
      soak: soakOf('run-1', 'token-1'),
      zones: new Map([
        ['Z1', zoneAt(1, 'run-1')],
        ['Z2', zoneAt(2, 'run-1', 'Z2')],
      ]),
    });
  });

  it('keeps the soak that waits now, and a rollback reads all as before', async () => {
    await journal.claim(runOf('run-1'));
    await journal.saveSoak(soakOf('run-1', 'token-1'));
    await journal.saveSoak(soakOf('run-1', 'token-2'));
    expect((await journal.loadWatched())?.soak?.taskToken).toBe('token-2');
    expect(await journal.load()).toMatchObject({ zones: new Map(), beforeImage: new Map() });
  });

  it('keeps no soak of a run that is not open', async () => {
    const lost = { name: ERRORS.fenceLost };
    await expect(journal.saveSoak(soakOf('run-1', 'token-1'))).rejects.toMatchObject(lost);
    await journal.claim(runOf('run-1'));
    await expect(journal.saveSoak(soakOf('run-0', 'token-1'))).rejects.toMatchObject(lost);
    await journal.endRun('run-1', 'restored', at(3));
    await expect(journal.saveSoak(soakOf('run-1', 'token-1'))).rejects.toMatchObject(lost);
  });

  it('keeps what waits beside the hook that was asked last, and the hook that ended last', async () => {
    await journal.claim(runOf('run-1'));
    const waiting = { run: 'run-1', asked: 'beforeStep/1', taskToken: 'token-1', since: at(2) };
    await journal.saveWaitingHook(waiting);
    await journal.endHook({ run: 'run-1', asked: 'beforeStep/1' });
    await journal.saveWaitingHook({ ...waiting, asked: 'afterStep/2', taskToken: 'token-2' });
    expect(await journal.loadWatched()).toMatchObject({
      waitingHook: { run: 'run-1', asked: 'afterStep/2', taskToken: 'token-2', since: at(2) },
      endedHook: { run: 'run-1', asked: 'beforeStep/1' },
    });
    expect(await journal.load()).toMatchObject({ zones: new Map(), beforeImage: new Map() });
    const lost = { name: ERRORS.fenceLost };
    await journal.endRun('run-1', 'restored', at(3));
    await expect(journal.saveWaitingHook(waiting)).rejects.toMatchObject(lost);
    await expect(journal.endHook({ run: 'run-1', asked: 'afterStep/2' })).rejects.toMatchObject(lost);
  });

  it('keeps what is to be explained, also of a run that is over, unless it has changed since it was read', async () => {
    const write = {
      key: 'k',
      zoneId: 'Z1',
      zone: 'shop.test.',
      names: [{ name: 'www.shop.test.', now: [{ slot: 'A ', content: 'a1' }] }],
      from: at(2),
      to: at(3),
    };
    const kept = { run: 'run-1', turn: 0, writes: [write], known: ['a'], told: [] };
    await journal.claim(runOf('run-1'));
    expect(await journal.saveUnexplained(kept)).toBe(true);
    expect((await journal.loadWatched())?.unexplained).toEqual({ ...kept, turn: 1 });
    expect(await journal.saveUnexplained({ ...kept, writes: [] })).toBe(false);
    expect(await journal.saveUnexplained({ ...kept, turn: 1, told: ['e'] })).toBe(true);
    await journal.endRun('run-1', 'restored', at(4));
    expect(await journal.saveUnexplained({ ...kept, turn: 2, writes: [] })).toBe(true);
    expect((await journal.loadWatched())?.unexplained).toMatchObject({ turn: 3, writes: [] });
    const next = { ...kept, run: 'run-2' };
    expect(await journal.saveUnexplained({ ...next, turn: 3 })).toBe(false);
    expect(await journal.saveUnexplained(next)).toBe(true);
  });

  it('gives nothing of the zones that an earlier run wrote', async () => {
    await journal.claim(runOf('run-1'));
    await journal.recordZone('run-1', zoneAt(1, 'run-1'));
    await journal.endRun('run-1', 'restored', at(2));
    await journal.claim(runOf('run-2', 3));
    expect((await journal.loadWatched())?.zones).toEqual(new Map());
  });
}
