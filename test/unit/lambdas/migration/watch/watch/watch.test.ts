import { requireWhole } from '../../../../../../lambdas/migration/domain/watch/unread.ts';
import { soak } from '../../../../../../lambdas/migration/migrate/soak/soak.ts';
import { restoreLegacy } from '../../../../../../lambdas/migration/roll-back/restore-legacy/restore-legacy.ts';
import { shiftWeight } from '../../../../../../lambdas/migration/swap/move-records.ts';
import type { WatchPorts } from '../../../../../../lambdas/migration/watch/watch/ports.ts';
import { watch } from '../../../../../../lambdas/migration/watch/watch/watch.ts';
import { MemoryExecutions } from '../../../../../fakes/migration/memory-executions.ts';
import { MemorySchedules } from '../../../../../fakes/migration/memory-schedules.ts';
import { CLUSTER_ELB, Shop } from '../../../../../support/migration/shop.ts';

const REQUEST = { run: 'run-1', arn: 'arn:run-1', schedule: 'run-x' };

async function scene(shop: Shop) {
  const answered: string[] = [];
  const executions = new MemoryExecutions();
  const schedules = new MemorySchedules();
  await schedules.make(REQUEST, 0);
  const { settings, clock, journal, zoneOf, alarms } = shop.world;
  const ports: WatchPorts = {
    settings,
    clock,
    journal,
    zoneOf: (zoneId) => zoneOf(zoneId),
    alarms,
    executions,
    schedules,
    topic: shop.topic,
    tasks: {
      succeed: async (token) => {
        const waits = !answered.includes(token);
        answered.push(token);
        return waits;
      },
    },
    decideArn: 'arn:aws:states:us-west-1:111122223333:stateMachine:shop-Decide',
    beforeImageOf: async () => (await journal.load())?.beforeImage ?? new Map(),
  };
  return { answered, executions, schedules, look: () => watch(REQUEST, ports) };
}

/** A weight that Terraform puts back. */
function terraform(shop: Shop): void {
  const old = shop.engine
    .records('Z1SHOP')
    .find(({ Name, SetIdentifier }) => Name === 'www.shop.test.' && SetIdentifier === 'cluster');
  if (old) shop.write('UPSERT', { ...old, Weight: 1 });
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
    expect(() => requireWhole(watched)).toThrow(/The soak was ended.* could not look at: Alarm cluster-5xx/s);
    expect(requireWhole({ ...watched, unread: [] }).acts).toEqual(watched.acts);
  });
});
