import fc from 'fast-check';
import { ERRORS } from '../../../../../../lambdas/migration/contract/errors.ts';
import { watchHook } from '../../../../../../lambdas/migration/migrate/watch-hook/watch-hook.ts';
import { watch } from '../../../../../../lambdas/migration/watch/watch/watch.ts';
import { Shop } from '../../../../../support/migration/shop.ts';
import { REQUEST, scene, terraform } from '../../../../../support/migration/watched-shop.ts';

const ASKED = 'afterStep/2027-03-01T00:00:00Z';

async function hooked() {
  const shop = await Shop.atStep(1);
  const ended: string[] = [];
  const tasks = { succeed: async (token: string) => ended.push(token) > 0 };
  const call = (taskToken: string, asked = ASKED, journal = shop.journal) =>
    watchHook({ run: shop.run, asked, taskToken }, { journal, tasks, clock: shop.world.clock });
  return { shop, ended, call };
}

describe('what waits beside a hook', () => {
  it('is ended when the hook has ended', async () => {
    const { ended, call } = await hooked();
    expect((await call('token-1')).summary).toBe('Waits until the hook ends.');
    expect(ended).toEqual([]);
    await call('');
    expect(ended).toEqual(['token-1']);
  });

  it('ends at once if the hook was faster', async () => {
    const { ended, call } = await hooked();
    expect((await call('')).summary).toBe('The hook has ended, and nothing waits beside it.');
    await call('token-1');
    expect(ended).toEqual(['token-1']);
  });

  it('is ended again if that failed half-way', async () => {
    const { ended, call } = await hooked();
    await call('token-1');
    await call('');
    await call('');
    expect(ended).toEqual(['token-1', 'token-1']);
  });

  it('is another one each time a hook is asked', async () => {
    const { ended, call } = await hooked();
    await call('token-1');
    await call('');
    await call('token-2', 'beforeStep/2027-03-01T01:00:00Z');
    expect(ended).toEqual(['token-1']);
  });

  it('is ended, whichever of the two reads or writes first', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (s) => {
        const { shop, ended, call } = await hooked();
        const journal = Object.assign(Object.create(shop.journal), {
          saveWaitingHook: s.scheduleFunction(shop.journal.saveWaitingHook.bind(shop.journal)),
          endHook: s.scheduleFunction(shop.journal.endHook.bind(shop.journal)),
          loadWatched: s.scheduleFunction(shop.journal.loadWatched.bind(shop.journal)),
        });
        const both = Promise.all([call('token-1', ASKED, journal), call('', ASKED, journal)]);
        await s.waitFor(both);
        expect(new Set(ended)).toEqual(new Set(['token-1']));
      }),
      { numRuns: 60 },
    );
  });

  it('waits for no run that was rolled back', async () => {
    const { shop, call } = await hooked();
    await shop.journal.endRun('run-1', 'restored', '2027-03-02T00:00:00.000Z');
    await expect(call('token-1')).rejects.toMatchObject({ name: ERRORS.fenceLost });
  });
});

describe('Watch, while a hook runs', () => {
  it('sends it heartbeats until it ends', async () => {
    const { shop, call } = await hooked();
    const { ports, beats } = await scene(shop);
    await call('token-1');
    await watch(REQUEST, ports);
    expect(beats).toEqual(['token-1']);
    await call('');
    await watch(REQUEST, ports);
    expect(beats).toEqual(['token-1']);
  });

  it('knows that no step is half done, and notices a foreign write', async () => {
    const { shop, call } = await hooked();
    const { ports, answered } = await scene(shop);
    await call('token-1');
    terraform(shop);
    await watch(REQUEST, ports);
    expect(shop.topic.published.map(({ subject }) => subject)).toEqual([
      'shop: somebody else changed the zone',
    ]);
    // The hook itself goes on.
    expect(answered).toEqual([]);
  });
});
