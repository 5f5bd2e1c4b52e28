import { inTime } from '../../../../../lambdas/migration/swap/in-time.ts';

describe('A call that is waited for in time', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('gives what it gave, and leaves no timer', async () => {
    expect(await inTime(30_000, 'The zone', async () => 'answer')).toBe('answer');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('fails as it fails, and leaves no timer', async () => {
    await expect(inTime(30_000, 'The zone', () => Promise.reject(new Error('503')))).rejects.toThrow('503');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('is given up when it says nothing for so long', async () => {
    const silent = inTime(30_000, 'The zone', () => new Promise<never>(() => {}));
    jest.advanceTimersByTime(30_000);
    await expect(silent).rejects.toMatchObject({
      name: 'TransientFailure',
      message: 'The zone: no answer within 30 s.',
    });
  });

  it('is not made when no time is left', async () => {
    const call = jest.fn();
    await expect(inTime(0, 'The zone', call)).rejects.toMatchObject({ name: 'TransientFailure' });
    expect(call).not.toHaveBeenCalled();
  });
});
