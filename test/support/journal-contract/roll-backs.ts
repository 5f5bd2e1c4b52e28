import type { JournalRun } from '../../../lambdas/migration/domain/journal-state.ts';
import type { Journal } from '../../../lambdas/migration/ports/journal.ts';
import { at, markOf, requestAsOf, runOf } from './values.ts';

/** How a run ends, and that a rollback of it is owed. */
export function rollBacksContract(make: () => Promise<Journal>): void {
  let journal: Journal;
  beforeEach(async () => {
    journal = await make();
  });
  const claimed = (execution: string) => journal.claim(runOf(execution));

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

  it('marks no run past its one-way step, unless a person asks or the rollback is owed already', async () => {
    const run = await journal.claim(runOf('run-1'));
    await journal.beginStep('run-1', { oneWay: true, jumps: 0 }, at(2));
    const automatic = (known: JournalRun, name: string) => ({ ...markOf(known, name), unlessOneWay: true });
    expect(await journal.markOwed(automatic(run, 'rb-1'))).toEqual({ ...run, oneWaySince: at(2) });
    expect(await journal.isOpen('run-1')).toBe(true);
    const owed = await journal.markOwed(markOf(run, 'rb-2'));
    expect(owed).toMatchObject({ status: 'owed', holder: { arn: 'rb-2' } });
    const follower = { ...automatic(owed ?? run, 'rb-3'), inPlaceOf: 'rb-2' };
    expect(await journal.markOwed(follower)).toMatchObject({ status: 'owed', holder: { arn: 'rb-3' } });
  });

  it('marks no closed run past its one-way step, however early it was requested', async () => {
    const run = await journal.claim(runOf('run-1'));
    await journal.beginStep('run-1', { oneWay: true, jumps: 0 }, at(2));
    await journal.endRun('run-1', 'closed', at(3));
    const mark = { ...markOf(run, 'rb-1', at(2)), unlessOneWay: true };
    expect(await journal.markOwed(mark)).toMatchObject({ status: 'closed' });
  });

  it('begins no one-way step once a rollback is owed', async () => {
    const run = await journal.claim(runOf('run-1'));
    await journal.markOwed({ ...markOf(run), unlessOneWay: true });
    await expect(journal.beginStep('run-1', { oneWay: true, jumps: 0 }, at(3))).rejects.toMatchObject({
      name: 'FenceLost',
    });
    await expect(journal.beginStep('run-2', { oneWay: true, jumps: 0 }, at(3))).rejects.toMatchObject({
      name: 'FenceLost',
    });
    expect((await journal.load())?.run.oneWaySince).toBeUndefined();
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
}
