import { onceEach } from '../../../../../lambdas/shared/domain/once-each.ts';

describe('a call that is made once for the same arguments', () => {
  it('answers who asks again, and who asks meanwhile, without another call', async () => {
    const call = jest.fn(async (name: string, n: number) => `${name} ${n}`);
    const once = onceEach(call);
    expect(await Promise.all([once('a', 1), once('a', 1), once('a', 2), once('b', 1)])).toEqual([
      'a 1',
      'a 1',
      'a 2',
      'b 1',
    ]);
    expect(await once('b', 1)).toBe('b 1');
    expect(call.mock.calls).toEqual([
      ['a', 1],
      ['a', 2],
      ['b', 1],
    ]);
  });

  it('fails again for who asks again', async () => {
    const once = onceEach(async (_name: string) => Promise.reject(new Error('gone')));
    await expect(once('a')).rejects.toThrow('gone');
    await expect(once('a')).rejects.toThrow('gone');
  });
});
