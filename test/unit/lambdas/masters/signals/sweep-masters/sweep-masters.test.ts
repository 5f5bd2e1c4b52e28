import { recordMastersDecision } from '../../../../../../lambdas/masters/decide/record-masters-decision/record-masters-decision.ts';
import { acquireLease } from '../../../../../../lambdas/masters/replace-master/acquire-lease/acquire-lease.ts';
import { pageOperator } from '../../../../../../lambdas/masters/replace-master/page-operator/page-operator.ts';
import { sweepMasters } from '../../../../../../lambdas/masters/signals/sweep-masters/sweep-masters.ts';
import {
  GROUP_A,
  GROUP_B,
  heldSince,
  instanceOf,
  MASTER_A,
  MASTER_B,
  replacementOf,
} from '../../../../../support/masters/masters.ts';
import { mastersControl } from '../../../../../support/masters/masters-world.ts';

const NEW = 'i-0aaaaaaaaaaaaaaa2';
const VACANCY = 'vacant-control-plane-us-west-1a-masters-k8s-shop-test';
const NOTHING = {
  groups: 3,
  found: [],
  missed: 0,
  expiring: 0,
  leaseHeldSeconds: 0,
};
const page = { heading: 'NoCapacity', reason: 'none of m5.large' } as const;

describe('SweepMasters', () => {
  it('finds nothing where every master is in service, however often', async () => {
    const world = mastersControl();
    const all = { ...NOTHING, inService: 3, waiting: 0, paged: 0 };
    for (let i = 0; i < 3; i++) await expect(sweepMasters(world)).resolves.toEqual(all);
    expect(world.replacements.started).toEqual([]);
  });

  it('counts the masters in service and in hooks, and the pages without an answer', async () => {
    const world = mastersControl();
    world.setGroup(GROUP_A, { [MASTER_A]: 'Terminating:Wait', [NEW]: 'Pending:Wait' });
    await world.keep(replacementOf(MASTER_B, { group: GROUP_B, status: 'paged' }));
    await expect(sweepMasters(world)).resolves.toMatchObject({ inService: 2, waiting: 2, paged: 1 });
  });

  it('counts the groups that it finds, none too', async () => {
    const world = mastersControl();
    world.groups = [];
    await expect(sweepMasters(world)).resolves.toMatchObject({ ...NOTHING, groups: 0 });
  });

  it('opens a replacement, once, for a master that waits in a hook and that no event reported', async () => {
    const world = mastersControl();
    world.setGroup(GROUP_A, { [MASTER_A]: 'Terminating:Wait' });
    await expect(sweepMasters(world)).resolves.toMatchObject({
      ...NOTHING,
      found: [`${MASTER_A} of ${GROUP_A} waits in a hook, and no event reported it`],
      missed: 1,
    });
    expect(await world.kept(MASTER_A)).toMatchObject({
      actions: { [MASTER_A]: heldSince('2026-03-01T09:55:00.000Z') },
      status: 'open',
    });
    await expect(sweepMasters(world)).resolves.toMatchObject(NOTHING);
    expect(world.replacements.started).toEqual([`${MASTER_A}-1`]);
  });

  it('keeps the wait of a master that came into its hook when its replacement was open already', async () => {
    const world = mastersControl();
    world.setGroup(GROUP_A, { [MASTER_A]: 'Terminating:Wait' });
    await world.begin(replacementOf(MASTER_A));
    await expect(sweepMasters(world)).resolves.toMatchObject({ missed: 1 });
    expect(await world.kept(MASTER_A)).toMatchObject({
      actions: { [MASTER_A]: heldSince('2026-03-01T09:55:00.000Z') },
      attempt: 1,
    });
    await expect(sweepMasters(world)).resolves.toMatchObject({ found: [] });
  });

  it('puts a drained master back that must wait for the page of another one', async () => {
    const world = mastersControl();
    const marks = { draining: '2026-03-01T09:59:00Z' };
    const a = await world.begin(replacementOf(MASTER_A, { request: 'voluntary', marks }));
    await acquireLease(a, world);
    await expect(sweepMasters(world)).resolves.toMatchObject({ found: [] });
    expect(world.targets.calls).toEqual([]);
    world.setState(MASTER_B, 'terminated');
    const b = await world.begin(replacementOf(MASTER_B, { group: GROUP_B }));
    await acquireLease(b, world);
    await pageOperator({ ...b, page }, world);
    await expect(sweepMasters(world)).resolves.toMatchObject({
      found: [`${MASTER_A} was drained, and is not being terminated now`],
      missed: 0,
    });
    expect(world.targets.calls).toEqual([`register ${MASTER_A}`]);
    expect(await world.kept(MASTER_A)).toMatchObject({ status: 'open', marks: {} });
    await expect(sweepMasters(world)).resolves.toMatchObject({ found: [] });
  });

  it.each([
    ['nothing', {}],
    ['one that comes', { [NEW]: 'Pending' }],
  ])('opens a replacement for the vacancy of a group with %s in it', async (_what, instances) => {
    const world = mastersControl();
    world.setGroup(GROUP_A, instances);
    await expect(sweepMasters(world)).resolves.toMatchObject({ missed: 1 });
    expect(world.replacements.started).toEqual([`${VACANCY}-1`]);
    await expect(sweepMasters(world)).resolves.toMatchObject(NOTHING);
  });

  it('opens a new attempt for a vacancy that comes a second time', async () => {
    const world = mastersControl();
    await world.keep(replacementOf(VACANCY, { instance: '', status: 'replaced' }));
    world.setGroup(GROUP_A, {});
    await sweepMasters(world);
    expect(world.replacements.started).toEqual([`${VACANCY}-2`]);
  });

  it.each([
    ['its event is about to come', 'Terminating', undefined],
    [
      'an execution is at it',
      'Terminating:Wait',
      replacementOf(MASTER_A, { actions: { [MASTER_A]: heldSince('2026-03-01T09:59:00Z') } }),
    ],
    ['a person is waited for', 'Terminating:Wait', replacementOf(MASTER_A, { status: 'paged', page })],
    [
      'a person looks after it',
      'Terminating:Wait',
      replacementOf(MASTER_A, {
        status: 'dismissed',
        statusAt: '2026-03-01T09:00:00Z',
        actions: { [MASTER_A]: heldSince('2026-03-01T08:00:00Z') },
      }),
    ],
  ])('does not call missed where %s', async (_what, lifecycle, kept) => {
    const world = mastersControl();
    world.setGroup(GROUP_A, { [MASTER_A]: lifecycle });
    if (kept) await world.begin(kept);
    if (kept?.status === 'dismissed')
      await world.keep(replacementOf(VACANCY, { instance: '', status: 'dismissed' }));
    await expect(sweepMasters(world)).resolves.toMatchObject({ missed: 0 });
  });

  it('finds a launched master that waits in a hook, beside the replacement that waits for it', async () => {
    const world = mastersControl();
    world.setGroup(GROUP_A, { [NEW]: 'Pending:Wait' });
    await world.begin(replacementOf(MASTER_A));
    await expect(sweepMasters(world)).resolves.toMatchObject({ missed: 1 });
    expect((await world.kept(MASTER_A))?.actions[NEW]).toMatchObject({ transition: 'launching' });
    await expect(sweepMasters(world)).resolves.toMatchObject(NOTHING);
    expect(world.replacements.started).toEqual([`${MASTER_A}-1`]);
  });

  it('finds a launched master that nobody waits for as its group’s vacancy', async () => {
    const world = mastersControl();
    world.setGroup(GROUP_A, { [NEW]: 'Pending:Wait' });
    await sweepMasters(world);
    expect(await world.kept(VACANCY)).toMatchObject({
      status: 'open',
      actions: { [NEW]: { transition: 'launching' } },
    });
  });

  it('finds a launched master that only an ended replacement knew', async () => {
    const world = mastersControl();
    world.setGroup(GROUP_A, { [NEW]: 'Pending:Wait' });
    const actions = { [NEW]: heldSince('2026-03-01T09:59:00Z', { transition: 'launching' }) };
    await world.keep(replacementOf(VACANCY, { instance: '', status: 'replaced', actions }));
    await expect(sweepMasters(world)).resolves.toMatchObject({ missed: 1 });
    expect(await world.kept(VACANCY)).toMatchObject({
      status: 'open',
      actions: { [NEW]: { completed: false } },
    });
    await expect(sweepMasters(world)).resolves.toMatchObject(NOTHING);
    expect(world.replacements.started).toEqual([`${VACANCY}-2`]);
  });

  it('leaves a launched master to the person who dismissed its replacement, until the group has all its masters again', async () => {
    const world = mastersControl();
    const actions = { [NEW]: heldSince('2026-03-01T09:50:00Z', { transition: 'launching' }) };
    world.setGroup(GROUP_A, { [NEW]: 'Pending:Wait' });
    world.setState(NEW, 'running');
    world.setState(MASTER_A, 'terminated');
    await world.keep(replacementOf(MASTER_A, { status: 'paged', page, actions }));
    const run = { name: 'mine', arn: 'arn:mine', startedAt: '2026-03-01T10:00:00Z' };
    await recordMastersDecision({ run, input: { decision: 'dismiss', reason: 'I see to it' } }, world);
    for (let sweeps = 0; sweeps < 2; sweeps++) {
      world.now += 300_000;
      await expect(sweepMasters(world)).resolves.toMatchObject(NOTHING);
    }
    world.setGroup(GROUP_A, { [NEW]: 'InService' });
    await expect(sweepMasters(world)).resolves.toMatchObject({
      found: [`${GROUP_A} has all its masters again`],
    });
    await expect(sweepMasters(world)).resolves.toMatchObject(NOTHING);
  });

  it.each([
    ['that is launched after the dismissal', '2026-03-01T10:00:01Z'],
    ['of which EC2 doesn’t say when it was launched', ''],
  ])('finds a launched master %s', async (_what, launchedAt) => {
    const world = mastersControl();
    const statusAt = '2026-03-01T10:00:00Z';
    await world.keep(replacementOf(VACANCY, { instance: '', status: 'dismissed', statusAt }));
    world.setGroup(GROUP_A, { [NEW]: 'Pending:Wait' });
    world.known = [{ ...instanceOf(NEW, 'running'), launchedAt }];
    world.now += 300_000;
    await expect(sweepMasters(world)).resolves.toMatchObject({ missed: 1 });
    expect((await world.kept(VACANCY))?.actions[NEW]).toMatchObject({ transition: 'launching' });
  });

  it('starts a replacement again whose execution has ended, with the same time limits', async () => {
    const world = mastersControl();
    world.setState(MASTER_A, 'terminated');
    world.setGroup(GROUP_A, {});
    await world.begin(replacementOf(MASTER_A));
    world.replacements.end(`${MASTER_A}-1`);
    world.now += 300_000;
    await expect(sweepMasters(world)).resolves.toMatchObject({
      found: [`attempt 1 of ${MASTER_A} does not run`],
      missed: 0,
    });
    expect(world.replacements.started).toEqual([`${MASTER_A}-1`, `${MASTER_A}-2`]);
    expect(await world.kept(MASTER_A)).toEqual(replacementOf(MASTER_A, { attempt: 2 }));
    await expect(sweepMasters(world)).resolves.toMatchObject(NOTHING);
  });

  it('frees what a dead execution of a finished replacement left of the lease, and nothing else', async () => {
    const world = mastersControl();
    world.setGroup(GROUP_A, { [MASTER_A]: 'Terminating:Wait' });
    world.setState(MASTER_B, 'terminated');
    await acquireLease(await world.begin(replacementOf(MASTER_A)), world);
    await acquireLease(await world.begin(replacementOf(MASTER_B, { group: GROUP_B })), world);
    await world.keep(replacementOf(MASTER_A, { status: 'replaced' }));
    world.setGroup(GROUP_A, { [NEW]: 'InService' });
    await sweepMasters(world);
    const lease = await world.lease();
    expect(lease.holder).toBeUndefined();
    expect(lease.recovering.map(({ replacement }) => replacement)).toEqual([MASTER_B]);
  });

  it('finishes a page that was cut off, once, and frees a lease whose page is decided', async () => {
    const world = mastersControl();
    const a = await world.begin(replacementOf(MASTER_A));
    world.topic.failure = new Error('cut off');
    await expect(pageOperator({ ...a, page }, world)).rejects.toThrow('cut off');
    await expect(sweepMasters(world)).resolves.toMatchObject({ found: [] });
    world.replacements.end(`${MASTER_A}-1`);
    await expect(sweepMasters(world)).resolves.toMatchObject({
      found: [`${MASTER_A} was paged, but nobody was notified`],
    });
    expect(world.topic.published).toHaveLength(1);
    await expect(sweepMasters(world)).resolves.toMatchObject({ found: [] });
    await world.keep(replacementOf(MASTER_A, { status: 'dismissed' }));
    await sweepMasters(world);
    expect((await world.lease()).broken).toBeUndefined();
  });

  it('leaves a vacancy to the person who looks after it, until the group has all its masters again', async () => {
    const world = mastersControl();
    await world.keep(replacementOf(VACANCY, { instance: '', status: 'dismissed' }));
    world.setGroup(GROUP_A, {});
    await expect(sweepMasters(world)).resolves.toMatchObject(NOTHING);
    world.setGroup(GROUP_A, { [NEW]: 'InService' });
    await expect(sweepMasters(world)).resolves.toMatchObject({
      found: [`${GROUP_A} has all its masters again`],
      missed: 0,
    });
    world.setGroup(GROUP_A, {});
    await expect(sweepMasters(world)).resolves.toMatchObject({ missed: 1 });
  });

  it('does all else when one thing fails, and says that it failed', async () => {
    const world = mastersControl();
    world.setGroup(GROUP_A, { [MASTER_A]: 'Terminating:Wait' });
    world.setGroup(GROUP_B, { [MASTER_B]: 'Terminating:Wait' });
    world.replacements.failure = Object.assign(new Error('throttled'), { name: 'TransientFailure' });
    await expect(sweepMasters(world)).rejects.toMatchObject({ name: 'TransientFailure' });
    expect(world.replacements.started).toEqual([`${MASTER_B}-1`]);
    await sweepMasters(world);
    expect(world.replacements.started).toEqual([`${MASTER_B}-1`, `${MASTER_A}-2`]);
  });

  it('says for how long the lease has had its holder', async () => {
    const world = mastersControl();
    world.setGroup(GROUP_A, { [MASTER_A]: 'Terminating:Wait' });
    await acquireLease(await world.begin(replacementOf(MASTER_A)), world);
    world.now += 1_234_000;
    await expect(sweepMasters(world)).resolves.toMatchObject({ leaseHeldSeconds: 1234 });
  });
});
