import { recordMastersDecision } from '../../../../../../lambdas/masters/decide/record-masters-decision/record-masters-decision.ts';
import { pageOperator } from '../../../../../../lambdas/masters/replace-master/page-operator/page-operator.ts';
import { rollNextMaster } from '../../../../../../lambdas/masters/roll-masters/roll-next-master/roll-next-master.ts';
import { sweepMasters } from '../../../../../../lambdas/masters/signals/sweep-masters/sweep-masters.ts';
import {
  GROUP_A,
  GROUP_B,
  GROUP_C,
  MASTER_A,
  MASTER_B,
  MASTER_C,
  replacementOf,
} from '../../../../../support/masters/masters.ts';
import { payloadOf } from '../../../../../support/masters/masters-world.ts';

import { next, plan, replace, rolling, runOf, type World } from './rolling.ts';

describe('RollMasters', () => {
  it('replaces one master after the other, each voluntarily and by its own execution', async () => {
    const world = rolling();
    await expect(plan(world)).resolves.toEqual({
      dryRun: false,
      warnings: [],
      untagged: '',
      summary: expect.stringContaining('has 3 masters of 3 to replace'),
    });
    for (const [i, instance] of [MASTER_A, MASTER_B, MASTER_C].entries()) {
      for (const twice of [false, true])
        await expect(next(world)).resolves.toMatchObject({
          outcome: 'waiting',
          pauseSeconds: twice ? 45 : 15,
        });
      expect(world.replacements.started).toHaveLength(i + 1);
      expect(await world.kept(instance)).toMatchObject({ request: 'voluntary', status: 'open' });
      await replace(world, instance);
    }
    await expect(next(world)).resolves.toMatchObject({ outcome: 'done', reason: '3 masters replaced.' });
    expect((await world.journal.roll())?.value).toMatchObject({ status: 'done' });
    await expect(next(world)).resolves.toMatchObject({ outcome: 'done' });
  });

  it('notifies people once at its end, of what became of each master', async () => {
    const world = rolling();
    await plan(world, { groups: [GROUP_A] });
    await next(world);
    await replace(world, MASTER_A);
    const { report } = await next(world);
    expect(report).toEqual([
      expect.stringMatching(
        new RegExp(`^${MASTER_A} \\(${GROUP_A}\\): replaced from \\S+Z to \\S+Z, in .+ s$`),
      ),
    ]);
    await next(world);
    expect(world.topic.published).toEqual([
      {
        subject: 'shop-masters: MastersRolled: the roll is done',
        body: expect.stringContaining(report[0] ?? ''),
      },
    ]);
  });

  it('does not end before the notification is sent', async () => {
    const world = rolling();
    await plan(world, { olderThanDays: 300 });
    const failure = Object.assign(new Error('SNS is away'), { name: 'TransientFailure' });
    const away = { ...world, topic: { publish: () => Promise.reject(failure) } };
    const payload = { run: runOf('roll-1'), replacing: '' };
    await expect(rollNextMaster(payload, away)).resolves.toMatchObject({
      outcome: 'waiting',
      reason: expect.stringContaining('it is retried: SNS is away'),
    });
    await expect(rollNextMaster(payload, world)).resolves.toMatchObject({ outcome: 'done' });
    expect(world.topic.published).toHaveLength(1);
  });

  it('says why it ends at once, where no master is as old as asked', async () => {
    const world = rolling();
    await plan(world, { olderThanDays: 300 });
    await expect(next(world)).resolves.toMatchObject({
      outcome: 'done',
      reason: 'No master is old enough for this roll, so none was replaced.',
    });
  });

  it('replaces those of the groups named, in the order of their names', async () => {
    const world = rolling();
    await plan(world, { groups: [GROUP_C, GROUP_A, GROUP_C] });
    expect((await world.journal.roll())?.value.masters.map(({ instance }) => instance)).toEqual([
      MASTER_A,
      MASTER_C,
    ]);
  });

  it.each([
    ['a text', 'all', 'input: expected object'],
    ['unknown fields', { group: GROUP_A }, 'unknown field "group"'],
    ['a dry run that is a text', { dryRun: 'yes' }, 'dryRun: expected boolean'],
    ['an empty list', { groups: [] }, 'groups: expected at least 1'],
    [
      'groups that are none',
      { groups: ['a', GROUP_A, 'b'] },
      /a is not a group.*b is not a group.*The groups of masters are /,
    ],
    ['a group without a master in service', { groups: [GROUP_B] }, `${GROUP_B} has no master in service`],
  ])('begins nothing by %s', async (_what, input, message) => {
    const world = rolling();
    world.setGroup(GROUP_B, {});
    await expect(plan(world, input)).rejects.toMatchObject({
      name: 'InvalidInput',
      message: message instanceof RegExp ? expect.stringMatching(message) : expect.stringContaining(message),
    });
    expect(await world.journal.roll()).toBeUndefined();
  });

  it('keeps nothing of a dry run, which says who would go, also of a roll that is under way', async () => {
    const world = rolling();
    const dryRun = { groups: [GROUP_C, GROUP_A], dryRun: true };
    await expect(plan(world, dryRun)).resolves.toEqual({
      dryRun: true,
      warnings: [],
      untagged: '',
      summary: expect.stringContaining(
        `has 2 masters of 2 to replace: ${MASTER_A} (${GROUP_A}), ${MASTER_C} (${GROUP_C})`,
      ),
    });
    expect(await world.journal.roll()).toBeUndefined();
    await plan(world);
    const before = await world.journal.roll();
    await expect(plan(world, { dryRun: true }, runOf('roll-2'))).resolves.toMatchObject({
      summary: expect.stringContaining('has 3 masters of 3 to replace'),
    });
    expect(await world.journal.roll()).toEqual(before);
    expect(world.replacements.started).toEqual([]);
  });

  it('is one at a time', async () => {
    const world = rolling();
    await plan(world);
    await expect(plan(world, {}, runOf('roll-2'))).rejects.toMatchObject({ name: 'RollInProgress' });
    await expect(next(world, 'roll-2')).resolves.toMatchObject({ outcome: 'stopped' });
    expect(world.replacements.started).toEqual([]);
  });

  it('begins once, however often it is planned by the same execution', async () => {
    const world = rolling();
    await plan(world);
    await next(world);
    const before = await world.journal.roll();
    await plan(world);
    expect(await world.journal.roll()).toEqual(before);
  });

  it.each(['done', 'rolling'] as const)(
    'takes an execution that has the name of an old one, whose roll is %s, for another one',
    async (status) => {
      const world = rolling();
      await plan(world);
      const kept = await world.journal.roll();
      if (!kept) throw new Error('nothing was begun');
      await world.journal.putRoll(kept, { ...kept.value, status });
      const run = runOf('roll-1', '2026-09-01T10:00:00Z');
      await expect(rollNextMaster({ run, replacing: '' }, world)).resolves.toMatchObject({
        outcome: 'stopped',
      });
      await plan(world, {}, run);
      expect((await world.journal.roll())?.value).toMatchObject({ executionStartedAt: run.startedAt });
      await expect(rollNextMaster({ run, replacing: '' }, world)).resolves.toMatchObject({
        outcome: 'waiting',
      });
      expect(world.replacements.started).toEqual([`${MASTER_A}-1`]);
    },
  );

  it('continues where an ended execution left it', async () => {
    const world = rolling();
    await plan(world);
    await next(world);
    await replace(world, MASTER_A);
    world.running.delete('roll-1');
    await plan(world, {}, runOf('roll-2'));
    await next(world, 'roll-2');
    expect(world.replacements.started).toEqual([`${MASTER_A}-1`, `${MASTER_B}-1`]);
    await expect(next(world)).resolves.toMatchObject({ outcome: 'stopped' });
  });

  it('leaves what it could not start to the sweep', async () => {
    const world = rolling();
    await plan(world);
    world.replacements.failure = Object.assign(new Error('throttled'), { name: 'TransientFailure' });
    await expect(next(world)).rejects.toMatchObject({ name: 'TransientFailure' });
    await expect(next(world)).resolves.toMatchObject({ outcome: 'waiting' });
    await sweepMasters(world);
    await expect(next(world)).resolves.toMatchObject({ outcome: 'waiting' });
    expect(world.replacements.started).toEqual([`${MASTER_A}-2`]);
  });

  it('stops when its replacement is paged, and continues after a person’s retry', async () => {
    const world = rolling();
    await plan(world);
    await next(world);
    const kept = await world.kept(MASTER_A);
    if (!kept) throw new Error('not begun');
    const page = { heading: 'QuorumAtRisk', reason: 'member b is not healthy' } as const;
    await pageOperator({ ...payloadOf(world.replacements, kept), page }, world);
    await expect(next(world)).resolves.toMatchObject({
      outcome: 'stopped',
      reason: expect.stringContaining(
        'is paged: QuorumAtRisk, member b is not healthy. Once that is resolved',
      ),
    });
    await expect(next(world)).resolves.toMatchObject({ outcome: 'stopped' });
    await recordMastersDecision(
      { run: runOf('decide-1'), input: { decision: 'retry', reason: 'b is back' } },
      world,
    );
    await plan(world, {}, runOf('roll-2'));
    await expect(next(world, 'roll-2')).resolves.toMatchObject({ outcome: 'waiting' });
    await replace(world, MASTER_A);
    await next(world, 'roll-2');
    expect(world.replacements.started).toEqual([`${MASTER_A}-1`, `${MASTER_A}-2`, `${MASTER_B}-1`]);
  });

  it('tries a dismissed master again when it is started again', async () => {
    const world = rolling();
    await plan(world);
    await next(world);
    world.now += 60_000;
    await world.keep(replacementOf(MASTER_A, { status: 'dismissed', request: 'voluntary' }));
    await expect(next(world)).resolves.toMatchObject({ outcome: 'stopped' });
    await plan(world, {}, runOf('roll-2'));
    await next(world, 'roll-2');
    expect(world.replacements.started).toEqual([`${MASTER_A}-1`, `${MASTER_A}-2`]);
  });

  it('leaves out a master that something else has replaced meanwhile', async () => {
    const world = rolling();
    await plan(world);
    world.setGroup(GROUP_A, { 'i-0aaaaaaaaaaaaaaa2': 'InService' });
    await next(world);
    expect(world.replacements.started).toEqual([`${MASTER_B}-1`]);
  });

  it.each<[string, (world: World) => unknown, string]>([
    [
      'another master is being replaced',
      (world) => world.begin(replacementOf(MASTER_C)),
      `The replacement of ${MASTER_C}`,
    ],
    [
      'the next master goes',
      (world) => world.setGroup(GROUP_A, { [MASTER_A]: 'Terminating:Wait' }),
      'is Terminating:Wait, not InService',
    ],
    [
      'its group is gone',
      (world) => {
        world.groups = world.groups.filter(({ name }) => name !== GROUP_A);
      },
      `There is no group ${GROUP_A} any more`,
    ],
    [
      'the lease is broken',
      async (world) => {
        const broken = {
          replacement: 'i-x',
          at: 't',
          page: { heading: 'NoCapacity', reason: 'none' },
        } as const;
        await world.journal.putLease(await world.journal.lease(), { fencing: 3, recovering: [], broken });
      },
      'The lease is broken: NoCapacity of i-x',
    ],
  ])('stops when %s', async (_what, happens, reason) => {
    const world = rolling();
    await plan(world);
    await happens(world);
    const started = [...world.replacements.started];
    await expect(next(world)).resolves.toMatchObject({
      outcome: 'stopped',
      reason: expect.stringContaining(reason),
    });
    expect(world.replacements.started).toEqual(started);
    expect((await world.journal.roll())?.value).toMatchObject({ status: 'stopped' });
  });

  it('waits until the lease is free of the one before', async () => {
    const world = rolling();
    await plan(world);
    const holder = {
      executionArn: 'arn:x',
      replacement: 'i-x',
      since: '2026-03-01T09:00:00Z',
      reason: 'settles',
    };
    await world.journal.putLease(await world.journal.lease(), { fencing: 3, recovering: [], holder });
    await expect(next(world)).resolves.toMatchObject({ outcome: 'waiting' });
    expect(world.replacements.started).toEqual([]);
  });
});
