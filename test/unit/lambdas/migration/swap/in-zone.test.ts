import { inZone } from '../../../../../lambdas/migration/swap/in-zone.ts';

describe('what is done in a zone', () => {
  it('gives what it comes to', async () => {
    await expect(inZone('Z1', async () => 'done')).resolves.toBe('done');
  });

  it('fails as it does elsewhere, and says in which zone', async () => {
    const error = new Error('Throttled');
    const failing = inZone('Z1', () => Promise.reject(error));
    await expect(failing).rejects.toBe(error);
    expect(error).toHaveProperty('zone', 'Z1');
  });
});
