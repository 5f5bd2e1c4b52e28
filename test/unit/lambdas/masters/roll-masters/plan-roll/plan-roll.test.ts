import type { ClusterVersions } from '../../../../../../lambdas/masters/contract/versions.ts';
import type { Replacement } from '../../../../../../lambdas/masters/domain/replacement.ts';
import type { RolledMaster } from '../../../../../../lambdas/masters/domain/roll.ts';
import { planRoll } from '../../../../../../lambdas/masters/roll-masters/plan-roll/plan-roll.ts';
import { rollNextMaster } from '../../../../../../lambdas/masters/roll-masters/roll-next-master/roll-next-master.ts';
import {
  GROUP_A,
  GROUP_B,
  GROUP_C,
  MASTER_A,
  MASTER_B,
  MASTER_C,
  replacementOf,
} from '../../../../../support/masters/masters.ts';
import { mastersControl, seenBeforePlan } from '../../../../../support/masters/masters-world.ts';

const [OLD_A, OLD_B, OLD_C] = ['i-0aaaaaaaaaaaaaaa0', 'i-0bbbbbbbbbbbbbbb0', 'i-0ccccccccccccccc0'];
const RUN = { name: 'new', arn: 'arn:new', startedAt: '2026-03-01T10:00:00Z' };
const ALL = `${MASTER_A} (${GROUP_A}), ${MASTER_B} (${GROUP_B}), ${MASTER_C} (${GROUP_C})`;
const DAY_BEFORE = '2026-02-28T10:00:00Z';

/** A roll that was stopped; the masters in service are MASTER_A, MASTER_B and MASTER_C. */
async function stopped(masters: readonly RolledMaster[], last = DAY_BEFORE, begun = last) {
  const world = mastersControl();
  await world.journal.putRoll(undefined, {
    startedAt: begun,
    execution: 'arn:old',
    executionStartedAt: last,
    status: 'stopped',
    reason: 'there was a doubt',
    masters,
  });
  return Object.assign(world, { executions: { isRunning: async () => false } });
}

type World = Awaited<ReturnType<typeof stopped>>;

function of(group: string, instance: string, status: RolledMaster['status']): RolledMaster {
  return { group, instance, status };
}

function keep(world: World, id: string, group: string, status: Replacement['status']) {
  return world.keep(replacementOf(id, { group, status, request: 'voluntary' }));
}

async function plan(world: World, input: object = {}, versions?: ClusterVersions) {
  return await planRoll({ run: RUN, input, ...(await seenBeforePlan(world, versions)) }, world);
}

async function masters(world: World) {
  return (await world.journal.roll())?.value.masters.map(({ instance, status }) => `${instance} ${status}`);
}

describe('RollMasters with {}, after a roll that was not finished', () => {
  it('begins anew if its last masters were replaced otherwise', async () => {
    const world = await stopped([
      of(GROUP_A, OLD_A, 'replaced'),
      of(GROUP_B, OLD_B, 'replacing'),
      of(GROUP_C, OLD_C, 'waiting'),
    ]);
    await keep(world, OLD_B, GROUP_B, 'replaced');
    const { summary } = await plan(world);
    expect(summary).toContain(
      `The roll of ${DAY_BEFORE} is over: nothing is left of it, and ${OLD_C} (${GROUP_C}) ended outside this roll.`,
    );
    expect(summary).toContain(`The roll of 2026-03-01T10:00:00Z has 3 masters of 3 to replace: ${ALL}.`);
    await expect(rollNextMaster({ run: RUN, replacing: '' }, world)).resolves.toMatchObject({
      outcome: 'waiting',
    });
    expect(world.replacements.started).toEqual([`${MASTER_A}-1`]);
  });

  it.each<[string, RolledMaster['status'], Replacement['status'] | undefined]>([
    ['never begun', 'waiting', undefined],
    ['about to be begun', 'replacing', undefined],
    ['dismissed', 'replacing', 'dismissed'],
    ['replaced by other means', 'waiting', 'replaced'],
  ])('does not count one that is gone and was %s as replaced', async (_what, status, kept) => {
    const world = await stopped([of(GROUP_A, OLD_A, status), of(GROUP_B, MASTER_B, 'waiting')]);
    if (kept) await keep(world, OLD_A, GROUP_A, kept);
    const { summary } = await plan(world);
    expect(summary).toContain(`has 1 master of 2 to replace: ${MASTER_B} (${GROUP_B}).`);
    expect(summary).toContain(`${OLD_A} (${GROUP_A}) ended outside this roll.`);
    expect(await masters(world)).toEqual([`${OLD_A} gone`, `${MASTER_B} waiting`]);
  });

  it('continues with those that are left, and says how old it is and whom it leaves out', async () => {
    const begun = '2026-02-24T09:00:00Z';
    const world = await stopped(
      [of(GROUP_A, OLD_A, 'replaced'), of(GROUP_B, MASTER_B, 'waiting')],
      DAY_BEFORE,
      begun,
    );
    const { summary } = await plan(world);
    expect(summary).toBe(
      `The roll of ${begun} has 1 master of 2 to replace: ${MASTER_B} (${GROUP_B}). It continues 5 d 1 h after it began. It leaves out ${MASTER_C} (${GROUP_C}): let it finish, then start RollMasters with their groups, or with {} for all.`,
    );
    expect((await world.journal.roll())?.value).toMatchObject({ startedAt: begun, execution: RUN.arn });
  });

  it('continues with one that left its group, while its replacement is under way', async () => {
    const world = await stopped([of(GROUP_A, OLD_A, 'replacing')]);
    await keep(world, OLD_A, GROUP_A, 'open');
    await plan(world);
    expect(await masters(world)).toEqual([`${OLD_A} replacing`]);
  });

  it('finishes the one that has replaced all of its masters after it was stopped', async () => {
    const world = await stopped([of(GROUP_A, OLD_A, 'replaced'), of(GROUP_B, OLD_B, 'replacing')]);
    await keep(world, OLD_B, GROUP_B, 'replaced');
    const { summary } = await plan(world);
    expect(summary).toContain('has 0 masters of 2 to replace: none.');
    await expect(rollNextMaster({ run: RUN, replacing: '' }, world)).resolves.toMatchObject({
      outcome: 'done',
      reason: '2 masters replaced.',
    });
  });

  it.each([
    ['goes on with one that was started 14 days ago', '2026-02-15T10:00:00Z', `${MASTER_A} waiting`],
    [
      'begins anew after one that was started longer ago',
      '2026-02-15T09:59:59Z',
      `${MASTER_A} waiting,${MASTER_B} waiting,${MASTER_C} waiting`,
    ],
  ])('%s', async (_what, last, expected) => {
    const world = await stopped([of(GROUP_A, MASTER_A, 'waiting')], last);
    const { summary } = await plan(world);
    expect((await masters(world))?.join()).toBe(expected);
    expect(summary.includes('is over: it was last started')).toBe(expected.includes(MASTER_B));
  });

  it('says the same in a dry run, which keeps nothing', async () => {
    const world = await stopped([of(GROUP_A, OLD_A, 'waiting')]);
    const before = await world.journal.roll();
    const { summary } = await plan(world, { dryRun: true });
    expect(summary).toContain(`Nothing is begun. The roll of ${DAY_BEFORE} is over`);
    expect(await world.journal.roll()).toEqual(before);
  });
});

it('reports at the end of a roll which masters were replaced otherwise', async () => {
  const world = await stopped([of(GROUP_A, MASTER_A, 'waiting')]);
  await plan(world);
  world.setGroup(GROUP_A, { 'i-0aaaaaaaaaaaaaaa2': 'InService' });
  await expect(rollNextMaster({ run: RUN, replacing: '' }, world)).resolves.toMatchObject({
    outcome: 'done',
    reason: `0 masters replaced. ${MASTER_A} (${GROUP_A}) ended outside this roll.`,
  });
});
