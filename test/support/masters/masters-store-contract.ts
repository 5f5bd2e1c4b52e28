import type { MastersDecision } from '../../../lambdas/masters/domain/decision.ts';
import type { Lease } from '../../../lambdas/masters/domain/lease.ts';
import type { Replacement } from '../../../lambdas/masters/domain/replacement.ts';
import type { Roll } from '../../../lambdas/masters/domain/roll.ts';
import type { MastersStore } from '../../../lambdas/masters/ports/masters-store.ts';
import { expectToldOnce } from '../telling-contract.ts';

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
  reason: 'mended',
  replacement: 'i-1',
  attempt: 1,
};

/** What every store of masters does; `make` gives a fresh one. */
export function mastersStoreContract(make: () => Promise<MastersStore>): void {
  let store: MastersStore;
  beforeEach(async () => {
    store = await make();
  });

  it('is empty at first: the lease is free', async () => {
    expect(await store.replacement('i-1')).toBeUndefined();
    expect(await store.unfinished()).toEqual([]);
    expect(await store.lease()).toEqual({ value: { fencing: 0, recovering: [] }, version: 0 });
    expect(await store.roll()).toBeUndefined();
    expect(await store.warnings()).toEqual({ value: {}, version: 0 });
    expect(await store.decisionOf('decide-1')).toBeUndefined();
  });

  it('keeps Spot warnings, and replaces only what was read', async () => {
    const none = await store.warnings();
    expect(await store.putWarnings(none, { 'i-1': at(1) })).toBe(true);
    expect(await store.putWarnings(none, { 'i-2': at(1) })).toBe(false);
    expect(await store.warnings()).toEqual({ value: { 'i-1': at(1) }, version: 1 });
    expect(await store.putWarnings(await store.warnings(), {})).toBe(true);
    expect((await store.warnings()).value).toEqual({});
  });

  it('gives to each what it asks for, also to many at once', async () => {
    const ids = Array.from({ length: 5 }, (_, i) => `i-${i}`);
    for (const id of ids) await store.putReplacement(undefined, replacementOf(id));
    await store.putLease(await store.lease(), HELD);
    const [roll, lease, nobody, ...all] = await Promise.all([
      store.roll(),
      store.lease(),
      store.replacement('i-none'),
      ...ids.toReversed().map((id) => store.replacement(id)),
    ]);
    expect([roll, nobody]).toEqual([undefined, undefined]);
    expect(lease.value).toEqual(HELD);
    expect(all.map((one) => one?.value.id)).toEqual(ids.toReversed());
  });

  it('notes each signal once', async () => {
    expect(await store.noteSignal('a#i-1#token', at(1))).toBe(true);
    expect(await store.noteSignal('a#i-1#token', at(2))).toBe(false);
    expect(await store.noteSignal('a#i-1#other', at(1))).toBe(true);
  });

  it('notes for good that the hooks go', async () => {
    expect(await store.isBeingRemoved()).toBe(false);
    await store.noteRemoval(at(1));
    await store.noteRemoval(at(2));
    expect(await store.isBeingRemoved()).toBe(true);
  });

  it('gives back a replacement exactly', async () => {
    const kept = replacementOf('i-1');
    expect(await store.putReplacement(undefined, kept)).toBe(true);
    expect((await store.replacement('i-1'))?.value).toEqual(kept);
  });

  it('replaces only what was read', async () => {
    expect(await store.putReplacement(undefined, replacementOf('i-1'))).toBe(true);
    expect(await store.putReplacement(undefined, replacementOf('i-1', { attempt: 9 }))).toBe(false);
    const read = await store.replacement('i-1');
    expect(await store.putReplacement(read, replacementOf('i-1', { attempt: 2 }))).toBe(true);
    expect(await store.putReplacement(read, replacementOf('i-1', { attempt: 9 }))).toBe(false);
    expect((await store.replacement('i-1'))?.value.attempt).toBe(2);
    const again = await store.replacement('i-1');
    expect(await store.putReplacement(again, replacementOf('i-1', { attempt: 3 }))).toBe(true);
  });

  it('lets one of those win that write at once', async () => {
    await store.putReplacement(undefined, replacementOf('i-1'));
    const read = await store.replacement('i-1');
    const tries = [2, 3, 4].map((attempt) => store.putReplacement(read, replacementOf('i-1', { attempt })));
    expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
  });

  it('leaves out of a write what was taken away', async () => {
    await store.putReplacement(undefined, replacementOf('i-1'));
    const { page: _page, mayDetach: _mayDetach, ...without } = replacementOf('i-1');
    expect(await store.putReplacement(await store.replacement('i-1'), without)).toBe(true);
    expect((await store.replacement('i-1'))?.value).toEqual(without);
  });

  it('lists what is open or paged, with the versions that a write needs', async () => {
    const statuses = ['open', 'paged', 'replaced', 'dismissed'] as const;
    for (const status of statuses)
      await store.putReplacement(undefined, replacementOf(`i-${status}`, { status }));
    const listed = await store.unfinished();
    expect(listed.map(({ value }) => value.id).toSorted()).toEqual(['i-open', 'i-paged']);
    for (const kept of listed)
      expect(await store.putReplacement(kept, { ...kept.value, status: 'replaced' })).toBe(true);
    expect(await store.unfinished()).toEqual([]);
    const reopened = await store.replacement('i-open');
    await store.putReplacement(reopened, replacementOf('i-open', { attempt: 2 }));
    expect((await store.unfinished()).map(({ value }) => value.attempt)).toEqual([2]);
  });

  it('keeps one lease, and replaces only what was read', async () => {
    const free = await store.lease();
    expect(await store.putLease(free, HELD)).toBe(true);
    expect(await store.putLease(free, { fencing: 1, recovering: [] })).toBe(false);
    const held = await store.lease();
    expect(held.value).toEqual(HELD);
    expect(await store.putLease(held, { fencing: 2, recovering: [] })).toBe(true);
    expect((await store.lease()).value).toEqual({ fencing: 2, recovering: [] });
  });

  it('keeps one roll, and replaces only what was read', async () => {
    expect(await store.putRoll(undefined, ROLL)).toBe(true);
    expect(await store.putRoll(undefined, { ...ROLL, execution: 'arn:roll-2' })).toBe(false);
    const kept = await store.roll();
    expect(kept?.value).toEqual(ROLL);
    expect(await store.putRoll(kept, { ...ROLL, status: 'done' })).toBe(true);
    expect(await store.putRoll(kept, { ...ROLL, status: 'stopped' })).toBe(false);
    expect((await store.roll())?.value.status).toBe('done');
  });

  it('keeps the first decision of an execution for good', async () => {
    expect(await store.keepDecision(DECISION)).toBe(true);
    expect(await store.keepDecision({ ...DECISION, decision: 'dismiss' })).toBe(false);
    expect(await store.keepDecision({ ...DECISION, execution: 'decide-2' })).toBe(true);
    expect(await store.decisionOf('decide-1')).toEqual(DECISION);
  });

  it('lets each thing be told by one teller, until it is out', async () => {
    await expectToldOnce(store, ['i-1', 'i-2'], ['page', 'other']);
  });
}
