import { soak } from '../../../../../../lambdas/migration/migrate/soak/soak.ts';
import { Shop } from '../../../../../support/migration/shop.ts';
import { scene, terraform } from '../../../../../support/migration/watched-shop.ts';

describe('Watch since the one-way step has begun', () => {
  async function oneWay(): Promise<Shop> {
    const shop = await Shop.atStep(1, { oneWayFromPercent: 50 });
    await soak(
      { run: shop.run, taskToken: 'token-1', step: 1, soakUntil: '2027-03-03T00:00:00Z' },
      shop.world,
    );
    return shop;
  }
  const fires = (shop: Shop) => {
    const [alarm] = shop.alarms.alarms;
    if (alarm) shop.alarms.alarms[0] = { ...alarm, state: 'ALARM', stateReason: '12 > 5' };
  };

  it('pages once for an alarm, and ends the soak, so that the migration holds now', async () => {
    const shop = await oneWay();
    const { look, executions, answered } = await scene(shop);
    fires(shop);
    await look();
    await look();
    expect(executions.started.size).toBe(0);
    expect(answered[0]).toBe('token-1');
    expect(shop.topic.published.map(({ subject }) => subject)).toEqual([
      'shop: ROLLBACK HELD after the one-way step, act now',
    ]);
    expect(shop.topic.published[0]?.body).toContain('12 > 5');
  });

  it('notices a foreign write while an alarm fires, too', async () => {
    const shop = await oneWay();
    const { look } = await scene(shop);
    fires(shop);
    terraform(shop);
    await look();
    expect(shop.topic.published.map(({ subject }) => subject)).toEqual([
      'shop: ROLLBACK HELD after the one-way step, act now',
      'shop: somebody else changed the zone',
    ]);
  });

  it('pages once for an execution that is gone, with the way to continue', async () => {
    const shop = await oneWay();
    const { look, executions } = await scene(shop);
    executions.isMigrating = false;
    executions.ended.set(shop.run.arn, { running: false, status: 'ABORTED' });
    await look();
    await look();
    expect(executions.started.size).toBe(0);
    expect(shop.topic.published).toHaveLength(1);
    expect(shop.topic.published[0]?.body).toContain('{"startAtPercent": 50}');
  });
});
