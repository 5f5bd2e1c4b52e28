import { describeMasters } from '../../../../../../lambdas/masters/replace-master/describe-masters/describe-masters.ts';
import { groupNameOf, Masters } from '../../../../../support/masters/masters-cluster.ts';

/** The volumes of each group, by its name. */
async function volumesSeen(masters: Masters, replacement = masters.ref): Promise<Record<string, string[]>> {
  const { groups } = await describeMasters({ replacement }, masters.world);
  return Object.fromEntries(groups.map(({ name, volumes }) => [name, volumes.map(({ id }) => id)]));
}

describe('DescribeMasters', () => {
  it('says when it began, and gives each group its volumes', async () => {
    const masters = new Masters();
    expect(await describeMasters({ replacement: masters.ref }, masters.world)).toMatchObject({
      at: masters.at(),
    });
    expect(await volumesSeen(masters)).toEqual(
      Object.fromEntries(
        ['a', 'b', 'c'].map((name) => [groupNameOf(name), [`vol-main-${name}`, `vol-events-${name}`]]),
      ),
    );
  });

  it('shows the victim that Auto Scaling has forgotten, and as EC2 has it', async () => {
    const masters = new Masters();
    masters.kill('a');
    const { groups } = await describeMasters({ replacement: masters.ref }, masters.world);
    const own = groups.find(({ name }) => name === groupNameOf('a'));
    expect(own?.instances).toMatchObject([{ id: 'i-a', lifecycle: '', state: 'terminated' }]);
  });

  it('looks for no victim where there is none, as RollMasters has none', async () => {
    const masters = new Masters();
    masters.kill('a');
    const { groups } = await describeMasters({ replacement: null }, masters.world);
    expect(groups.flatMap(({ instances }) => instances.map(({ id }) => id))).toEqual(['i-b', 'i-c']);
  });
});
