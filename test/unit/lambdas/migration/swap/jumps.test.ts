import { parseFence } from '../../../../../lambdas/migration/domain/fence.ts';
import { shiftWeight } from '../../../../../lambdas/migration/swap/move-records.ts';
import { begin, fence } from '../../../../support/migration/acting.ts';
import { onZones } from '../../../../support/migration/meddling.ts';
import { someSettings } from '../../../../support/migration/settings.ts';
import { type ZonesWorld, zonesWorld } from '../../../../support/migration/zones-world.ts';

const STEPS = [5, 25, 50, 100].map((percent) => ({ percent, soakSeconds: 3600, approval: false }));
const weights = (world: ZonesWorld) =>
  ['Z1SHOP', 'Z2CDN'].map((id) => parseFence(fence(world, id) ?? '')?.weight);

/** A migration at 50 %, the third of four steps. */
async function atHalf(): Promise<ZonesWorld> {
  const world = zonesWorld(someSettings({ steps: STEPS }));
  await begin(world, world.run('run-1'), 5);
  expect(weights(world)).toEqual([50, 50]);
  return world;
}
const shift = (world: ZonesWorld, step: number, from?: number, jumps?: number) =>
  shiftWeight(
    {
      run: world.run('run-1'),
      step,
      continues: '',
      ...(from !== undefined && { from }),
      ...(jumps !== undefined && { jumps }),
    },
    world,
  );

describe('A jump', () => {
  it('leads down to an earlier step, and from there up again', async () => {
    const world = await atHalf();
    await shift(world, 0, 2, 1);
    expect(weights(world)).toEqual([5, 5]);
    await shift(world, 1, -1, 1);
    expect(weights(world)).toEqual([25, 25]);
  });

  it('leads to the last step', async () => {
    const world = zonesWorld(someSettings({ steps: STEPS }));
    await begin(world, world.run('run-1'), 3);
    await shift(world, 3, 0, 1);
    expect(weights(world)).toEqual([100, 100]);
  });

  it('holds where the zones are not at the step that it leaves', async () => {
    const world = await atHalf();
    await expect(shift(world, 0, 1, 1)).rejects.toMatchObject({ name: 'FenceLost' });
    expect(weights(world)).toEqual([50, 50]);
  });

  it('shuts out a late step of before it, whether that begins late or was paused', async () => {
    const world = await atHalf();
    let jumped = false;
    const paused = onZones(world, {
      swap: async (zone, changes, comment) => {
        if (!jumped) {
          jumped = true;
          await shift(world, 1, 2, 1);
        }
        return zone.swap(changes, comment);
      },
    });
    await expect(
      shiftWeight({ run: world.run('run-1'), step: 3, continues: '' }, paused),
    ).rejects.toMatchObject({ name: 'FenceLost' });
    await shift(world, 0, 1, 2);
    await expect(shift(world, 1, -1, 1)).rejects.toMatchObject({ name: 'FenceLost' });
    await expect(shift(world, 1)).rejects.toMatchObject({ name: 'FenceLost' });
    expect(weights(world)).toEqual([5, 5]);
  });

  it('is not made again by a late call of it, once steps have come back to where it began', async () => {
    const world = await atHalf();
    await shift(world, 0, 2, 1);
    await shift(world, 1, -1, 1);
    await shift(world, 2, -1, 1);
    await expect(shift(world, 0, 2, 1)).rejects.toMatchObject({ name: 'FenceLost' });
    expect(weights(world)).toEqual([50, 50]);
    await shift(world, 0, 2, 2);
    expect(weights(world)).toEqual([5, 5]);
  });
});
