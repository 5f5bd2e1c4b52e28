import { lowerTtl } from '../../../../../lambdas/migration/migrate/lower-ttl/lower-ttl.ts';
import { requireWritableName } from '../../../../../lambdas/migration/runtime/execution-name.ts';
import { zonesWorld } from '../../../../support/migration/zones-world.ts';

/** Whether Route 53 takes a fence with the name. */
async function isTaken(name: string): Promise<boolean> {
  const world = zonesWorld();
  return lowerTtl(world.run(name), world).then(
    () => true,
    () => false,
  );
}

describe('The name of the execution', () => {
  it.each(["Friday's+(first)=run.@home!", 'a'.repeat(80), 'f6b6dcc1-8904-4c85-a9d0-2b7f6c0e1a55'])(
    '%s can stand in a fence',
    async (name) => {
      expect(() => requireWritableName({ name })).not.toThrow();
      expect(await isTaken(name)).toBe(true);
    },
  );

  it.each(['umzug-für-alle', '移行'])('%s is refused before anything is changed', async (name) => {
    expect(() => requireWritableName({ name })).toThrow('cannot be written into a TXT record');
    expect(await isTaken(name)).toBe(false);
  });
});
