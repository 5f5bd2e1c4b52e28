import type {
  RestoreResult,
  RollBackRequest,
} from '../../../../../../lambdas/migration/contract/roll-back-payloads.ts';
import { joinRollBack } from '../../../../../../lambdas/migration/roll-back/join-roll-back/join-roll-back.ts';
import { asked, begin, joinedBy, markedOwed } from '../../../../../support/migration/acting.ts';
import { zonesWorld } from '../../../../../support/migration/zones-world.ts';

/** A migration at 5 % whose rollback `rb-1` is at; `rb-2` is to join it. */
async function twoRollBacks(overrides: Partial<RollBackRequest> = {}) {
  const world = zonesWorld();
  await begin(world, world.run('run-1'), 3);
  const first = asked(world, { source: 'alarm', reason: 'Alarm cluster-5xx' }, 'rb-1');
  await markedOwed(world, first);
  world.pass(5);
  const second = asked(world, { source: 'alarm', reason: 'Alarm cluster-latency', ...overrides }, 'rb-2');
  const run = async () => (await world.journal.load())?.run;
  const holder = (await run())?.holder;
  if (!holder) throw new Error('Nobody is at the rollback.');
  const restore: RestoreResult = joinedBy(second, holder, 'run-1');
  const join = (running: boolean) =>
    joinRollBack(
      { run: second.run, restore },
      { ...world, executions: { isRunning: async (arn) => running && arn === first.run.arn } },
    );
  return { world, first, second, join, run };
}

describe('JoinRollBack', () => {
  it('leaves the rollback to the execution that is at it, and keeps its own request', async () => {
    const { world, first, second, join, run } = await twoRollBacks();
    expect(await join(true)).toEqual({
      joined: true,
      reason: expect.stringMatching(/^Execution rb-1 has been running it since 2026-/),
    });
    expect((await run())?.holder?.arn).toBe(first.run.arn);
    expect(await world.journal.joinedRollBacks('run-1')).toEqual([
      { execution: second.run.arn, request: second.request, at: second.request.asOf },
    ]);
  });

  it('keeps nothing of one without a request', async () => {
    const { world, join } = await twoRollBacks({ source: 'roll-back', predecessor: 'arn:rb-0' });
    expect(await join(true)).toMatchObject({ joined: true });
    expect(await world.journal.joinedRollBacks('run-1')).toEqual([]);
  });

  it('takes over from an ended execution, and keeps that one’s request', async () => {
    const { world, first, second, join, run } = await twoRollBacks();
    expect(await join(false)).toMatchObject({ joined: false, reason: expect.stringContaining('has ended') });
    expect((await run())?.holder).toMatchObject({ arn: second.run.arn, request: first.request });
    expect(await world.journal.joinedRollBacks('run-1')).toEqual([]);
  });

  it('takes no place that a third one was faster to take', async () => {
    const { world, first, join, run } = await twoRollBacks();
    const third = asked(world, { predecessor: first.run.arn }, 'rb-3');
    await markedOwed(world, third);
    expect(await join(false)).toMatchObject({ joined: false });
    expect((await run())?.holder?.arn).toBe(third.run.arn);
  });

  it('takes no place at a run that began after the rollback was done', async () => {
    const { world, join, run } = await twoRollBacks();
    await world.journal.endRun('run-1', 'restored', '2026-03-02T00:00:00.000Z');
    world.pass(60);
    const { name, arn, startedAt } = world.run('run-2');
    await world.journal.claim({ execution: name, executionArn: arn, startedAt });
    expect(await join(false)).toMatchObject({
      joined: false,
      reason: expect.stringContaining('no longer running it'),
    });
    expect(await run()).toMatchObject({ execution: 'run-2', status: 'open' });
  });

  it('is not joined to a rollback that is done meanwhile', async () => {
    const { world, join } = await twoRollBacks();
    await world.journal.endRun('run-1', 'restored', '2026-03-02T00:00:00.000Z');
    expect(await join(true)).toMatchObject({
      joined: false,
      reason: expect.stringContaining('no longer running it'),
    });
    expect(await world.journal.joinedRollBacks('run-1')).toEqual([]);
  });
});
