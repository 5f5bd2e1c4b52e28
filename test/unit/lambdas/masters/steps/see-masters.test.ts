import { seeGroup, seeMasters } from '../../../../../lambdas/masters/steps/see-masters.ts';
import { groupNameOf, Masters } from '../../../../support/masters/masters-cluster.ts';

describe('a look at the masters', () => {
  it('is as old as its beginning', async () => {
    const masters = new Masters();
    const at = masters.at();
    const groups = masters.autoScaling.groups.bind(masters.autoScaling);
    masters.autoScaling.groups = () => {
      masters.now += 5000;
      return groups();
    };
    expect((await seeMasters(masters.world)).at).toBe(at);
  });

  it('asks EC2 for the victim, and for whoever has a volume, too', async () => {
    const masters = new Masters();
    masters.kill('a');
    masters.launch('b', 'i-old');
    masters.autoScaling.setLifecycle(groupNameOf('b'), 'i-old', '');
    const { instances } = await seeMasters(masters.world, masters.ref);
    expect(instances.map(({ id }) => id).toSorted()).toEqual(['i-a', 'i-b', 'i-c', 'i-old']);
  });

  it('asks EC2 for nothing where nothing is known', async () => {
    const masters = new Masters([]);
    expect(await seeMasters(masters.world)).toEqual({
      at: masters.at(),
      groups: [],
      instances: [],
      volumes: [],
    });
    expect(await seeGroup(masters.world, { group: 'gone', instance: '' })).toMatchObject({ desired: 0 });
  });

  it('may be at one group only, with the victim that it has forgotten', async () => {
    const masters = new Masters();
    masters.kill('a');
    masters.instances.etcdVolumes = () => Promise.reject(new Error('Nobody needs volumes.'));
    expect(await seeGroup(masters.world, masters.ref)).toMatchObject({
      name: groupNameOf('a'),
      instances: [{ id: 'i-a', lifecycle: '', state: 'terminated' }],
      volumes: [],
    });
  });
});
