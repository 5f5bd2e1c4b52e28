import { ERRORS } from '../../../../../../lambdas/migration/contract/errors.ts';
import { soak } from '../../../../../../lambdas/migration/migrate/soak/soak.ts';
import { Shop } from '../../../../../support/migration/shop.ts';

const asked = (shop: Shop, taskToken = 'token-1') =>
  soak({ run: shop.run, taskToken, step: 1, soakUntil: '2027-03-03T00:00:00Z' }, shop.world);

describe('Soak', () => {
  it('keeps the token where Watch finds it', async () => {
    const shop = await Shop.atStep(1);
    shop.now = Date.parse('2027-03-02T00:00:00Z');
    expect(await asked(shop)).toEqual({ summary: 'Soaks until 2027-03-03T00:00:00Z, unless Watch ends it.' });
    expect((await shop.journal.loadWatched())?.soak).toEqual({
      run: 'run-1',
      step: 1,
      taskToken: 'token-1',
      since: '2027-03-02T00:00:00.000Z',
      until: '2027-03-03T00:00:00Z',
    });
  });

  it('keeps the token of the soak that waits now', async () => {
    const shop = await Shop.atStep(1);
    await asked(shop, 'token-1');
    await asked(shop, 'token-2');
    expect((await shop.journal.loadWatched())?.soak?.taskToken).toBe('token-2');
  });

  it('does not soak for a run that was rolled back', async () => {
    const shop = await Shop.atStep(1);
    await shop.journal.endRun('run-1', 'restored', '2027-03-02T00:00:00.000Z');
    await expect(asked(shop)).rejects.toMatchObject({ name: ERRORS.fenceLost });
  });
});
