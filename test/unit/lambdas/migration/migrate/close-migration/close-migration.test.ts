import { parseFence } from '../../../../../../lambdas/migration/domain/fence.ts';
import {
  type ClosePorts,
  closeMigration,
} from '../../../../../../lambdas/migration/migrate/close-migration/close-migration.ts';
import type { ExecutionHistory } from '../../../../../../lambdas/migration/ports/execution-history.ts';
import type { Zone } from '../../../../../../lambdas/migration/ports/zone.ts';
import { confirmLegacy } from '../../../../../../lambdas/migration/roll-back/confirm-legacy/confirm-legacy.ts';
import { restoreLegacy } from '../../../../../../lambdas/migration/roll-back/restore-legacy/restore-legacy.ts';
import type { CopyPorts } from '../../../../../../lambdas/migration/swap/ports.ts';
import { asked, markedOwed } from '../../../../../support/migration/acting.ts';
import { EngineZone } from '../../../../../support/migration/engine-zone.ts';
import { onJournal, withMethods } from '../../../../../support/migration/meddling.ts';
import { CLUSTER_ELB, Shop } from '../../../../../support/migration/shop.ts';

const CLOSED_AT = '2027-03-08T00:00:00.000Z';
const REPORT = 's3://reports/run-1/closed.txt';

const history: Pick<ExecutionHistory, 'visits'> = {
  visits: async (arn) => [
    {
      state: 'LowerTtl',
      enteredAt: '2027-03-01T00:00:01Z',
      leftAt: '2027-03-01T00:00:02Z',
      output: { summary: `of ${arn.split(':').at(-1)}` },
    },
  ],
};

async function drained(): Promise<{ shop: Shop; world: ClosePorts }> {
  const shop = await Shop.draining();
  shop.now = Date.parse(CLOSED_AT);
  return { shop, world: { ...shop.world, history, reports: shop.reports, topic: shop.topic } };
}

function fencePhase(shop: Shop): string | undefined {
  const [value] = shop.record('_cutover-shop.shop.test.', 'TXT').ResourceRecords ?? [];
  return parseFence(value?.Value ?? '')?.phase;
}

const rollBack = (shop: Shop, world: CopyPorts = shop.world) => restoreLegacy(asked(shop), world);

describe('CloseMigration', () => {
  it('closes the fence and the run, keeps the report, and notifies people', async () => {
    const { shop, world } = await drained();
    expect(await closeMigration(shop.run, world)).toEqual({
      summary: `Closed at ${CLOSED_AT}.`,
      report: REPORT,
    });
    expect(fencePhase(shop)).toBe('closed');
    expect((await shop.journal.load())?.run).toMatchObject({ status: 'closed', statusAt: CLOSED_AT });
    expect(shop.reports.kept.get('run-1/closed')?.json).toMatchObject({
      closedAt: CLOSED_AT,
      timeline: [{ state: 'LowerTtl', said: 'of run-1' }],
      decisions: [],
      beforeImage: {
        Z1SHOP: { records: expect.arrayContaining([expect.objectContaining({ Type: 'AAAA' })]) },
      },
    });
    expect(shop.topic.published.map(({ subject }) => subject)).toEqual([
      'shop: migration closed, all traffic is on the cluster',
    ]);
    expect(shop.record('shop.test.', 'A').AliasTarget?.DNSName).toBe(`${CLUSTER_ELB}.`);
  });

  it('reports the decisions of its own run alone', async () => {
    const { shop, world } = await drained();
    const decision = {
      decision: 'promote',
      decidedBy: 'arn',
      soakUntil: '',
      execution: 'd1',
      at: CLOSED_AT,
    } as const;
    for (const run of ['run-0', 'run-1']) {
      const hold = { run, state: 'JudgeSoak', step: 0, reasons: [], taskToken: run, since: CLOSED_AT };
      await shop.journal.saveHold({ ...hold, run: 'run-1' });
      await shop.journal.decideHold({ ...decision, reason: `of ${run}`, hold });
    }
    await closeMigration(shop.run, world);
    expect(shop.reports.kept.get('run-1/closed')?.json).toMatchObject({
      decisions: [{ reason: 'of run-1' }],
    });
  });

  it('after it, a rollback is refused', async () => {
    const { shop, world } = await drained();
    await closeMigration(shop.run, world);
    expect((await rollBack(shop)).outcome).toBe('refused');
    expect(fencePhase(shop)).toBe('closed');
  });

  it('tried again after it was closed but nobody notified, notifies with the time of the closing', async () => {
    const { shop, world } = await drained();
    shop.topic.failure = new Error('Throttled');
    await expect(closeMigration(shop.run, world)).rejects.toThrow('Throttled');
    shop.now += 60_000;
    for (let again = 0; again < 2; again++)
      expect((await closeMigration(shop.run, world)).summary).toBe(`Closed at ${CLOSED_AT}.`);
    expect(shop.topic.published).toHaveLength(1);
  });

  it('run twice at once, closes once and notifies once, whichever comes first', async () => {
    const { shop, world } = await drained();
    let twin: Promise<unknown> | undefined;
    const closeByTwin = () => {
      twin ??= closeMigration(shop.run, world);
      return twin;
    };
    const racing = onJournal(world, { before: { endRun: closeByTwin } });
    expect((await closeMigration(shop.run, racing)).summary).toBe(`Closed at ${CLOSED_AT}.`);
    expect(fencePhase(shop)).toBe('closed');
    expect(shop.topic.published).toHaveLength(1);
  });

  it('closes nothing where somebody else wrote', async () => {
    const { shop, world } = await drained();
    const record = shop.record('www.shop.test.', 'CNAME');
    shop.write('UPSERT', { ...record, TTL: 5 });
    await expect(closeMigration(shop.run, world)).rejects.toMatchObject({ name: 'ForeignWrite' });
    expect(fencePhase(shop)).toBe('drain');
    expect((await shop.journal.load())?.run.status).toBe('open');
    expect(shop.topic.published).toEqual([]);
  });

  it('loses against a rollback, whenever that comes', async () => {
    const { shop, world } = await drained();
    const restored = await rollBack(shop);
    await expect(closeMigration(shop.run, world)).rejects.toMatchObject({ name: 'FenceLost' });
    await confirmLegacy(restored, shop.world);
    await expect(closeMigration(shop.run, world)).rejects.toMatchObject({ name: 'FenceLost' });
    expect(fencePhase(shop)).toBe('restored');
    expect(shop.topic.published).toEqual([]);
  });

  it('notifies nobody when a rollback wins the zone between the fence and the journal', async () => {
    const { shop, world } = await drained();
    let restored: ReturnType<typeof rollBack> | undefined;
    const racing: ClosePorts = {
      ...world,
      zoneOf: (zoneId) => {
        const zone = new EngineZone(shop.engine, zoneId);
        return withMethods<Zone>(zone, {
          swap: async (changes, comment) => {
            const result = await zone.swap(changes, comment);
            restored ??= rollBack(shop);
            await restored;
            return result;
          },
        });
      },
    };
    await expect(closeMigration(shop.run, racing)).rejects.toMatchObject({ name: 'FenceLost' });
    expect((await restored)?.outcome).toBe('restored');
    expect(fencePhase(shop)).toBe('restored');
    expect(shop.topic.published).toEqual([]);
  });

  it.each<[string, (shop: Shop) => Promise<unknown>]>([
    ['restored the zone', (shop) => rollBack(shop)],
    ['has ended the run', async (shop) => confirmLegacy(await rollBack(shop), shop.world)],
    ['has shut the run out', (shop) => markedOwed(shop)],
  ])('notifies nobody when a rollback %s while the run is being closed', async (_what, meanwhile) => {
    const { shop, world } = await drained();
    const racing = onJournal(world, { before: { endRun: () => meanwhile(shop) } });
    await expect(closeMigration(shop.run, racing)).rejects.toMatchObject({ name: 'FenceLost' });
    expect(shop.topic.published).toEqual([]);
    expect(shop.reports.kept.size).toBe(0);
  });

  it('is the last word once the run is closed: a rollback that read the zone before changes nothing', async () => {
    const { shop, world } = await drained();
    const killed = onJournal(world, { before: { endRun: () => Promise.reject(new Error('killed')) } });
    await expect(closeMigration(shop.run, killed)).rejects.toThrow('killed');
    const late = await rollBack(
      shop,
      onJournal(shop.world, { before: { markOwed: () => closeMigration(shop.run, world) } }),
    );
    expect(late.outcome).toBe('refused');
    expect(fencePhase(shop)).toBe('closed');
    expect((await shop.journal.load())?.run.status).toBe('closed');
  });
});
