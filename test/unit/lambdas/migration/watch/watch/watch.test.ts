import { requireWhole } from '../../../../../../lambdas/migration/domain/watch/unread.ts';
import { soak } from '../../../../../../lambdas/migration/migrate/soak/soak.ts';
import type { Zone } from '../../../../../../lambdas/migration/ports/zone.ts';
import { restoreLegacy } from '../../../../../../lambdas/migration/roll-back/restore-legacy/restore-legacy.ts';
import { shiftWeight } from '../../../../../../lambdas/migration/swap/move-records.ts';
import { watch } from '../../../../../../lambdas/migration/watch/watch/watch.ts';
import { CLUSTER_ELB, Shop } from '../../../../../support/migration/shop.ts';
import { REQUEST, scene, terraform } from '../../../../../support/migration/watched-shop.ts';

/** Zones to which only so many batches can be sent. */
function cutAfter(most: number, shop: Shop): (zoneId: string) => Zone {
  let sent = 0;
  return (zoneId) => {
    const zone = shop.world.zoneOf(zoneId);
    return {
      read: (names) => zone.read(names),
      readAll: () => zone.readAll(),
      isInSync: (change) => zone.isInSync(change),
      swap: async (changes, comment) => {
        if (++sent > most) throw new Error('cut off');
        return zone.swap(changes, comment);
      },
    };
  };
}

async function soaking(): Promise<Shop> {
  const shop = await Shop.atStep(1);
  await soak({ run: shop.run, taskToken: 'token-1', step: 1, soakUntil: '2027-03-03T00:00:00Z' }, shop.world);
  return shop;
}

describe('Watch', () => {
  it('finds nothing to do in a soak in which all is well, and says so', async () => {
    const { look } = await scene(await soaking());
    expect(await look()).toEqual({
      summary: 'Nothing to do for run-1.',
      acts: [],
      unread: [],
      unchangedUntil: '',
    });
  });

  it('notifies people of what somebody wrote, with the values whole, and ends the soak', async () => {
    const shop = await soaking();
    const { look, answered } = await scene(shop);
    terraform(shop);
    await look();
    expect(answered).toEqual(['token-1']);
    expect(shop.topic.published.map(({ subject }) => subject)).toEqual([
      'shop: somebody else changed the zone',
    ]);
    expect(shop.topic.published[0]?.body).toContain(
      `www.shop.test has CNAME ${CLUSTER_ELB} TTL 60 weight 1 (cluster)`,
    );
  });

  it('sends the heartbeat of the soak, though nothing else may be read', async () => {
    const shop = await soaking();
    const { look, beats } = await scene(shop);
    shop.journal.lose('before-image');
    shop.alarms.failures.set('describe', new Error('slow down'));
    await look();
    expect(beats).toEqual(['token-1']);
  });

  it('sends none once the soak’s time is over', async () => {
    const shop = await soaking();
    const { look, beats } = await scene(shop);
    shop.now = Date.parse('2027-03-03T00:00:00Z');
    await look();
    expect(beats).toEqual([]);
  });

  it('does all the rest if the heartbeat cannot be sent, and says so', async () => {
    const shop = await soaking();
    const { ports, answered } = await scene(shop);
    terraform(shop);
    const beat = async () => {
      throw new Error('slow down');
    };
    const watched = await watch(REQUEST, { ...ports, tasks: { ...ports.tasks, beat } });
    expect(watched.unread).toEqual(['Heartbeat: Error: slow down']);
    expect(answered).toEqual(['token-1']);
  });

  it('notifies people of a name that is not moved, once, and lets the soak last', async () => {
    const shop = new Shop();
    shop.write('CREATE', {
      Name: 'blog.shop.test.',
      Type: 'TXT',
      TTL: 60,
      ResourceRecords: [{ Value: '"a"' }],
    });
    await shop.toStep(1);
    await soak({ run: shop.run, taskToken: 't', step: 1, soakUntil: '2027-03-03T00:00:00Z' }, shop.world);
    const { look, answered } = await scene(shop);
    expect((await look()).acts).toEqual([]);
    shop.write('DELETE', shop.record('blog.shop.test.', 'TXT'));
    shop.now += 3600_000;
    await look();
    await look();
    expect(answered).toEqual([]);
    expect(shop.topic.published.map(({ subject }) => subject)).toEqual([
      'shop: records that are not moved have changed',
    ]);
    expect(shop.topic.published[0]?.body).toContain('blog.shop.test TXT is gone.');
  });

  it('ends the drain, too', async () => {
    const shop = await Shop.draining();
    await soak(
      { run: shop.run, taskToken: 'token-d', step: 4, soakUntil: '2027-03-14T00:00:00Z' },
      shop.world,
    );
    const { look, answered } = await scene(shop);
    expect((await look()).acts).toEqual([]);
    shop.write('UPSERT', { ...shop.record('www.shop.test.', 'CNAME'), TTL: 61 });
    await look();
    expect(answered).toEqual(['token-d']);
    expect(shop.topic.published).toHaveLength(1);
  });

  describe('while a soak is on hold', () => {
    const held = async () => {
      const shop = await soaking();
      shop.now = Date.parse('2027-03-03T00:00:00Z');
      const { look, answered, beats } = await scene(shop);
      const hold = { run: 'run-1', state: 'JudgeSoak', step: 1, reasons: ['approval'], legacy: [] };
      await shop.journal.saveHold({ ...hold, taskToken: 'held', since: '2027-03-03T00:00:00.000Z' });
      return { shop, look, answered, beats };
    };

    it('sends its heartbeat, until it is over', async () => {
      const { shop, look, beats } = await held();
      await look();
      expect(beats).toEqual(['held']);
      shop.now += shop.world.settings.holdTimeoutSeconds * 1000;
      await look();
      expect(beats).toEqual(['held']);
    });

    it('notifies people of what somebody wrote, and what they can answer now', async () => {
      const { shop, look, answered } = await held();
      expect((await look()).acts).toEqual([]);
      terraform(shop);
      await look();
      expect(answered).toEqual([]);
      const [message] = shop.topic.published;
      expect(message?.body).toContain(`www.shop.test has CNAME ${CLUSTER_ELB} TTL 60 weight 1 (cluster)`);
      expect(message?.body).toMatch(/on hold in state JudgeSoak since .*The hold id is [0-9a-f]{6}/);
      expect(message?.body).toMatch(/"decision": "promote", "hold": "[0-9a-f]{6}"/);
    });

    it('sees weights of an earlier step put back', async () => {
      const { shop, look } = await held();
      const before = (await Shop.atStep(0)).engine.records('Z1SHOP');
      for (const record of before.filter(({ Name }) => Name === 'www.shop.test.'))
        shop.write('UPSERT', record);
      await look();
      expect(shop.topic.published).toHaveLength(1);
    });

    it('a promotion meets what was written: the next step changes nothing', async () => {
      const { shop } = await held();
      terraform(shop);
      const before = shop.engine.records('Z1SHOP');
      await expect(shiftWeight({ run: shop.run, step: 2, continues: '' }, shop.world)).rejects.toMatchObject({
        name: 'ForeignWrite',
        message: expect.stringContaining('www.shop.test'),
      });
      expect(shop.engine.records('Z1SHOP')).toEqual(before);
    });
  });

  it('is not alarmed by a step that follows a soak which was ended early', async () => {
    const shop = await soaking();
    const { look } = await scene(shop);
    shop.now += 3600_000;
    const two = {
      ...shop.settings,
      route53: { ...shop.settings.route53, changes: { burst: 12, perSecond: 1 } },
    };
    const shifting = { ...shop.world, settings: two };
    const swaps = cutAfter(1, shop);
    await expect(
      shiftWeight({ run: shop.run, step: 2, continues: '' }, { ...shifting, zoneOf: swaps }),
    ).rejects.toThrow('cut off');
    expect((await look()).acts).toEqual([]);
    expect(shop.topic.published).toEqual([]);
  });

  it('notifies people once, and of more that somebody wrote again', async () => {
    const shop = await soaking();
    const { look } = await scene(shop);
    terraform(shop);
    await look();
    await look();
    expect(shop.topic.published).toHaveLength(1);
    shop.write('CREATE', {
      Name: 'www.shop.test.',
      Type: 'CNAME',
      TTL: 60,
      SetIdentifier: 'x',
      Weight: 1,
      ResourceRecords: [{ Value: 'x.test' }],
    });
    await look();
    expect(shop.topic.published).toHaveLength(2);
  });

  it('is not alarmed by a step that has changed the zone and not kept it yet', async () => {
    const shop = await soaking();
    const { look, answered } = await scene(shop);
    const restore = shop.journal.snapshot();
    await shiftWeight({ run: shop.run, step: 2, continues: '' }, shop.world);
    restore();
    expect((await look()).acts).toEqual([]);
    expect(answered).toEqual([]);
  });

  it('starts RollBack for this run if an alarm fires and none has begun', async () => {
    const shop = await soaking();
    const { look, executions } = await scene(shop);
    const [alarm] = shop.alarms.alarms;
    if (alarm) shop.alarms.alarms[0] = { ...alarm, state: 'ALARM', stateReason: '12 > 5' };
    await look();
    await look();
    expect([...executions.started.values()]).toEqual([
      {
        source: 'watch',
        run: 'run-1',
        reason: 'Alarm cluster-5xx is in ALARM: 12 > 5',
        asOf: expect.any(String),
        cause: shop.run.arn,
      },
    ]);
  });

  it('has RollBack restore legacy, by the request that it starts it with', async () => {
    const shop = await soaking();
    const { look, executions } = await scene(shop);
    executions.ended.set(shop.run.arn, { running: false, status: 'ABORTED' });
    executions.isMigrating = false;
    await look();
    const [[name, request] = ['', undefined]] = [...executions.started];
    if (!request) throw new Error('RollBack was not started');
    const run = { name, arn: `arn:${name}`, startedAt: new Date(shop.now).toISOString() };
    const { outcome } = await restoreLegacy({ run, request, restore: undefined }, shop.world);
    expect(outcome).toBe('restored');
  });

  it('removes its schedule when the run is over', async () => {
    const shop = await soaking();
    const { look, schedules } = await scene(shop);
    await look();
    expect(schedules.made.size).toBe(1);
    await shop.journal.endRun('run-1', 'closed', '2027-03-02T00:00:00.000Z');
    await look();
    expect(schedules.made.size).toBe(0);
  });

  it('starts RollBack though the zones can’t be read, and reads them no more', async () => {
    const shop = await soaking();
    const { look, executions } = await scene(shop);
    shop.journal.lose('before-image');
    expect((await look()).unread).toEqual([expect.stringContaining('BeforeImageUnreadable')]);
    const [alarm] = shop.alarms.alarms;
    if (alarm) shop.alarms.alarms[0] = { ...alarm, state: 'ALARM' };
    expect((await look()).unread).toEqual([]);
    expect(executions.started.size).toBe(1);
  });

  it('says what it could not read, and does all the rest', async () => {
    const shop = await soaking();
    shop.alarms.failures.set('describe', new Error('slow down'));
    const { look, answered } = await scene(shop);
    terraform(shop);
    const watched = await look();
    expect(watched.unread).toEqual(['Alarm cluster-5xx: Error: slow down']);
    expect(answered).toEqual(['token-1']);
    // So the call counts as failed, and WatchSilent sees it.
    expect(() => requireWhole(watched)).toThrow(/The wait was ended.* could not look at: Alarm cluster-5xx/s);
    expect(requireWhole({ ...watched, unread: [] }).acts).toEqual(watched.acts);
  });
});
