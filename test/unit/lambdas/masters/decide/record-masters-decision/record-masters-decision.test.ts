import type { PageHeading } from '../../../../../../lambdas/masters/contract/states.ts';
import { recordMastersDecision } from '../../../../../../lambdas/masters/decide/record-masters-decision/record-masters-decision.ts';
import { acquireLease } from '../../../../../../lambdas/masters/replace-master/acquire-lease/acquire-lease.ts';
import { pageOperator } from '../../../../../../lambdas/masters/replace-master/page-operator/page-operator.ts';
import {
  GROUP_A,
  GROUP_B,
  MASTER_A,
  MASTER_B,
  replacementOf,
} from '../../../../../support/masters/masters.ts';
import { mastersControl } from '../../../../../support/masters/masters-world.ts';

const VACANCY = 'vacant-control-plane-us-west-1a-masters-k8s-shop-test';

function decideRun(name: string, startedAt = '2026-03-01T10:10:00Z') {
  return {
    name,
    arn: `arn:aws:states:us-west-1:111122223333:execution:shop-masters-Decide:${name}`,
    startedAt,
  };
}

const answer = (decision: string, more: object = {}) => ({ decision, reason: 'looked at it', ...more });

const VOLUMES = { own: ['vol-1'], all: ['vol-1'] };

type World = ReturnType<typeof mastersControl>;

/** A, and B where asked for, was paged. */
async function paged(heading: PageHeading = 'VolumeStuck', also?: PageHeading): Promise<World> {
  const world = mastersControl();
  world.setGroup(GROUP_A, { [MASTER_A]: 'Terminating:Wait' });
  const a = await world.begin(replacementOf(MASTER_A, { volumes: VOLUMES }));
  await acquireLease(a, world);
  await pageOperator({ ...a, page: { heading, reason: 'seen' } }, world);
  if (also) {
    const b = await world.begin(replacementOf(MASTER_B, { group: GROUP_B }));
    await pageOperator({ ...b, page: { heading: also, reason: 'seen' } }, world);
  }
  for (const name of world.replacements.started) world.replacements.end(name);
  world.now += 600_000;
  return world;
}

function decide(world: World, input: unknown, execution = 'decide-1') {
  return recordMastersDecision({ run: decideRun(execution), input }, world);
}

/** All that is kept, to be compared. */
async function all(world: World) {
  return {
    unfinished: await world.journal.unfinished(),
    lease: await world.journal.lease(),
    started: [...world.replacements.started],
  };
}

describe('RecordMastersDecision', () => {
  it('carries out a decision that by its own clock came before the page', async () => {
    const world = await paged();
    world.now -= 20 * 60_000;
    await decide(world, answer('retry'));
    expect(await world.kept(MASTER_A)).toMatchObject({ status: 'open', attempt: 2 });
    expect((await world.lease()).broken).toBeUndefined();
  });

  it('retry takes the replacement up again and frees the lease', async () => {
    const world = await paged();
    const { actions } = (await world.kept(MASTER_A)) ?? {};
    expect(Object.keys(actions ?? {})).toEqual([MASTER_A]);
    await decide(world, answer('retry'));
    expect(await world.kept(MASTER_A)).toEqual({
      ...replacementOf(MASTER_A, { attempt: 2, statusAt: '2026-03-01T10:10:00Z', volumes: VOLUMES }),
      actions,
    });
    expect(await world.lease()).toEqual({ fencing: 1, recovering: [] });
    expect(world.replacements.started).toEqual([`${MASTER_A}-1`, `${MASTER_A}-2`]);
    expect(await world.journal.decisionOf('decide-1 2026-03-01T10:10:00Z')).toMatchObject({
      decision: 'retry',
      reason: 'looked at it',
      replacement: MASTER_A,
      decidedBy: decideRun('decide-1').arn,
    });
  });

  it('detach also gives a yes to a forced detach, with who gave it', async () => {
    const world = await paged();
    await decide(world, answer('detach'));
    expect(await world.kept(MASTER_A)).toMatchObject({
      status: 'open',
      mayDetach: { decidedBy: decideRun('decide-1').arn, reason: 'looked at it', at: '2026-03-01T10:10:00Z' },
    });
  });

  it('retry takes an earlier yes to a forced detach back', async () => {
    const world = await paged();
    await decide(world, answer('detach'));
    const again = { ...replacementOf(MASTER_A, { attempt: 2 }), instance: MASTER_A, group: GROUP_A };
    await pageOperator({ replacement: again, page: { heading: 'VolumeStuck', reason: 'still' } }, world);
    await decide(world, answer('retry'), 'decide-2');
    expect(await world.kept(MASTER_A)).not.toHaveProperty('mayDetach');
  });

  it('retry of a missing volume takes what a person put there', async () => {
    const world = await paged('VolumeMissing');
    await decide(world, answer('retry'));
    expect(await world.kept(MASTER_A)).not.toHaveProperty('volumes');
  });

  it('dismiss leaves it, and the vacancy of its group, to the person, and frees the lease', async () => {
    const world = await paged();
    await decide(world, answer('dismiss'));
    expect(await world.kept(MASTER_A)).toMatchObject({ status: 'dismissed' });
    expect(await world.kept(VACANCY)).toMatchObject({ status: 'dismissed', group: GROUP_A, instance: '' });
    expect((await world.lease()).broken).toBeUndefined();
    expect(world.replacements.started).toEqual([`${MASTER_A}-1`]);
  });

  it('keeps the lease broken while another page waits', async () => {
    const world = await paged('VolumeStuck', 'NoCapacity');
    await decide(world, answer('retry', { replacement: MASTER_A }));
    expect((await world.lease()).broken).toMatchObject({
      replacement: MASTER_B,
      page: { heading: 'NoCapacity' },
    });
    await decide(world, answer('dismiss'), 'decide-2');
    expect((await world.lease()).broken).toBeUndefined();
  });

  it('carried out twice by the same execution is carried out once', async () => {
    const world = await paged();
    await decide(world, answer('retry'));
    const once = await all(world);
    await decide(world, answer('retry'));
    expect(await all(world)).toEqual(once);
  });

  it('decides anew in an execution that has the name of an old one', async () => {
    const world = await paged('NoCapacity');
    await decide(world, answer('retry', { replacement: MASTER_A }), 'yes');
    const b = await world.begin(replacementOf(MASTER_B, { group: GROUP_B }));
    await pageOperator({ ...b, page: { heading: 'NoCapacity', reason: 'seen' } }, world);
    const run = decideRun('yes', '2026-09-01T10:10:00Z');
    await expect(
      recordMastersDecision({ run, input: answer('dismiss', { replacement: MASTER_B }) }, world),
    ).resolves.toMatchObject({ summary: `dismiss: ${MASTER_B} is dismissed in attempt 1.` });
    expect(await world.journal.decisionOf('yes 2026-09-01T10:10:00Z')).toMatchObject({
      decision: 'dismiss',
      replacement: MASTER_B,
    });
  });

  it('finishes what a first try left undone', async () => {
    const world = await paged();
    world.replacements.failure = Object.assign(new Error('throttled'), { name: 'TransientFailure' });
    await expect(decide(world, answer('retry'))).rejects.toMatchObject({ name: 'TransientFailure' });
    await decide(world, answer('retry'));
    expect(world.replacements.started).toEqual([`${MASTER_A}-1`, `${MASTER_A}-2`]);
    expect(await world.kept(MASTER_A)).toMatchObject({ status: 'open', attempt: 2 });
  });

  it('does not answer a page that came after it', async () => {
    const world = await paged();
    await decide(world, answer('retry'));
    world.now += 600_000;
    await pageOperator(
      {
        replacement: replacementOf(MASTER_A, { attempt: 2 }),
        page: { heading: 'NoCapacity', reason: 'none' },
      },
      world,
    );
    const before = await all(world);
    await decide(world, answer('retry'));
    expect(await all(world)).toEqual(before);
  });

  it.each([
    ['nothing', undefined, 'InvalidInput', 'input: missing, expected object'],
    [
      'an unknown decision',
      answer('promote'),
      'InvalidInput',
      'decision: expected one of "retry", "detach", "dismiss"',
    ],
    ['no reason', { decision: 'retry' }, 'InvalidInput', 'reason: missing'],
    [
      'an empty reason',
      { decision: 'retry', reason: ' ' },
      'InvalidInput',
      'reason: expected at least 1 characters',
    ],
    [
      'everything wrong',
      { decision: 1, why: 'x' },
      'InvalidInput',
      /decision: .*; reason: missing.*; input: unknown field "why"/,
    ],
    [
      'one that is not paged',
      answer('retry', { replacement: 'i-other' }),
      'NothingHeld',
      'i-other does not wait for a decision',
    ],
    [
      'which of several is not said',
      answer('retry'),
      'InvalidInput',
      /replacement: missing, .*VolumeStuck.*NoCapacity/,
    ],
    [
      'a detach where no volume is stuck',
      answer('detach', { replacement: MASTER_B }),
      'InvalidInput',
      'decision: detach is only for VolumeStuck',
    ],
  ])('changes nothing by %s', async (_what, input, name, message) => {
    const world = await paged('VolumeStuck', 'NoCapacity');
    const before = await all(world);
    await expect(decide(world, input)).rejects.toMatchObject({
      name,
      message: message instanceof RegExp ? expect.stringMatching(message) : expect.stringContaining(message),
    });
    expect(await all(world)).toEqual(before);
    expect(await world.journal.decisionOf('decide-1 2026-03-01T10:10:00Z')).toBeUndefined();
  });

  it('says so when nothing waits', async () => {
    await expect(decide(mastersControl(), answer('retry'))).rejects.toMatchObject({ name: 'NothingHeld' });
  });
});
