import type {
  RestoreOutcome,
  RollBackRequest,
} from '../../../../../../lambdas/migration/contract/roll-back-payloads.ts';
import {
  type StopAsked,
  stopMigration,
} from '../../../../../../lambdas/migration/roll-back/stop-migration/stop-migration.ts';
import { asked, begin, markedOwed } from '../../../../../support/migration/acting.ts';
import { withMethods } from '../../../../../support/migration/meddling.ts';
import { zonesWorld } from '../../../../../support/migration/zones-world.ts';

/** A migration at 5 % that runs, and what was stopped. */
async function running(...names: readonly string[]) {
  const world = zonesWorld();
  await begin(world, world.run('run-1'), 3);
  const stopped: string[] = [];
  const executions = {
    isRunning: async () => true,
    running: async () =>
      names.map((name) => ({ name, arn: `arn:${name}`, startedAt: '2026-03-01T00:00:00Z' })),
    stop: async (arn: string, error: string, cause: string) => void stopped.push(`${arn} ${error}: ${cause}`),
  };
  const rollBack = (overrides: Partial<RollBackRequest> = {}) =>
    asked(world, { source: 'alarm', reason: 'Alarm cluster-5xx', ...overrides });
  const stop = (what: StopAsked, journal = world.journal) =>
    stopMigration(what, { ...world, journal, executions, migrateArn: 'arn:migrate' });
  const stopAfter = (outcome: RestoreOutcome, marked = true) =>
    stop({ ...rollBack(), restore: { outcome, marked } });
  const run = async () => (await world.journal.load())?.run;
  return { world, stopped, rollBack, stop, stopAfter, run };
}

describe('StopMigration', () => {
  it.each<RestoreOutcome>([
    'restored',
    'owed',
    'already-restored',
    'nothing-to-restore',
    'joined',
    'unrestorable',
  ])('after "%s" stops what had begun when it was requested, and says why', async (outcome) => {
    const { stopped, stopAfter } = await running('run-1');
    expect(await stopAfter(outcome)).toMatchObject({ stopped: ['arn:run-1'] });
    expect(stopped).toEqual(['arn:run-1 RolledBack: Alarm cluster-5xx']);
  });

  it('stops each of several', async () => {
    const { stopAfter } = await running('run-1', 'run-2', 'run-3');
    expect(await stopAfter('restored')).toMatchObject({ stopped: ['arn:run-1', 'arn:run-2', 'arn:run-3'] });
  });

  it('leaves what began later', async () => {
    const { stop, rollBack } = await running('run-1');
    const restore = { outcome: 'restored', marked: true } as const;
    const earlier = rollBack({ asOf: '2026-02-28T23:59:59Z' });
    expect(await stop({ ...earlier, restore })).toMatchObject({ stopped: [] });
  });

  it('after "refused" stops nothing: the execution that has closed the migration must still notify people', async () => {
    const { stopped, stopAfter } = await running('run-1');
    expect(await stopAfter('refused', false)).toMatchObject({ stopped: [], marked: false });
    expect(stopped).toEqual([]);
  });

  it('stops nothing for an execution that resumes a rollback that is not owed: nobody requested that', async () => {
    const { stop, rollBack } = await running('run-2');
    const restore = { outcome: 'nothing-to-restore', marked: false } as const;
    const takingUp = rollBack({ source: 'roll-back', predecessor: 'arn:rb-0' });
    expect(await stop({ ...takingUp, restore })).toMatchObject({ stopped: [] });
  });
});

describe('StopMigration marks the rollback as owed', () => {
  it.each<[string, { readonly outcome: RestoreOutcome; readonly marked: boolean } | undefined]>([
    ['where RestoreLegacy failed', undefined],
    ['where RestoreLegacy could not', { outcome: 'owed', marked: false }],
    ['where RestoreLegacy restored DNS without the journal', { outcome: 'restored', marked: false }],
  ])('%s', async (_what, restore) => {
    const { stop, rollBack, run } = await running('run-1');
    const rolled = rollBack();
    expect(await stop({ ...rolled, ...(restore && { restore }) })).toMatchObject({
      stopped: ['arn:run-1'],
      request: rolled.request,
      marked: true,
    });
    expect(await run()).toMatchObject({ status: 'owed', holder: { arn: rolled.run.arn } });
  });

  it.each<RestoreOutcome>(['nothing-to-restore', 'already-restored', 'refused', 'joined'])(
    'not after "%s"',
    async (outcome) => {
      const { stopAfter, run } = await running('run-1');
      expect(await stopAfter(outcome, false)).toMatchObject({ marked: false });
      expect(await run()).toMatchObject({ status: 'open' });
    },
  );

  it('not in place of another one that is at it', async () => {
    const { world, stop, rollBack, run } = await running('run-1');
    const first = asked(world, {}, 'rb-0');
    await markedOwed(world, first);
    expect(await stop(rollBack())).toMatchObject({ marked: false });
    expect(await run()).toMatchObject({ holder: { arn: first.run.arn } });
  });

  it('not of a run that is not meant', async () => {
    const { stop, rollBack, run } = await running('run-1');
    expect(await stop(rollBack({ source: 'migration', run: 'run-2' }))).toMatchObject({ marked: false });
    expect(await run()).toMatchObject({ status: 'open' });
  });

  it('and stops the migration all the same while the journal is away', async () => {
    const { world, stop, rollBack, stopped } = await running('run-1');
    const away = withMethods(world.journal, { load: () => Promise.reject(new Error('away')) });
    expect(await stop(rollBack(), away)).toMatchObject({ stopped: ['arn:run-1'], marked: false });
    expect(stopped).toHaveLength(1);
  });
});
