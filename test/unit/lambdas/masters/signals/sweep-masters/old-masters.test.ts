import { sweepMasters } from '../../../../../../lambdas/masters/signals/sweep-masters/sweep-masters.ts';
import {
  GROUP_A,
  GROUP_B,
  instanceOf,
  MASTER_A,
  MASTER_B,
  MASTER_C,
} from '../../../../../support/masters/masters.ts';
import { mastersControl } from '../../../../../support/masters/masters-world.ts';

/** Masters were launched at the beginning of February 2026: so many days later. */
function aged(days: number) {
  const world = mastersControl();
  world.now = Date.parse('2026-02-01T00:00:00Z') + days * 86_400_000;
  return world;
}

describe('SweepMasters, of masters whose certificates end soon,', () => {
  it('says nothing up to 400 days', async () => {
    const world = aged(400);
    await sweepMasters(world);
    expect(world.topic.published).toEqual([]);
  });

  it('notifies once of each', async () => {
    const world = aged(401);
    const young = { ...instanceOf(MASTER_C, 'running'), launchedAt: '2026-10-01T00:00:00Z' };
    world.known = [...world.known.filter(({ id }) => id !== MASTER_C), young];
    for (let i = 0; i < 3; i++) {
      await sweepMasters(world);
      world.now += 86_400_000;
    }
    expect(world.topic.published.map(({ subject }) => subject)).toEqual([
      `shop-masters: MasterOld: ${MASTER_A} is 401 days old`,
      `shop-masters: MasterOld: ${MASTER_B} is 401 days old`,
    ]);
  });

  it('says until when, what to do, and where that is written', async () => {
    const world = aged(410);
    await sweepMasters(world);
    const body = world.topic.published[0]?.body ?? '';
    expect(body).toContain(`${MASTER_A} (${GROUP_A})`);
    expect(body).toContain('in 45 to 75 days');
    expect(body).toContain('{"olderThanDays":400}');
    expect(body).toContain('https://runbook.shop.test/cutover#masterold');
  });

  it('reports none that is terminated, nor one whose age EC2 does not say', async () => {
    const world = aged(401);
    world.setGroup(GROUP_A, { [MASTER_A]: 'Terminating' });
    world.setGroup(GROUP_B, { [MASTER_B]: 'Terminating' });
    world.known = world.known.map((one) => ({ ...one, launchedAt: '' }));
    await sweepMasters(world);
    expect(world.topic.published).toEqual([]);
  });

  it('does all else first, where people can’t be notified', async () => {
    const world = aged(401);
    world.setGroup(GROUP_A, { [MASTER_A]: 'Terminating:Wait' });
    const failure = Object.assign(new Error('throttled'), { name: 'TransientFailure' });
    world.topic.failure = failure;
    await expect(sweepMasters(world)).rejects.toBe(failure);
    expect(world.replacements.started).toEqual([`${MASTER_A}-1`]);
    await sweepMasters(world);
    expect(world.topic.published.map(({ subject }) => subject)).toEqual([
      `shop-masters: MasterOld: ${MASTER_B} is 401 days old`,
      `shop-masters: MasterOld: ${MASTER_C} is 401 days old`,
    ]);
  });
});
