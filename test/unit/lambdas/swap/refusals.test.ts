import { lowerTtl } from '../../../../lambdas/lower-ttl/lower-ttl.ts';
import { restoreLegacy } from '../../../../lambdas/restore-legacy/restore-legacy.ts';
import { asked, begin } from '../../../support/acting.ts';
import { onZones } from '../../../support/meddling.ts';
import { zonesWorld } from '../../../support/zones-world.ts';

/** A zone that is full, say: no batch will ever be accepted, and nobody else writes. */
const WORDS = 'Exceeded limit MAX_RRSETS_BY_ZONE for zone: Z1SHOP';
const refusing = { swap: async () => ({ accepted: false as const, messages: [WORDS] }) };

describe('A batch that Route 53 will never accept', () => {
  it('fails the state with Route 53’s own words', async () => {
    const world = zonesWorld();
    const lowering = lowerTtl(world.run('run-1'), onZones(world, refusing));
    await expect(lowering).rejects.toMatchObject({
      name: 'TransientFailure',
      message: expect.stringContaining(WORDS),
    });
  });

  it('fails a rollback with Route 53’s own words', async () => {
    const world = zonesWorld();
    await begin(world, world.run('run-1'), 3);
    await expect(restoreLegacy(asked(world), onZones(world, refusing))).rejects.toMatchObject({
      name: 'RollBackIncomplete',
      message: expect.stringContaining(WORDS),
    });
  });
});
