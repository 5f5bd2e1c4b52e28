import type { EtcdVolume } from '../../../../../lambdas/masters/contract/view.ts';
import { buildView } from '../../../../../lambdas/masters/domain/view.ts';
import { groupOf, instanceOf } from '../../../../support/masters/masters.ts';

describe('the view of the masters', () => {
  const a = groupOf('control-plane-us-west-1a', {});
  const volume: EtcdVolume = {
    id: 'vol-1',
    etcdCluster: 'main',
    member: 'a',
    members: ['a'],
    zone: 'us-west-1a',
    state: 'available',
    attachedTo: '',
    attachment: '',
  };

  it('lists the victim that Auto Scaling forgot, and a group that is gone', () => {
    const known = [instanceOf('i-a', 'terminated')];
    const seen = { at: '2027-03-01T00:00:00Z', groups: [a], instances: known, volumes: [volume] };
    expect(buildView(seen, { group: a.name, instance: 'i-a' }).groups).toMatchObject([
      { instances: [{ id: 'i-a', lifecycle: '', state: 'terminated' }], volumes: [{ id: 'vol-1' }] },
    ]);
    expect(buildView({ ...seen, groups: [] }, { group: 'gone', instance: 'i-a' }).groups).toMatchObject([
      { name: 'gone', desired: 0, instances: [{ id: 'i-a', state: 'terminated' }] },
    ]);
    expect(buildView(seen, { group: a.name, instance: '' }).groups[0]?.instances).toEqual([]);
    expect(buildView(seen).groups).toHaveLength(1);
  });
});
