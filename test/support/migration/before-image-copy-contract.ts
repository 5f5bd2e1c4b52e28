import type { CopiedRun } from '../../../lambdas/migration/domain/journal-state.ts';
import type { BeforeImageCopy } from '../../../lambdas/migration/ports/before-image-copy.ts';

/** What a run keeps, which began on a day of March and has so many names. */
export function copiedRun(execution: string, day: number, names = 1): CopiedRun {
  const startedAt = `2026-03-0${day}T00:00:00.000Z`;
  return {
    run: {
      execution,
      executionArn: `arn:${execution}`,
      startedAt,
      status: 'open',
      statusAt: startedAt,
      begunAt: startedAt,
      beforeImageOf: execution,
      tookOver: '',
    },
    beforeImage: new Map([
      [
        'Z1',
        {
          fenceName: '_cutover-shop.shop.test.',
          records: Array.from({ length: names }, (_, i) => ({
            Name: `n${i}.shop.test.`,
            Type: 'A',
            TTL: 300,
            ResourceRecords: [{ Value: '192.0.2.1' }],
          })),
          follows: [{ name: 'n0.shop.test.', on: 'www.cdn.test.', through: [], throughSeconds: 0 }],
        },
      ],
      ['Z2', { fenceName: '_cutover-shop.cdn.test.', records: [], follows: [] }],
    ]),
  };
}

/** What every copy of the before-image does; `make` gives a fresh one. */
export function beforeImageCopyContract(make: () => Promise<BeforeImageCopy>): void {
  let copy: BeforeImageCopy;
  beforeEach(async () => {
    copy = await make();
  });

  it('is none before the first run', async () => {
    expect(await copy.load()).toBeUndefined();
  });

  it('gives back the run and what legacy was exactly, however many names', async () => {
    const copied = copiedRun('run-1', 1, 5000);
    await copy.save(copied);
    expect(await copy.load()).toEqual(copied);
  });

  it('stays the first one of a run, and is replaced by a newer run', async () => {
    await copy.save(copiedRun('run-1', 1));
    await copy.save(copiedRun('run-1', 1, 2));
    expect(await copy.load()).toEqual(copiedRun('run-1', 1));
    await copy.save(copiedRun('run-2', 2));
    expect(await copy.load()).toEqual(copiedRun('run-2', 2));
  });

  it('of a run learns once that its one-way step has begun, and stays the first one', async () => {
    const first = copiedRun('run-1', 1);
    const since = (oneWaySince: string, names = 1) => {
      const copied = copiedRun('run-1', 1, names);
      return { ...copied, run: { ...copied.run, oneWaySince } };
    };
    await copy.save(first);
    await copy.save(since('2026-03-02T00:00:00.000Z', 2));
    expect(await copy.load()).toEqual(since('2026-03-02T00:00:00.000Z'));
    await copy.save(since('2026-03-03T00:00:00.000Z'));
    await copy.save(first);
    expect(await copy.load()).toEqual(since('2026-03-02T00:00:00.000Z'));
  });

  it('is not replaced by an older run, which comes late', async () => {
    await copy.save(copiedRun('run-2', 2));
    await expect(copy.save(copiedRun('run-1', 1))).rejects.toMatchObject({ name: 'FenceLost' });
    expect(await copy.load()).toEqual(copiedRun('run-2', 2));
  });
}
