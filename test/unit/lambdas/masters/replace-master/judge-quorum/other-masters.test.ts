import type { KeptAction, Replacement } from '../../../../../../lambdas/masters/domain/replacement.ts';
import { replacementOf } from '../../../../../support/masters/masters.ts';
import { groupNameOf, Masters } from '../../../../../support/masters/masters-cluster.ts';
import { pass } from './judging.ts';

/** Before the moment at which these tests begin. */
const secondsAgo = (seconds: number) => new Masters().at(-seconds);

/** Another master in our hook, held by its own replacement, but for what is said of it. */
async function holdOther(
  masters: Masters,
  name: string,
  { status = 'open', action = {} }: { status?: Replacement['status']; action?: Partial<KeptAction> } = {},
): Promise<void> {
  const id = `i-${name}`;
  const at = masters.at();
  masters.autoScaling.setLifecycle(groupNameOf(name), id, 'Terminating:Wait');
  const held = {
    hook: 'h',
    transition: 'terminating',
    since: at,
    lastHeartbeat: at,
    completed: false,
  } as const;
  const actions = { [id]: { ...held, ...action } };
  const kept = replacementOf(id, { group: groupNameOf(name), status, statusAt: at, actions });
  await masters.journal.putReplacement(undefined, kept);
}

describe('JudgeQuorum', () => {
  it('releases no master beside one whose hook others completed, though it still answers', async () => {
    const masters = new Masters();
    await masters.begin();
    masters.hold();
    masters.autoScaling.setLifecycle(groupNameOf('b'), 'i-b', 'Terminating:Proceed');
    await expect(pass(masters, 'confirm')).resolves.toMatchObject({ outcome: 'wait' });
  });

  it('releases one of two or three that wait, because the wait of the others is extended', async () => {
    const masters = new Masters();
    await masters.begin();
    masters.hold();
    for (const name of ['b', 'c']) await holdOther(masters, name);
    await expect(pass(masters, 'confirm')).resolves.toMatchObject({ outcome: 'proceed' });
  });

  it.each<[string, Parameters<typeof holdOther>[2], string]>([
    ['was dismissed by a person', { status: 'dismissed' }, 'its replacement was dismissed at'],
    ['has been replaced', { status: 'replaced' }, 'its replacement was replaced at'],
    ['was released', { action: { completed: true } }, 'it was released from h'],
    ['has only come into service', { action: { transition: 'launching' } }, 'its wait is not recorded'],
    ['gets no heartbeats', { action: { lastHeartbeat: secondsAgo(300) } }, 'its last heartbeat was'],
    [
      'is held for a minute more',
      { action: { since: secondsAgo(29_940) } },
      'waits in a hook, for 1 min more',
    ],
  ])('counts on no other master that waits in its hook and %s', async (_what, other, why) => {
    const masters = new Masters();
    await masters.begin();
    masters.hold();
    await holdOther(masters, 'b', other);
    const answer = await pass(masters, 'confirm');
    expect(answer).toMatchObject({ outcome: 'wait', reason: expect.stringContaining(why) });
    expect(answer.reason).toContain('1 of the 2 other members healthy and lasting');
    // When its successor is back.
    masters.kill('b');
    masters.launch('b', 'i-b2');
    await expect(pass(masters, 'confirm')).resolves.toMatchObject({ outcome: 'proceed' });
  });

  it('counts on none of whose wait nothing at all is kept', async () => {
    const masters = new Masters();
    await masters.begin();
    masters.hold();
    masters.autoScaling.setLifecycle(groupNameOf('b'), 'i-b', 'Terminating:Wait');
    await expect(pass(masters, 'confirm')).resolves.toMatchObject({
      outcome: 'wait',
      reason: expect.stringContaining('it has no recorded replacement'),
    });
  });

  it('counts on no master that EC2 has warned of, until the warning is old', async () => {
    const masters = new Masters();
    await masters.begin();
    masters.hold();
    await masters.warn('i-b');
    for (const seconds of [0, 120, 299]) {
      masters.now = Date.parse(masters.run.startedAt) + seconds * 1000;
      await expect(pass(masters, 'confirm')).resolves.toMatchObject({
        outcome: 'wait',
        reason: expect.stringContaining('b: i-b is about to be interrupted: EC2 warned at'),
      });
    }
    masters.now += 1000;
    await expect(pass(masters, 'confirm')).resolves.toMatchObject({ outcome: 'proceed' });
  });

  it('begins nothing voluntary beside a master that AWS takes, even while that one waits', async () => {
    const masters = new Masters();
    await masters.begin({ request: 'voluntary' });
    masters.autoScaling.setLifecycle(groupNameOf('b'), 'i-b', 'Terminating:Wait');
    await expect(pass(masters)).resolves.toMatchObject({
      outcome: 'wait',
      reason: expect.stringContaining('i-b'),
    });
    masters.now += 45_000;
    await expect(pass(masters)).resolves.toMatchObject({
      outcome: 'stop',
      page: { heading: 'QuorumAtRisk', reason: expect.stringContaining('i-b') },
    });
  });

  it('begins nothing voluntary beside a recovery, or where nothing would be launched', async () => {
    const masters = new Masters();
    const other = { executionArn: 'arn:other', replacement: 'i-c', since: masters.at(), reason: 'x' };
    await masters.begin({ request: 'voluntary' }, { recovering: [other] });
    await expect(pass(masters)).resolves.toMatchObject({ outcome: 'wait' });
    const group = masters.autoScaling.found.get(masters.ref.group);
    if (!group) throw new Error('The group is there.');
    const suspended = [{ process: 'Launch', reason: 'User suspended at 2027-03-01T00:00:00Z' }];
    masters.autoScaling.found.set(group.name, { ...group, suspended });
    await expect(pass(masters)).resolves.toMatchObject({ page: { heading: 'LaunchSuspended' } });
  });
});
