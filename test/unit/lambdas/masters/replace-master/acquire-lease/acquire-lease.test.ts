import { SETTLED_AFTER_SECONDS } from '../../../../../../lambdas/masters/domain/lease.ts';
import { acquireLease } from '../../../../../../lambdas/masters/replace-master/acquire-lease/acquire-lease.ts';
import { releaseLease } from '../../../../../../lambdas/masters/replace-master/release-lease/release-lease.ts';
import {
  GROUP_A,
  GROUP_B,
  MASTER_A,
  MASTER_B,
  replacementOf,
} from '../../../../../support/masters/masters.ts';
import { mastersControl } from '../../../../../support/masters/masters-world.ts';

const ofB = { group: GROUP_B };
const heldInHook = {
  hook: 'shop-masters-terminating',
  transition: 'terminating',
  since: '2026-03-01T09:59:00Z',
  lastHeartbeat: '2026-03-01T09:59:00Z',
  completed: false,
} as const;

/** A and B wait in their hooks, running. */
function bothGoing() {
  const world = mastersControl();
  world.setGroup(GROUP_A, { [MASTER_A]: 'Terminating:Wait' });
  world.setGroup(GROUP_B, { [MASTER_B]: 'Terminating:Wait' });
  return world;
}

describe('AcquireLease', () => {
  it('lets one of two terminating masters continue, and the other queue until that is done', async () => {
    const world = bothGoing();
    const a = await world.begin(replacementOf(MASTER_A));
    const b = await world.begin(replacementOf(MASTER_B, ofB));
    const acquired = await acquireLease(a, world);
    expect(acquired).toEqual({
      outcome: 'acquired',
      reason: 'The lease was free; fencing 1.',
      pauseSeconds: 1,
      fencing: 1,
    });
    await expect(acquireLease(b, world)).resolves.toMatchObject({ outcome: 'queued', pauseSeconds: 15 });
    await releaseLease({ ...a, fencing: 1 }, world);
    await expect(acquireLease(b, world)).resolves.toMatchObject({ outcome: 'acquired', fencing: 2 });
  });

  it('keeps the wait of one in the queue that no event reported: it needs its heartbeats', async () => {
    const world = bothGoing();
    await acquireLease(await world.begin(replacementOf(MASTER_A)), world);
    const since = '2026-03-01T09:58:00Z';
    const b = await world.begin(replacementOf(MASTER_B, { ...ofB, since }));
    await expect(acquireLease(b, world)).resolves.toMatchObject({ outcome: 'queued' });
    expect((await world.kept(MASTER_B))?.actions).toEqual({
      [MASTER_B]: { ...heldInHook, since: '2026-03-01T10:00:00Z', lastHeartbeat: since },
    });
  });

  it('looks at the master anew each time: one that died in the queue is recovered', async () => {
    const world = bothGoing();
    await acquireLease(await world.begin(replacementOf(MASTER_A)), world);
    const b = await world.begin(replacementOf(MASTER_B, ofB));
    await expect(acquireLease(b, world)).resolves.toMatchObject({ outcome: 'queued' });
    world.setState(MASTER_B, 'terminated');
    await expect(acquireLease(b, world)).resolves.toMatchObject({ outcome: 'recovering' });
    expect((await world.lease()).recovering.map(({ replacement }) => replacement)).toEqual([MASTER_B]);
  });

  it('gives the same answer to a second call of the same execution', async () => {
    const world = bothGoing();
    const a = await world.begin(replacementOf(MASTER_A));
    const first = await acquireLease(a, world);
    const before = await world.journal.lease();
    await expect(acquireLease(a, world)).resolves.toMatchObject({
      outcome: 'acquired',
      fencing: first.fencing,
    });
    expect(await world.journal.lease()).toEqual(before);
  });

  it('lets one of many that come at once have it', async () => {
    const world = bothGoing();
    const ids = Array.from({ length: 8 }, (_, i) => `i-0ddddddddddddddd${i}`);
    for (const id of ids) world.setState(id, 'running');
    const payloads = await Promise.all(ids.map((id) => world.begin(replacementOf(id, { group: 'other' }))));
    const outcomes = await Promise.all(payloads.map((one) => acquireLease(one, world)));
    expect(outcomes.filter(({ outcome }) => outcome === 'acquired')).toHaveLength(1);
  });

  it('takes over from an execution that has ended, and from none that Step Functions cannot be asked about', async () => {
    const world = bothGoing();
    await acquireLease(await world.begin(replacementOf(MASTER_A)), world);
    const b = await world.begin(replacementOf(MASTER_B, ofB));
    world.replacements.end(`${MASTER_A}-1`);
    world.replacements.failure = Object.assign(new Error('throttled'), { name: 'TransientFailure' });
    await expect(acquireLease(b, world)).rejects.toMatchObject({ name: 'TransientFailure' });
    expect((await world.lease()).holder?.replacement).toBe(MASTER_A);
    await expect(acquireLease(b, world)).resolves.toMatchObject({ outcome: 'queued', fencing: 2 });
    world.now += SETTLED_AFTER_SECONDS * 1000;
    await expect(acquireLease(b, world)).resolves.toMatchObject({ outcome: 'acquired', fencing: 2 });
  });

  it.each([
    ['replaced', { status: 'replaced' as const }],
    ['dismissed', { status: 'dismissed' as const }],
    ['paged', { status: 'paged' as const }],
    ['in a later attempt', { attempt: 2 }],
  ])('is over for a replacement that is %s', async (_what, kept) => {
    const world = bothGoing();
    const a = await world.begin(replacementOf(MASTER_A));
    await world.keep(replacementOf(MASTER_A, kept));
    await expect(acquireLease(a, world)).resolves.toMatchObject({ outcome: 'over' });
    expect(await world.lease()).toEqual({ fencing: 0, recovering: [] });
  });

  it('is over for a replacement that is not recorded', async () => {
    const world = bothGoing();
    const a = await world.begin(replacementOf(MASTER_A));
    const stranger = { ...a, replacement: { ...a.replacement, id: MASTER_B } };
    await expect(acquireLease(stranger, world)).resolves.toMatchObject({
      outcome: 'over',
      reason: expect.stringContaining('There is no record'),
    });
  });

  it('leaves alone a master in service that nobody asked to replace', async () => {
    const world = mastersControl();
    const a = await world.begin(replacementOf(MASTER_A));
    await expect(acquireLease(a, world)).resolves.toMatchObject({
      outcome: 'over',
      reason: `${MASTER_A} is in service and runs: nothing to replace.`,
    });
    expect(await world.kept(MASTER_A)).toMatchObject({ status: 'dismissed' });
  });

  it('gives back what it had of the lease when its master, which had stopped, is in service again', async () => {
    const world = mastersControl();
    world.setState(MASTER_A, 'stopped');
    const a = await world.begin(replacementOf(MASTER_A));
    await expect(acquireLease(a, world)).resolves.toMatchObject({ outcome: 'recovering' });
    world.setState(MASTER_A, 'running');
    await expect(acquireLease(a, world)).resolves.toMatchObject({ outcome: 'over' });
    expect(await world.lease()).toMatchObject({ recovering: [] });
  });

  it('looks again where a hook was heard of and Auto Scaling lags behind', async () => {
    const world = mastersControl();
    const a = await world.begin(replacementOf(MASTER_A, { actions: { [MASTER_A]: heldInHook } }));
    await expect(acquireLease(a, world)).resolves.toMatchObject({ outcome: 'queued', pauseSeconds: 15 });
    expect(await world.kept(MASTER_A)).toMatchObject({ status: 'open' });
  });

  it('begins a voluntary replacement of a master in service, but not while another one is recovered', async () => {
    const world = mastersControl();
    world.setState(MASTER_B, 'terminated');
    const b = await world.begin(replacementOf(MASTER_B, ofB));
    await acquireLease(b, world);
    const a = await world.begin(replacementOf(MASTER_A, { request: 'voluntary' }));
    await expect(acquireLease(a, world)).resolves.toMatchObject({ outcome: 'queued' });
    await releaseLease(b, world);
    await expect(acquireLease(a, world)).resolves.toMatchObject({ outcome: 'acquired' });
  });

  it('recovers a vacancy at once: nobody knows who went', async () => {
    const world = mastersControl();
    const vacancy = await world.begin(replacementOf('vacant-a', { instance: '' }));
    await expect(acquireLease(vacancy, world)).resolves.toMatchObject({ outcome: 'recovering' });
  });
});
