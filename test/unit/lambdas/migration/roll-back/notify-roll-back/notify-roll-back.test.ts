import type {
  NotifyRollBackPayload,
  RollBackRequest,
} from '../../../../../../lambdas/migration/contract/roll-back-payloads.ts';
import { confirmLegacy } from '../../../../../../lambdas/migration/roll-back/confirm-legacy/confirm-legacy.ts';
import { notifyRollBack } from '../../../../../../lambdas/migration/roll-back/notify-roll-back/notify-roll-back.ts';
import { restoreLegacy } from '../../../../../../lambdas/migration/roll-back/restore-legacy/restore-legacy.ts';
import { Shop } from '../../../../../support/migration/shop.ts';

const REQUEST: RollBackRequest = {
  source: 'alarm',
  run: '',
  reason: 'Alarm cluster-5xx',
  asOf: '2027-03-02T00:00:00Z',
  cause: 'arn:aws:cloudwatch:us-west-1:111122223333:alarm:cluster-5xx',
};

/** What the RollBack machine has in hand when it comes to NotifyRollBack. */
async function rolledBack(shop: Shop, name: string): Promise<NotifyRollBackPayload> {
  const run = {
    name,
    arn: `arn:aws:states:us-west-1:111122223333:execution:shop-RollBack:${name}`,
    startedAt: '2027-03-02T00:00:01Z',
  };
  shop.now = Date.parse('2027-03-02T00:00:02Z');
  const restore = await restoreLegacy({ run, request: REQUEST }, shop.world);
  shop.now += 60_000;
  const confirm = await confirmLegacy(restore, shop.world);
  return { run, restore, stop: { stopped: [shop.run.arn] }, confirm };
}
const notify = (shop: Shop, payload: NotifyRollBackPayload) =>
  notifyRollBack(payload, { ...shop.world, reports: shop.reports, topic: shop.topic });

describe('NotifyRollBack', () => {
  it('reports what was measured and notifies people', async () => {
    const shop = await Shop.atStep(1);
    const payload = await rolledBack(shop, 'rb-1');
    expect(await notify(shop, payload)).toEqual({
      notified: true,
      report: 's3://reports/run-1/rollback-rb-1.txt',
    });
    expect(shop.topic.published.map(({ subject }) => subject)).toEqual(['shop: rolled back, legacy serves']);
    expect(shop.topic.published[0]?.body).toContain('- accepted → seen INSYNC: 1 min (budget 1 min 5 s)');
    expect(shop.reports.kept.get('run-1/rollback-rb-1')?.json).toMatchObject({
      execution: shop.run.arn,
      times: [
        { measured: 1 },
        { measured: 1 },
        { measured: 60 },
        { measured: 60 },
        { part: 'alarm → last TTL expired', measured: 122 },
      ],
    });
  });

  it('says how long open connections last, and notifies people also if that can’t be read', async () => {
    const shop = await Shop.atStep(1);
    const payload = await rolledBack(shop, 'rb-1');
    await notify(shop, payload);
    expect(shop.topic.published[0]?.body).toContain('open connections closed: up to 2 min, not measured');
    const other = await Shop.atStep(1);
    other.connections.broken = new Error('Throttling');
    expect(await notify(other, await rolledBack(other, 'rb-1'))).toMatchObject({ notified: true });
    expect(other.topic.published[0]?.body).toContain(
      "open connections closed: an unknown time, not measured (k8s-ingress-9876543210.us-west-1.elb.amazonaws.com: Its settings can't be read: Error: Throttling)",
    );
  });

  it('says what a function failed with, not how Lambda wraps it', async () => {
    const shop = await Shop.atStep(1);
    const payload = await rolledBack(shop, 'rb-1');
    const cause = JSON.stringify({ errorType: 'SoakFailed', errorMessage: 'too slow', trace: ['at x'] });
    const reason = `SoakFailed: ${cause}`;
    await notify(shop, {
      ...payload,
      restore: { ...payload.restore, request: { ...REQUEST, reason }, reason },
    });
    expect(shop.topic.published[0]?.body).toContain('SoakFailed: too slow\n');
    expect(shop.topic.published[0]?.body).not.toContain('trace');
    expect(JSON.stringify(shop.reports.kept.get('run-1/rollback-rb-1')?.json)).not.toContain('trace');
  });

  it('leaves the notification to the rollback that restored, in whichever order they end', async () => {
    const shop = await Shop.atStep(1);
    const first = await rolledBack(shop, 'rb-1');
    const second = await rolledBack(shop, 'rb-2');
    expect(second.restore.outcome).toBe('already-restored');
    expect(await notify(shop, second)).toMatchObject({ notified: false });
    expect(await notify(shop, first)).toMatchObject({ notified: true });
    expect(await notify(shop, second)).toMatchObject({ notified: false });
    expect(shop.topic.published).toHaveLength(1);
    expect([...shop.reports.kept.keys()].toSorted()).toEqual(['run-1/rollback-rb-1']);
  });

  it('notifies people once when two rollbacks restored a zone each', async () => {
    const shop = await Shop.atStep(1);
    const first = await rolledBack(shop, 'rb-1');
    const second = { ...first, run: { ...first.run, name: 'rb-2' } };
    expect(await notify(shop, first)).toMatchObject({ notified: true });
    expect(await notify(shop, second)).toMatchObject({ notified: false });
    expect(shop.topic.published).toHaveLength(1);
  });

  it('notifies people when it is tried again after the message could not be sent', async () => {
    const shop = await Shop.atStep(1);
    const payload = await rolledBack(shop, 'rb-1');
    shop.topic.failure = new Error('Throttled');
    await expect(notify(shop, payload)).rejects.toThrow('Throttled');
    expect(await notify(shop, payload)).toMatchObject({ notified: true });
    expect(shop.topic.published).toHaveLength(1);
  });

  it('says nothing of a rollback that found the run restored, but of a run that it has stopped', async () => {
    const shop = await Shop.atStep(1);
    await notify(shop, await rolledBack(shop, 'rb-1'));
    const later = await rolledBack(shop, 'rb-2');
    const own = { ...later, stop: { stopped: [shop.run.arn] } };
    expect(await notify(shop, own)).toEqual({ notified: false, report: '' });
    const preflight = shop.run.arn.replace('run-1', 'run-2');
    const other = { ...later, stop: { stopped: [shop.run.arn, preflight] } };
    expect(await notify(shop, other)).toEqual({ notified: true, report: '' });
    expect(await notify(shop, other)).toMatchObject({ notified: false });
    expect(shop.topic.published[1]).toMatchObject({
      subject: 'shop: stopped before any record was changed',
      body: expect.stringContaining(`- Stopped execution ${preflight}.`),
    });
    expect(shop.topic.published[1]?.body).not.toContain(`Stopped execution ${shop.run.arn}.`);
  });

  it('reports however many executions were stopped', async () => {
    const shop = await Shop.atStep(1);
    await rolledBack(shop, 'rb-1');
    const second = await rolledBack(shop, 'rb-2');
    const stopped = Array.from({ length: 20 }, (_, n) => `${shop.run.arn}-${n}`);
    expect(await notify(shop, { ...second, stop: { stopped } })).toMatchObject({ notified: true });
    expect(await notify(shop, { ...second, stop: { stopped } })).toMatchObject({ notified: false });
  });

  it('does not mix up the run that began since with the one that was rolled back', async () => {
    const shop = await Shop.atStep(1);
    const payload = await rolledBack(shop, 'rb-1');
    await shop.journal.claim({
      execution: 'run-2',
      executionArn: 'arn:run-2',
      startedAt: '2027-03-03T00:00:00Z',
    });
    await notify(shop, payload);
    expect(shop.topic.published[0]?.body).toContain('Run: run-1.');
    expect(JSON.stringify([...shop.reports.kept.values()])).not.toContain('run-2');
  });
});
