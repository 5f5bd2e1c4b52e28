import { passGate } from '../../../../lambdas/judge-quorum/judge-quorum.ts';
import { recordHeartbeat } from '../../../../lambdas/record-heartbeat/record-heartbeat.ts';
import { ERRORS } from '../../../../lambdas/shared/contract/errors.ts';
import type { Phase } from '../../../../lambdas/shared/contract/masters/payloads.ts';
import { NamedError } from '../../../../lambdas/shared/domain/named-error.ts';
import type { KeptAction, Replacement } from '../../../../lambdas/shared/ports/masters/masters-store.ts';
import { replacementOf } from '../../../support/masters.ts';
import { groupNameOf, Masters } from '../../../support/masters-cluster.ts';

const pass = async (masters: Masters, phase: Phase = 'gate') =>
  await passGate(await masters.judged(phase), masters.world);

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
  await masters.store.putReplacement(undefined, kept);
}

describe('JudgeQuorum', () => {
  it('lets a held master go, and keeps by what was seen when', async () => {
    const masters = new Masters();
    await masters.begin();
    masters.hold();
    const judged = await masters.judged();
    const seenAt = masters.at();
    masters.now += 20_000;
    await expect(passGate(judged, masters.world)).resolves.toMatchObject({
      outcome: 'proceed',
      pauseSeconds: 1,
    });
    expect(await masters.kept()).toMatchObject({
      marks: { cleared: seenAt },
      volumes: ['vol-main-a', 'vol-events-a'],
    });
  });

  it('keeps the wait in our hook of which no event told', async () => {
    const masters = new Masters();
    await masters.begin();
    await pass(masters);
    expect((await masters.kept()).actions).toEqual({});
    const since = masters.at();
    masters.hold();
    masters.now += 60_000;
    await pass(masters);
    expect((await masters.kept()).actions).toEqual({
      'i-a': {
        hook: 'shop-masters-terminating',
        transition: 'terminating',
        since,
        lastHeartbeat: since,
        completed: false,
      },
    });
  });

  it('holds one that came into our hook lately for as long as AWS does, however long ago it was paged', async () => {
    const masters = new Masters();
    const twoDays = -48 * 3600;
    await masters.begin({ request: 'voluntary', since: masters.at(twoDays), statusAt: masters.at() });
    masters.hold();
    masters.answers.delete('i-b');
    masters.now += 60_000;
    await expect(pass(masters)).resolves.toMatchObject({ outcome: 'wait' });
    // Its heartbeat is due at once, and AWS's limit is far away.
    expect((await masters.kept()).actions['i-a']).toMatchObject({
      since: masters.at(-60),
      lastHeartbeat: masters.at(twoDays - 60),
    });
    await expect(recordHeartbeat(masters.payload('gate'), masters.world)).resolves.toMatchObject({
      outcome: 'recorded',
    });
  });

  it('holds it without quorum, forgets what it let go before, and tells once', async () => {
    const masters = new Masters();
    await masters.begin({ marks: { cleared: masters.at() } });
    masters.hold();
    masters.answers.delete('i-b');
    await expect(pass(masters)).resolves.toMatchObject({ outcome: 'wait', pauseSeconds: 15 });
    expect((await masters.kept()).marks).toEqual({ doubted: masters.at() });
    masters.now += 899_000;
    await pass(masters);
    expect(masters.topic.published).toEqual([]);
    masters.now += 1_000;
    await pass(masters);
    await pass(masters);
    expect(masters.topic.published.map(({ subject }) => subject)).toEqual([
      'shop-masters: QuorumAtRisk: i-a is held',
    ]);
    expect(masters.topic.published[0]?.body).toContain(
      'Runbook: https://runbook.shop.test/cutover#quorumatrisk',
    );
    expect(masters.topic.published[0]?.body).toContain('b: i-b: no answer');
  });

  it('holds on while people can’t be told, says so, and tells them at a later look', async () => {
    const masters = new Masters();
    const unavailable = new NamedError(ERRORS.transient, 'SNS Publish: ServiceUnavailable');
    await masters.begin();
    masters.hold();
    masters.answers.delete('i-b');
    await pass(masters);
    masters.now += 900_000;
    for (let look = 0; look < 2; look++) {
      masters.topic.failure = unavailable;
      await expect(pass(masters)).resolves.toMatchObject({
        outcome: 'wait',
        reason: expect.stringContaining('SNS Publish: ServiceUnavailable'),
      });
    }
    expect(masters.topic.published).toEqual([]);
    const { reason } = await pass(masters);
    expect(reason).not.toContain('SNS');
    await pass(masters);
    expect(masters.topic.published).toHaveLength(1);
  });

  it('fails when people can’t be told at all', async () => {
    const masters = new Masters();
    await masters.begin();
    masters.hold();
    masters.answers.delete('i-b');
    await pass(masters);
    masters.now += 900_000;
    masters.topic.failure = new Error('AuthorizationError');
    await expect(pass(masters)).rejects.toThrow('AuthorizationError');
  });

  it('begins its patience anew after a good look', async () => {
    const masters = new Masters();
    await masters.begin();
    masters.answers.delete('i-b');
    await pass(masters);
    masters.answers.set('i-b', { etcd: true, 'etcd-override-0': true });
    await pass(masters);
    expect(Object.keys((await masters.kept()).marks)).toEqual(['cleared']);
  });

  it('stops with a page when AWS holds it hardly longer', async () => {
    const masters = new Masters();
    const since = masters.at();
    const action = {
      hook: 'h',
      transition: 'terminating' as const,
      since,
      lastHeartbeat: since,
      completed: false,
    };
    await masters.begin({ actions: { 'i-a': action } });
    masters.hold();
    masters.answers.delete('i-b');
    masters.now += 29_700_000;
    await expect(pass(masters)).resolves.toMatchObject({
      outcome: 'stop',
      page: { heading: 'QuorumAtRisk' },
    });
  });

  it('has nothing to decide of a master that is gone', async () => {
    const masters = new Masters();
    await masters.begin();
    masters.kill('a');
    masters.answers.clear();
    await expect(pass(masters)).resolves.toMatchObject({ outcome: 'gone' });
    expect((await masters.kept()).marks).toEqual({});
  });

  it('leaves a voluntary one running at doubts, for PageOperator to put it back', async () => {
    const masters = new Masters();
    await masters.begin({ request: 'voluntary', marks: { draining: masters.at() } });
    masters.answers.delete('i-b');
    await expect(pass(masters, 'confirm')).resolves.toMatchObject({ outcome: 'wait' });
    masters.now += 45_000;
    await expect(pass(masters, 'confirm')).resolves.toMatchObject({
      outcome: 'stop',
      page: { heading: 'QuorumAtRisk' },
    });
    expect((await masters.kept()).marks).toMatchObject({ draining: expect.any(String) });
  });

  it('only holds a voluntary one that Auto Scaling takes down already', async () => {
    const masters = new Masters();
    await masters.begin({ request: 'voluntary', marks: { draining: masters.at() } });
    masters.hold();
    masters.answers.delete('i-b');
    await pass(masters);
    masters.now += 45_000;
    await expect(pass(masters)).resolves.toMatchObject({ outcome: 'wait' });
    // Held for as long as can be, it goes.
    masters.now += 29_700_000;
    await expect(pass(masters)).resolves.toMatchObject({ outcome: 'stop' });
  });

  it('lets nobody go beside a master whose hook was completed by others, though it still answers', async () => {
    const masters = new Masters();
    await masters.begin();
    masters.hold();
    masters.autoScaling.setLifecycle(groupNameOf('b'), 'i-b', 'Terminating:Proceed');
    await expect(pass(masters, 'confirm')).resolves.toMatchObject({ outcome: 'wait' });
  });

  it('lets one of two or three that it holds go, as the others are held on', async () => {
    const masters = new Masters();
    await masters.begin();
    masters.hold();
    for (const name of ['b', 'c']) await holdOther(masters, name);
    await expect(pass(masters, 'confirm')).resolves.toMatchObject({ outcome: 'proceed' });
  });

  it.each<[string, Parameters<typeof holdOther>[2], string]>([
    ['was dismissed by a person', { status: 'dismissed' }, 'its replacement was dismissed at'],
    ['has been replaced', { status: 'replaced' }, 'its replacement was replaced at'],
    ['was let go', { action: { completed: true } }, 'it was let go from h'],
    ['has only come into service', { action: { transition: 'launching' } }, 'no wait of it is kept'],
    ['gets no heartbeats', { action: { lastHeartbeat: secondsAgo(300) } }, 'its last heartbeat was'],
    ['is held for a minute more', { action: { since: secondsAgo(29_940) } }, 'holds it for 1 min more'],
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
      reason: expect.stringContaining('no replacement of it is kept'),
    });
  });

  it('counts on no master that EC2 has warned of, until the warning is old', async () => {
    const masters = new Masters();
    await masters.begin();
    masters.hold();
    await masters.store.putWarnings(await masters.store.warnings(), { 'i-b': masters.at() });
    for (const seconds of [0, 120, 299]) {
      masters.now = Date.parse(masters.run.startedAt) + seconds * 1000;
      await expect(pass(masters, 'confirm')).resolves.toMatchObject({
        outcome: 'wait',
        reason: expect.stringContaining('b: i-b is about to be interrupted: EC2 warned of it at'),
      });
    }
    masters.now += 1000;
    await expect(pass(masters, 'confirm')).resolves.toMatchObject({ outcome: 'proceed' });
  });

  it('begins nothing voluntary beside a master that AWS takes, also while that is held', async () => {
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

  it('says nothing once the lease is lost', async () => {
    const masters = new Masters();
    await masters.begin({}, { fencing: 2 });
    await expect(pass(masters)).rejects.toThrow(expect.objectContaining({ name: 'LeaseLost' }));
    expect((await masters.kept()).marks).toEqual({});
  });
});
