import type { MastersDecision } from '../../../lambdas/masters/domain/decision.ts';
import type { Lease } from '../../../lambdas/masters/domain/lease.ts';
import type { Replacement } from '../../../lambdas/masters/domain/replacement.ts';
import type { Roll } from '../../../lambdas/masters/domain/roll.ts';
import type { MastersJournal } from '../../../lambdas/masters/ports/masters-journal.ts';
import { expectToldOnce } from '../notice-contract.ts';

const at = (day: number) => `2026-03-0${day}T00:00:00Z`;

/** A replacement with every field that there can be. */
function replacementOf(id: string, overrides: Partial<Replacement> = {}): Replacement {
  return {
    id,
    group: 'control-plane-us-west-1a.masters.k8s.shop.test',
    instance: id,
    attempt: 1,
    request: 'involuntary',
    origin: 'EC2 Instance-terminate Lifecycle Action',
    since: at(1),
    status: 'open',
    statusAt: at(1),
    actions: {
      [id]: {
        hook: 'shop-masters-terminating',
        transition: 'terminating',
        token: '7f0ce6c6-0000-4000-8000-000000000000',
        since: at(1),
        lastHeartbeat: at(1),
        completed: false,
      },
      'i-2': {
        hook: 'shop-masters-launching',
        transition: 'launching',
        since: at(1),
        lastHeartbeat: at(2),
        completed: true,
      },
    },
    page: { heading: 'VolumeStuck', reason: 'vol-1 is busy' },
    mayDetach: { decidedBy: 'arn:decide', reason: 'the host is gone', at: at(2) },
    marks: { terminated: at(1) },
    volumes: { own: ['vol-1', 'vol-2'], all: ['vol-1', 'vol-2', 'vol-3'] },
    ...overrides,
  };
}

const HELD: Lease = {
  fencing: 1,
  holder: { executionArn: 'arn:i-1-1', replacement: 'i-1', since: at(1), reason: 'terminating' },
  recovering: [{ executionArn: 'arn:i-2-1', replacement: 'i-2', since: at(1), reason: 'terminated' }],
  broken: { replacement: 'i-3', at: at(2), page: { heading: 'NoCapacity', reason: 'none of m5.large' } },
};

const ROLL: Roll = {
  startedAt: at(1),
  execution: 'arn:roll-1',
  executionStartedAt: at(1),
  masters: [{ group: 'a', instance: 'i-1', status: 'waiting' }],
  status: 'rolling',
  reason: '',
};

const DECISION: MastersDecision = {
  execution: 'decide-1',
  decidedBy: 'arn:decide-1',
  at: at(2),
  decision: 'retry',
  reason: 'fixed',
  replacement: 'i-1',
  attempt: 1,
};

/** What every journal of masters does; `make` gives a fresh one. */
export function mastersStoreContract(make: () => Promise<MastersJournal>): void {
  let journal: MastersJournal;
  beforeEach(async () => {
    journal = await make();
  });

  it('is empty at first: the lease is free', async () => {
    expect(await journal.replacement('i-1')).toBeUndefined();
    expect(await journal.unfinished()).toEqual([]);
    expect(await journal.lease()).toEqual({ value: { fencing: 0, recovering: [] }, version: 0 });
    expect(await journal.roll()).toBeUndefined();
    expect(await journal.warnings()).toEqual({ value: {}, version: 0 });
    expect(await journal.decisionOf('decide-1')).toBeUndefined();
  });

  it('keeps Spot warnings, and replaces only what was read', async () => {
    const none = await journal.warnings();
    expect(await journal.putWarnings(none, { 'i-1': at(1) })).toBe(true);
    expect(await journal.putWarnings(none, { 'i-2': at(1) })).toBe(false);
    expect(await journal.warnings()).toEqual({ value: { 'i-1': at(1) }, version: 1 });
    expect(await journal.putWarnings(await journal.warnings(), {})).toBe(true);
    expect((await journal.warnings()).value).toEqual({});
  });

  it('gives to each what it asks for, also to many at once', async () => {
    const ids = Array.from({ length: 5 }, (_, i) => `i-${i}`);
    for (const id of ids) await journal.putReplacement(undefined, replacementOf(id));
    await journal.putLease(await journal.lease(), HELD);
    const [roll, lease, nobody, ...all] = await Promise.all([
      journal.roll(),
      journal.lease(),
      journal.replacement('i-none'),
      ...ids.toReversed().map((id) => journal.replacement(id)),
    ]);
    expect([roll, nobody]).toEqual([undefined, undefined]);
    expect(lease.value).toEqual(HELD);
    expect(all.map((one) => one?.value.id)).toEqual(ids.toReversed());
  });

  it('notes each signal once', async () => {
    expect(await journal.noteSignal('a#i-1#token', at(1))).toBe(true);
    expect(await journal.noteSignal('a#i-1#token', at(2))).toBe(false);
    expect(await journal.noteSignal('a#i-1#other', at(1))).toBe(true);
  });

  it('notes for good that the hooks go', async () => {
    expect(await journal.isBeingRemoved()).toBe(false);
    await journal.noteRemoval(at(1));
    await journal.noteRemoval(at(2));
    expect(await journal.isBeingRemoved()).toBe(true);
  });

  it('gives back a replacement exactly', async () => {
    const kept = replacementOf('i-1');
    expect(await journal.putReplacement(undefined, kept)).toBe(true);
    expect((await journal.replacement('i-1'))?.value).toEqual(kept);
  });

  it('replaces only what was read', async () => {
    expect(await journal.putReplacement(undefined, replacementOf('i-1'))).toBe(true);
    expect(await journal.putReplacement(undefined, replacementOf('i-1', { attempt: 9 }))).toBe(false);
    const read = await journal.replacement('i-1');
    expect(await journal.putReplacement(read, replacementOf('i-1', { attempt: 2 }))).toBe(true);
    expect(await journal.putReplacement(read, replacementOf('i-1', { attempt: 9 }))).toBe(false);
    expect((await journal.replacement('i-1'))?.value.attempt).toBe(2);
    const again = await journal.replacement('i-1');
    expect(await journal.putReplacement(again, replacementOf('i-1', { attempt: 3 }))).toBe(true);
  });

  it('lets one of those win that write at once', async () => {
    await journal.putReplacement(undefined, replacementOf('i-1'));
    const read = await journal.replacement('i-1');
    const tries = [2, 3, 4].map((attempt) => journal.putReplacement(read, replacementOf('i-1', { attempt })));
    expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
  });

  it('leaves out of a write what was taken away', async () => {
    await journal.putReplacement(undefined, replacementOf('i-1'));
    const { page: _page, mayDetach: _mayDetach, ...without } = replacementOf('i-1');
    expect(await journal.putReplacement(await journal.replacement('i-1'), without)).toBe(true);
    expect((await journal.replacement('i-1'))?.value).toEqual(without);
  });

  it('lists what is open or paged, with the versions that a write needs', async () => {
    const statuses = ['open', 'paged', 'replaced', 'dismissed'] as const;
    for (const status of statuses)
      await journal.putReplacement(undefined, replacementOf(`i-${status}`, { status }));
    const listed = await journal.unfinished();
    expect(listed.map(({ value }) => value.id).toSorted()).toEqual(['i-open', 'i-paged']);
    for (const kept of listed)
      expect(await journal.putReplacement(kept, { ...kept.value, status: 'replaced' })).toBe(true);
    expect(await journal.unfinished()).toEqual([]);
    const reopened = await journal.replacement('i-open');
    await journal.putReplacement(reopened, replacementOf('i-open', { attempt: 2 }));
    expect((await journal.unfinished()).map(({ value }) => value.attempt)).toEqual([2]);
  });

  it('keeps one lease, and replaces only what was read', async () => {
    const free = await journal.lease();
    expect(await journal.putLease(free, HELD)).toBe(true);
    expect(await journal.putLease(free, { fencing: 1, recovering: [] })).toBe(false);
    const held = await journal.lease();
    expect(held.value).toEqual(HELD);
    expect(await journal.putLease(held, { fencing: 2, recovering: [] })).toBe(true);
    expect((await journal.lease()).value).toEqual({ fencing: 2, recovering: [] });
  });

  it('keeps one roll, and replaces only what was read', async () => {
    expect(await journal.putRoll(undefined, ROLL)).toBe(true);
    expect(await journal.putRoll(undefined, { ...ROLL, execution: 'arn:roll-2' })).toBe(false);
    const kept = await journal.roll();
    expect(kept?.value).toEqual(ROLL);
    expect(await journal.putRoll(kept, { ...ROLL, status: 'done' })).toBe(true);
    expect(await journal.putRoll(kept, { ...ROLL, status: 'stopped' })).toBe(false);
    expect((await journal.roll())?.value.status).toBe('done');
  });

  it('keeps the first decision of an execution for good', async () => {
    expect(await journal.keepDecision(DECISION)).toBe(true);
    expect(await journal.keepDecision({ ...DECISION, decision: 'dismiss' })).toBe(false);
    expect(await journal.keepDecision({ ...DECISION, execution: 'decide-2' })).toBe(true);
    expect(await journal.decisionOf('decide-1')).toEqual(DECISION);
  });

  it('lets one execution send each notification, until it was sent', async () => {
    await expectToldOnce(journal, ['i-1', 'i-2'], ['page', 'other']);
  });
}
