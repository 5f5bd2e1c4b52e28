import type { RollBackRequest } from '../../lambdas/shared/contract/roll-back-payloads.ts';
import type { Fence } from '../../lambdas/shared/domain/fence.ts';
import type { Follow } from '../../lambdas/shared/domain/follows.ts';
import type { Hold } from '../../lambdas/shared/domain/hold.ts';
import type {
  BeforeImage,
  JournalRun,
  JournalZone,
  OwedMark,
} from '../../lambdas/shared/domain/journal-state.ts';
import type { Journal } from '../../lambdas/shared/ports/journal.ts';
import { expectToldOnce } from './telling-contract.ts';

const at = (day: number) => `2026-03-0${day}T00:00:00.000Z`;
const runOf = (execution: string, day = 1) => ({
  execution,
  executionArn: `arn:${execution}`,
  startedAt: at(day),
});

const images = (count: number): ReadonlyMap<string, BeforeImage> =>
  new Map([
    [
      'Z1',
      {
        fenceName: '_cutover-shop.shop.test.',
        records: Array.from({ length: count }, (_, i) => ({
          Name: `n${i}.shop.test.`,
          Type: 'A',
          TTL: 300,
          ResourceRecords: [{ Value: '192.0.2.1' }],
        })),
        follows: [1, 250, 449].filter((i) => i < count).map(followerOf),
      },
    ],
    ['Z2', { fenceName: '_cutover-shop.cdn.test.', records: [], follows: [] }],
  ]);

function followerOf(i: number): Follow {
  return { name: `n${i}.shop.test.`, on: 'n0.shop.test.', through: ['x.shop.test.'], throughSeconds: i };
}

const zoneAt = (epoch: number, execution: string, zoneId = 'Z1'): JournalZone => {
  const fence: Fence = { migration: 'shop', epoch, phase: 'shift', weight: 5, execution };
  return { zoneId, fence, changeId: `/change/C${epoch}`, acceptedAt: at(1), ttlInForceSeconds: 300 };
};

const holdOf = (run: string, taskToken: string): Hold => ({
  run,
  state: 'JudgeSoak',
  step: 1,
  reasons: ['too few requests'],
  taskToken,
  since: at(2),
});

const requestAsOf = (asOf: string): RollBackRequest => ({
  source: 'alarm',
  run: '',
  reason: 'Alarm cluster-5xx',
  asOf,
  cause: 'arn:alarm',
});

const markOf = (run: JournalRun, arn = 'rb-1', asOf = at(1)): OwedMark => ({
  run,
  holder: { arn, name: arn, since: at(2), request: requestAsOf(asOf) },
  inPlaceOf: '',
  at: at(2),
});

/** What every journal does; `make` gives a fresh one. */
export function journalContract(make: () => Promise<Journal>): void {
  let journal: Journal;
  beforeEach(async () => {
    journal = await make();
  });
  const claimed = (execution: string) => journal.claim(runOf(execution));

  it('is empty before the first run', async () => {
    expect(await journal.load()).toBeUndefined();
    expect(await journal.currentHold()).toBeUndefined();
    expect(await journal.endRun('run-1', 'restored', at(2))).toBe(false);
  });

  it('gives back the run and its before-image exactly, however many names', async () => {
    await journal.claim(runOf('run-1'));
    await journal.saveBeforeImage('run-1', images(450));
    const state = await journal.load();
    expect(state?.run).toEqual({
      ...runOf('run-1'),
      status: 'open',
      statusAt: at(1),
      begunAt: at(1),
      beforeImageOf: 'run-1',
      tookOver: '',
    });
    expect(state?.beforeImage).toEqual(images(450));
  });

  it('lets one run claim it, the same one again, and another only after a rollback', async () => {
    await journal.claim(runOf('run-1'));
    await expect(journal.claim(runOf('run-1'))).resolves.toMatchObject({
      execution: 'run-1',
      status: 'open',
    });
    await expect(journal.claim(runOf('run-2', 2))).rejects.toMatchObject({ name: 'MigrationInProgress' });
    expect(await journal.endRun('run-1', 'restored', at(2))).toBe(true);
    await expect(journal.claim(runOf('run-1'))).rejects.toMatchObject({ name: 'FenceLost' });
    await expect(journal.claim(runOf('run-2', 3))).resolves.toMatchObject({ execution: 'run-2' });
    const state = await journal.load();
    expect(state?.beforeImage.size).toBe(0);
  });

  it('is claimed by no execution that is older than a run that was rolled back', async () => {
    await journal.claim(runOf('run-1', 1));
    await journal.endRun('run-1', 'restored', at(2));
    await journal.claim(runOf('run-2', 3));
    await journal.endRun('run-2', 'restored', at(4));
    await expect(journal.claim(runOf('run-1', 1))).rejects.toMatchObject({ name: 'FenceLost' });
    await expect(journal.claim(runOf('run-0', 2))).rejects.toMatchObject({ name: 'FenceLost' });
    expect((await journal.load())?.run.execution).toBe('run-2');
  });

  it('is claimed no more once closed', async () => {
    await journal.claim(runOf('run-1'));
    expect(await journal.endRun('run-1', 'closed', at(2))).toBe(true);
    await expect(journal.claim(runOf('run-2', 3))).rejects.toMatchObject({ name: 'MigrationInProgress' });
  });

  it('hands a stopped run over with its before-image and zones', async () => {
    await journal.claim(runOf('run-1'));
    await journal.saveBeforeImage('run-1', images(3));
    await journal.recordZone('run-1', zoneAt(4, 'run-1'));
    await expect(journal.claim(runOf('run-2', 2), 'run-0')).rejects.toMatchObject({
      name: 'MigrationInProgress',
    });
    const taken = await journal.claim(runOf('run-2', 2), 'run-1');
    expect(taken).toMatchObject({
      execution: 'run-2',
      startedAt: at(2),
      begunAt: at(1),
      beforeImageOf: 'run-1',
      tookOver: 'run-1',
    });
    const state = await journal.load();
    expect(state?.beforeImage).toEqual(images(3));
    expect(state?.zones.get('Z1')).toEqual(zoneAt(4, 'run-1'));
  });

  it('keeps a before-image, and a hold, only for the run that is open', async () => {
    await expect(journal.saveBeforeImage('run-1', images(1))).rejects.toMatchObject({ name: 'FenceLost' });
    await journal.claim(runOf('run-1'));
    await expect(journal.saveBeforeImage('run-2', images(1))).rejects.toMatchObject({ name: 'FenceLost' });
    await journal.markOwed(markOf(await claimed('run-1')));
    await expect(journal.saveBeforeImage('run-1', images(1))).rejects.toMatchObject({ name: 'FenceLost' });
    await expect(journal.saveHold(holdOf('run-1', 'token'))).rejects.toMatchObject({ name: 'FenceLost' });
    await expect(journal.recordZone('run-1', zoneAt(4, 'run-1'))).rejects.toMatchObject({
      name: 'FenceLost',
    });
  });

  it('says whether the run is open, which it is until it is over or a rollback of it is owed', async () => {
    expect(await journal.isOpen('run-1')).toBe(false);
    const run = await journal.claim(runOf('run-1'));
    expect([await journal.isOpen('run-1'), await journal.isOpen('run-2')]).toEqual([true, false]);
    await journal.markOwed(markOf(run));
    expect(await journal.isOpen('run-1')).toBe(false);
  });

  it('keeps the first before-image of a run, and replaces that of the run before', async () => {
    await journal.claim(runOf('run-1'));
    await journal.saveBeforeImage('run-1', images(3));
    await journal.saveBeforeImage('run-1', images(2));
    expect((await journal.load())?.beforeImage).toEqual(images(3));
    await journal.endRun('run-1', 'restored', at(2));
    await journal.claim(runOf('run-2', 3));
    await journal.saveBeforeImage('run-2', images(2));
    expect((await journal.load())?.beforeImage).toEqual(images(2));
  });

  it('knows the newest epoch of a zone, whichever run wrote it', async () => {
    await journal.claim(runOf('run-1'));
    await journal.recordZone('run-1', zoneAt(7, 'run-1'));
    await journal.endRun('run-1', 'restored', at(2));
    await journal.claim(runOf('run-2', 3));
    const state = await journal.load();
    expect(state?.zones.size).toBe(0);
    expect(state?.epochs).toEqual(new Map([['Z1', 7]]));
  });

  it('never replaces a newer epoch of a zone by an older one', async () => {
    await journal.claim(runOf('run-1'));
    await journal.saveBeforeImage('run-1', images(1));
    expect(await journal.recordZone('run-1', zoneAt(10, 'run-1'))).toBe(true);
    expect(await journal.recordZone('run-1', zoneAt(9, 'run-1'))).toBe(false);
    expect(await journal.recordZone('run-1', zoneAt(10, 'run-1'))).toBe(false);
    expect((await journal.load())?.zones.get('Z1')).toEqual(zoneAt(10, 'run-1'));
  });

  it('closes only an open run; a rollback ends any', async () => {
    const run = await claimed('run-1');
    expect(await journal.endRun('run-2', 'restored', at(2))).toBe(false);
    await journal.markOwed(markOf(run));
    expect(await journal.endRun('run-1', 'closed', at(3))).toBe(false);
    expect(await journal.endRun('run-1', 'restored', at(3))).toBe(true);
    expect((await journal.load())?.run).toEqual({ ...run, status: 'restored', statusAt: at(3) });
  });

  it('marks a rollback as owed, with who is at it, once and again by the same', async () => {
    const mark = markOf(await journal.claim(runOf('run-1')));
    const owed = { ...mark.run, status: 'owed', statusAt: at(2), holder: mark.holder };
    for (let twice = 0; twice < 2; twice++) expect(await journal.markOwed(mark)).toEqual(owed);
    expect((await journal.load())?.run).toEqual(owed);
    await expect(journal.claim(runOf('run-1'))).rejects.toMatchObject({ name: 'FenceLost' });
    await expect(journal.claim(runOf('run-2', 3))).rejects.toMatchObject({ name: 'MigrationInProgress' });
  });

  it('lets one rollback be at it, and another only in its place', async () => {
    const run = await journal.claim(runOf('run-1'));
    await journal.markOwed(markOf(run, 'rb-1'));
    expect(await journal.markOwed(markOf(run, 'rb-2'))).toMatchObject({ holder: { arn: 'rb-1' } });
    const inPlaceOf = (arn: string) => ({ ...markOf(run, 'rb-2'), inPlaceOf: arn });
    expect(await journal.markOwed(inPlaceOf('rb-0'))).toMatchObject({ holder: { arn: 'rb-1' } });
    expect(await journal.markOwed(inPlaceOf('rb-1'))).toMatchObject({ holder: { arn: 'rb-2' } });
    expect(await journal.markOwed(markOf(run, 'rb-1'))).toMatchObject({ holder: { arn: 'rb-2' } });
  });

  it('marks no run that another has followed, and none where there is none', async () => {
    const run = { ...runOf('run-1'), ...(await claimed('run-2')), execution: 'run-1' };
    expect(await journal.markOwed(markOf(run))).toMatchObject({ execution: 'run-2', status: 'open' });
    const empty = await make();
    expect(await empty.markOwed(markOf(run))).toBeUndefined();
  });

  it('marks a closed run only for who asked before it was closed', async () => {
    const run = await journal.claim(runOf('run-1'));
    await journal.endRun('run-1', 'closed', at(3));
    for (const asOf of ['2026-03-03T00:00:00Z', at(4)])
      expect(await journal.markOwed(markOf(run, 'rb-1', asOf))).toMatchObject({ status: 'closed' });
    expect(await journal.markOwed(markOf(run, 'rb-1', '2026-03-02T23:59:59Z'))).toMatchObject({
      status: 'owed',
      holder: { arn: 'rb-1' },
    });
  });

  it('marks no run that was rolled back', async () => {
    const run = await journal.claim(runOf('run-1'));
    await journal.markOwed(markOf(run));
    await journal.endRun('run-1', 'restored', at(3));
    expect(await journal.markOwed(markOf(run))).toEqual({ ...run, status: 'restored', statusAt: at(3) });
  });

  it('takes a run back that it has lost, in place of none or of an older one', async () => {
    const lost = { ...(await claimed('run-2')), ...runOf('run-2', 3) };
    const empty = await make();
    const owed = { ...lost, status: 'owed', statusAt: at(2), holder: markOf(lost).holder };
    expect(await empty.bringBack(markOf(lost))).toEqual(owed);
    expect((await empty.load())?.run).toEqual(owed);
    const earlier = await make();
    await earlier.claim(runOf('run-1', 2));
    expect(await earlier.bringBack(markOf(lost))).toEqual(owed);
    expect((await earlier.load())?.run).toEqual(owed);
    const later = await make();
    const run = await later.claim(runOf('run-3', 4));
    expect(await later.bringBack(markOf(lost))).toEqual(run);
    expect((await later.load())?.run).toEqual(run);
  });

  it('keeps who has joined a rollback, as long as that goes on', async () => {
    const run = await journal.claim(runOf('run-1'));
    const joined = (execution: string, day: number) => ({
      execution,
      request: requestAsOf(at(1)),
      at: at(day),
    });
    expect(await journal.joinRollBack('run-1', 'rb-1', joined('rb-2', 2))).toBe(false);
    await journal.markOwed(markOf(run, 'rb-1'));
    expect(await journal.joinRollBack('run-1', 'rb-0', joined('rb-2', 2))).toBe(false);
    expect(await journal.joinRollBack('run-0', 'rb-1', joined('rb-2', 2))).toBe(false);
    for (const one of [joined('rb-3', 3), joined('rb-2', 2), joined('rb-2', 2)])
      expect(await journal.joinRollBack('run-1', 'rb-1', one)).toBe(true);
    await journal.endRun('run-1', 'restored', at(4));
    expect(await journal.joinRollBack('run-1', 'rb-1', joined('rb-4', 4))).toBe(false);
    expect(await journal.joinedRollBacks('run-1')).toEqual([joined('rb-2', 2), joined('rb-3', 3)]);
    expect(await journal.joinedRollBacks('run')).toEqual([]);
  });

  it('takes one decision for a hold, and keeps it', async () => {
    await journal.claim(runOf('run-1'));
    const hold = holdOf('run-1', 'token-2');
    await journal.saveHold(holdOf('run-1', 'token-1'));
    await journal.saveHold(hold);
    expect(await journal.currentHold()).toEqual(hold);
    const decision = {
      decision: 'promote',
      reason: 'looks fine',
      decidedBy: 'arn:decide',
      soakUntil: at(3),
      execution: 'decide-1',
      at: at(3),
    } as const;
    expect(await journal.decideHold({ ...decision, hold: holdOf('run-1', 'token-1') })).toBe(false);
    expect(await journal.decideHold({ ...decision, hold })).toBe(true);
    expect(await journal.decideHold({ ...decision, hold })).toBe(false);
    expect(await journal.currentHold()).toBeUndefined();
    expect(await journal.decisions()).toEqual([{ ...decision, hold }]);
  });

  it('lets each thing be told by one teller, until it is out', async () => {
    await journal.claim(runOf('run-1'));
    await expectToldOnce(journal, ['run-1', 'run-2'], ['rolled-back', 'closed']);
  });
}
