import type { StatusPorts } from '../../../../../../lambdas/migration/control/status/ports.ts';
import { status } from '../../../../../../lambdas/migration/control/status/status.ts';
import type { NewestExecution } from '../../../../../../lambdas/migration/domain/status/seen.ts';
import type { StateVisit } from '../../../../../../lambdas/migration/domain/timeline.ts';
import { soak } from '../../../../../../lambdas/migration/migrate/soak/soak.ts';
import { confirmLegacy } from '../../../../../../lambdas/migration/roll-back/confirm-legacy/confirm-legacy.ts';
import { restoreLegacy } from '../../../../../../lambdas/migration/roll-back/restore-legacy/restore-legacy.ts';
import { statusSchema } from '../../../../../../lambdas/migration/runtime/status-schema.ts';
import { shiftWeight } from '../../../../../../lambdas/migration/swap/move-records.ts';
import { MemoryExecutions } from '../../../../../fakes/migration/memory-executions.ts';
import { asked } from '../../../../../support/migration/acting.ts';
import { CLUSTER_ELB, LEGACY_ELB, Shop } from '../../../../../support/migration/shop.ts';

const UNTIL = '2027-03-03T00:00:00.000Z';

function newestOf(
  migrate?: NewestExecution,
  ...rollBacks: readonly NewestExecution[]
): StatusPorts['newest'] {
  return { migrate: async () => migrate, rollBacks: async () => rollBacks };
}

function portsOf(shop: Shop, others: Partial<StatusPorts> = {}): StatusPorts {
  const { settings, clock, journal, alarms, traffic } = shop.world;
  return {
    settings,
    version: '1.2.3',
    clock,
    journal,
    alarms,
    traffic,
    executions: new MemoryExecutions(),
    newest: newestOf(),
    history: { latest: async () => [] },
    beforeImageOf: async () => (await journal.load())?.beforeImage ?? new Map(),
    ...others,
  };
}

async function soaking(): Promise<Shop> {
  const shop = await Shop.atStep(1);
  shop.now += 60_000;
  await soak({ run: shop.run, taskToken: 'secret', step: 1, soakUntil: UNTIL }, shop.world);
  shop.traffic.requests.set(LEGACY_ELB, 600).set(CLUSTER_ELB, 400);
  return shop;
}

const fails = async (): Promise<never> => {
  throw new Error('slow down');
};

describe('Status', () => {
  it('says step, share and what is left of a soak, in the form that is documented', async () => {
    const shop = await soaking();
    const [, step] = shop.settings.steps;
    const said = await status(portsOf(shop));
    expect(said).toMatchObject({
      version: '1.2.3',
      phase: 'shifting',
      run: { execution: 'run-1', status: 'open' },
      step: { number: 2, of: shop.settings.steps.length, percent: step?.percent },
      wait: { for: 'soak', until: UNTIL },
      share: {
        intended: { least: step?.percent, most: step?.percent },
        seen: { known: true, percent: 40, requests: 1000, unit: 'request' },
      },
      alarms: [{ state: 'OK' }],
      unread: [],
    });
    expect(said).not.toHaveProperty('decision');
    const rest = shop.settings.steps.slice(2).reduce((sum, { soakSeconds }) => sum + soakSeconds, 0);
    const end = Date.parse(UNTIL) + (rest + shop.settings.drain.minimumStaySeconds) * 1000;
    expect(said.earliestEnd).toBe(new Date(end).toISOString());
    expect(statusSchema.parse(JSON.parse(JSON.stringify(said)))).toEqual(said);
  });

  it('gives away no token, with which anybody could answer', async () => {
    const shop = await soaking();
    await shop.journal.saveHold({
      run: 'run-1',
      state: 'JudgeSoak',
      step: 1,
      reasons: ['too few requests'],
      taskToken: 'secret',
      since: new Date(shop.now).toISOString(),
    });
    expect(JSON.stringify(await status(portsOf(shop)))).not.toContain('secret');
  });

  it('says who must decide, by when, and what can be answered', async () => {
    const shop = await soaking();
    const since = new Date(shop.now).toISOString();
    await shop.journal.saveHold({
      id: 'a1b2c3',
      run: 'run-1',
      state: 'JudgeSoak',
      step: 1,
      reasons: ['too few requests'],
      legacy: ['legacy is too small'],
      taskToken: 'token-2',
      since,
    });
    const said = await status(portsOf(shop));
    const until = new Date(shop.now + shop.settings.holdTimeoutSeconds * 1000).toISOString();
    expect(said).toMatchObject({
      phase: 'on-hold',
      wait: { for: 'decision', since, until },
      decision: { hold: 'a1b2c3', reasons: ['too few requests', 'legacy is too small'], until },
    });
    expect(said.decision?.answers.map(({ decision }) => decision)).toEqual(
      expect.arrayContaining(['promote', 'extend', 'retry', 'abort']),
    );
    expect(said).not.toHaveProperty('earliestEnd');
    // Its time is over: the migration has gone on without an answer.
    shop.now = Date.parse(until);
    expect(await status(portsOf(shop))).not.toHaveProperty('decision');
  });

  it('takes no soak of the step before for one that is under way', async () => {
    const shop = await soaking();
    shop.now += 3_600_000;
    await shiftWeight({ run: shop.run, step: 2, continues: '' }, shop.world);
    expect(await status(portsOf(shop))).not.toHaveProperty('wait');
  });

  it('says that an execution has ended without a rollback', async () => {
    const shop = await soaking();
    const executions = new MemoryExecutions();
    executions.ended.set(shop.run.arn, { running: false, status: 'ABORTED' });
    const said = await status(portsOf(shop, { executions }));
    expect(said.phase).toBe('stopped');
    expect(said.summary).toContain('run-1 has ended (ABORTED), and no rollback has begun');
  });

  it('says that it was rolled back, and what the rollback said', async () => {
    const shop = await soaking();
    const rollBack = asked(shop.world, { reason: 'customers cannot pay' });
    const { arn, name, startedAt } = rollBack.run;
    const restored = await restoreLegacy(rollBack, shop.world);
    const during = await status(portsOf(shop));
    expect(during.phase).toBe('rolling-back');
    expect(during.summary).toContain('customers cannot pay');
    expect(during.share.intended.least).toBe(0);
    await confirmLegacy(restored, shop.world);
    const visits: StateVisit[] = [
      {
        state: 'Begin',
        enteredAt: '2027-03-02T00:00:00Z',
        leftAt: '2027-03-02T00:00:00Z',
        output: { reason: 'customers cannot pay' },
      },
      {
        state: 'RestoreLegacy',
        enteredAt: '2027-03-02T00:00:01Z',
        leftAt: '2027-03-02T00:00:02Z',
        output: restored,
      },
    ];
    const after = await status(
      portsOf(shop, {
        newest: newestOf(
          { name: 'run-1', arn: shop.run.arn, startedAt, status: 'ABORTED' },
          { name: 'joined', arn: 'arn:joined', startedAt, status: 'SUCCEEDED' },
          { name, arn, startedAt, status: 'SUCCEEDED' },
          { name: 'of-before', arn: 'arn:before', startedAt: '2027-01-01T00:00:00Z', status: 'SUCCEEDED' },
        ),
        history: {
          latest: async (of) => {
            expect(of).not.toBe('arn:before');
            if (of === arn) return visits;
            const waits = {
              state: 'Soak 25 %',
              enteredAt: '2027-03-01T00:00:00Z',
              leftAt: '',
              output: undefined,
            };
            return of === shop.run.arn ? [waits] : [];
          },
        },
      }),
    );
    expect(after).toMatchObject({ phase: 'rolled-back', share: { intended: { least: 0, most: 0 } } });
    expect(after).not.toHaveProperty('state');
    expect(after.events.at(-1)).toEqual({
      at: '2027-03-02T00:00:01Z',
      machine: 'RollBack',
      state: 'RestoreLegacy',
      said: 'restored: customers cannot pay',
    });
  });

  it('says that no run has begun, or that one is checked', async () => {
    const shop = new Shop();
    expect(await status(portsOf(shop))).toMatchObject({
      phase: 'not-begun',
      summary: expect.stringContaining('Start shop-Migrate with {"dryRun": true}'),
      share: { intended: { least: 0, most: 0 }, zones: [{ phase: 'untouched' }] },
    });
    const migrate = { name: 'dry', arn: 'arn:dry', startedAt: '2027-03-01T00:00:00Z', status: 'RUNNING' };
    expect(await status(portsOf(shop, { newest: newestOf(migrate) }))).toMatchObject({ phase: 'checking' });
  });

  it('says what it could not read, and all the rest', async () => {
    const shop = await soaking();
    shop.alarms.failures.set('describe', new Error('slow down'));
    const said = await status(
      portsOf(shop, {
        executions: { look: fails },
        newest: { migrate: fails, rollBacks: fails },
        history: { latest: fails },
        traffic: { count: fails },
      }),
    );
    expect(said.phase).toBe('shifting');
    expect(said.alarms).toEqual([
      { name: shop.settings.alarms[0]?.name, state: 'unknown', reason: 'Error: slow down' },
    ]);
    expect(said.share.seen).toEqual({ known: false, why: 'Error: slow down' });
    expect(said.unread).toEqual([
      'the executions of Migrate: Error: slow down',
      "the run's execution: Error: slow down",
      "the execution's history: Error: slow down",
    ]);
  });

  it('never takes an alarm that is gone for a good one', async () => {
    const shop = await soaking();
    shop.alarms.alarms.length = 0;
    expect((await status(portsOf(shop))).alarms).toMatchObject([{ state: 'missing' }]);
  });

  it('does not know a share of which nothing was counted', async () => {
    const shop = await soaking();
    shop.traffic.requests.set(LEGACY_ELB, 0).set(CLUSTER_ELB, 0);
    expect((await status(portsOf(shop))).share.seen).toMatchObject({ known: false });
  });
});
