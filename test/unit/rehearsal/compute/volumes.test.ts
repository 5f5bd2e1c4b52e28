import type { Disk } from '../../../../rehearsal/compute/index.ts';
import { API_TCP, BEGIN, EVEN, GROUP_A, groupIn, type Masters, OWNED, shopMasters } from './shop-masters.ts';

const shown = ({ engine }: Masters, volume: string) =>
  engine.ec2.describeVolumes({ VolumeIds: [volume] }).Volumes[0];
const attachment = (masters: Masters, volume: string) => shown(masters, volume)?.Attachments[0];
const AT_ONCE = { targetGroupArns: [] };

/** What listeners learn of attachments, in words. */
function followed(masters: Masters): readonly string[] {
  const reported: string[] = [];
  const names = (disks: readonly Disk[]) =>
    disks.map(({ etcdCluster, member, empty }) => `${etcdCluster}/${member}${empty ? ' empty' : ''}`);
  masters.engine.listen({
    onAttached: ({ id }, disks, at) => reported.push(`${(at - BEGIN) / 1000} ${id} has ${names(disks)}`),
    onFilled: ({ id }, disk, at) => reported.push(`${(at - BEGIN) / 1000} ${id} fills ${names([disk])}`),
    onDetached: ({ id }, disk, running, at) =>
      reported.push(`${(at - BEGIN) / 1000} ${id} loses ${names([disk])}${running ? ' while it runs' : ''}`),
    onDeleted: (disk, at) => reported.push(`${(at - BEGIN) / 1000} ${names([disk])} deleted`),
  });
  return reported;
}

describe('volumes', () => {
  it('T4 are attached at the beginning, each to the master of its zone', () => {
    const masters = shopMasters();
    for (const zone of ['a', 'b', 'c']) {
      for (const etcdCluster of ['main', 'events']) {
        expect(shown(masters, masters.volume(zone, etcdCluster))).toMatchObject({
          State: 'in-use',
          AvailabilityZone: `us-west-1${zone}`,
          Attachments: [{ InstanceId: masters.instance(groupIn(zone)), State: 'attached' }],
        });
      }
    }
  });

  it('V1 V2 come free after the end, and are found at the next look', () => {
    const masters = shopMasters(AT_ONCE);
    const reported = followed(masters);
    const volume = masters.volume('a');
    const victim = masters.instance();
    masters.engine.scenario.terminateInGroup(victim);
    masters.pass(5);
    const replacement = masters.instance(GROUP_A, 1);
    masters.pass(34);
    expect(attachment(masters, volume)).toMatchObject({ State: 'attached', InstanceId: victim });
    masters.pass(2);
    expect(attachment(masters, volume)).toMatchObject({ State: 'detaching', InstanceId: victim });
    masters.pass(10);
    expect(shown(masters, volume)).toMatchObject({ State: 'available', Attachments: [] });
    // Launched at 5 s, running at 25 s, it looks at 55 s: four seconds from here.
    masters.pass(4);
    expect(attachment(masters, volume)).toMatchObject({ State: 'attaching', InstanceId: replacement });
    masters.pass(5);
    expect(attachment(masters, volume)).toMatchObject({ State: 'attached', InstanceId: replacement });
    expect(reported).toEqual([
      `51 ${victim} loses main/a`,
      `51 ${victim} loses events/a`,
      `60 ${replacement} has main/a`,
      `60 ${replacement} has main/a,events/a`,
    ]);
  });

  it('V2 looks each minute', () => {
    const masters = shopMasters(AT_ONCE, { timing: { ...EVEN, release: [100, 100] } });
    const reported = followed(masters);
    masters.engine.scenario.terminateInGroup(masters.instance());
    masters.pass(400);
    // Free at 141 s; looks at 55, 115, 175 s.
    expect(reported.at(-1)).toBe(`180 ${masters.instance()} has main/a,events/a`);
  });

  it("V2 takes none of another zone or cluster, and none that is a worker's", () => {
    const foreign = {
      zone: 'us-west-1a',
      tags: { ...OWNED, KubernetesCluster: 'other', 'k8s.io/etcd/main': 'a/a' },
    };
    const plain = { zone: 'us-west-1a', tags: OWNED };
    const masters = shopMasters(AT_ONCE, { volumes: [foreign, plain] });
    masters.engine.scenario.terminateInGroup(masters.instance());
    masters.pass(600);
    const { Volumes } = masters.engine.ec2.describeVolumes();
    expect(Volumes.map(({ State }) => State)).toEqual(['available', 'available']);
  });

  it('V2 lets two masters of one zone take what comes free first', () => {
    const zones = ['us-west-1a', 'us-west-1a'];
    const slow = { timing: { ...EVEN, boot: [100, 100] as const } };
    const masters = shopMasters({ ...AT_ONCE, zones, desired: 2, max: 2 }, slow);
    const [first, second] = [masters.instance(GROUP_A, 0), masters.instance(GROUP_A, 1)];
    expect(attachment(masters, masters.volume('a'))?.InstanceId).toBe(first);
    masters.engine.scenario.terminateInGroup(first);
    masters.pass(60);
    // Before the replacement has booted.
    expect(attachment(masters, masters.volume('a'))?.InstanceId).toBe(second);
  });

  it('V1 come free again from a master that ends while they are attached to it', () => {
    const masters = shopMasters(AT_ONCE);
    const reported = followed(masters);
    masters.engine.scenario.terminateInGroup(masters.instance());
    masters.pass(56);
    const replacement = masters.instance();
    expect(attachment(masters, masters.volume('a'))).toMatchObject({ State: 'attaching' });
    masters.engine.scenario.terminateByUser(replacement);
    masters.pass(39);
    expect(attachment(masters, masters.volume('a'))).toMatchObject({ InstanceId: replacement });
    masters.pass(600);
    expect(reported.filter((words) => words.includes(`${replacement} has`))).toEqual([]);
    expect(attachment(masters, masters.volume('a'))?.InstanceId).toBe(masters.instance());
  });

  it('V2 takes none of another zone, though its own is gone', () => {
    const masters = shopMasters(AT_ONCE);
    const [own, other] = [masters.volume('a'), masters.volume('b')];
    masters.engine.scenario.suspendLaunch(groupIn('b'), 'for a while');
    masters.engine.scenario.terminateInGroup(masters.instance(groupIn('b')));
    masters.engine.scenario.terminateInGroup(masters.instance());
    masters.engine.scenario.deleteVolume(own);
    masters.pass(600);
    expect(shown(masters, other)?.State).toBe('available');
    expect(attachment(masters, masters.volume('a', 'events'))?.InstanceId).toBe(masters.instance());
  });

  it('V3 serves when it has one of each, and not before', () => {
    const masters = shopMasters(AT_ONCE);
    const volume = masters.volume('a', 'events');
    const reported = followed(masters);
    masters.engine.scenario.terminateInGroup(masters.instance());
    masters.pass(20);
    masters.engine.scenario.deleteVolume(volume);
    masters.pass(600);
    expect(reported.at(-1)).toBe(`60 ${masters.instance()} has main/a`);
    expect(reported).toContain('20 events/a deleted');
    expect(() => shown(masters, volume)).toThrow('does not exist');
    const target = { TargetGroupArn: API_TCP, Targets: [{ Id: masters.instance() }] };
    masters.engine.targets.registerTargets(target);
    masters.pass(30);
    const [health] = masters.engine.targets.describeTargetHealth(target).TargetHealthDescriptions;
    expect(health?.TargetHealth.State).toBe('unhealthy');
  });

  it('V6 serves on a new, empty one only once etcd-manager has made its member anew', () => {
    const masters = shopMasters(AT_ONCE);
    const volume = masters.volume('a');
    const reported = followed(masters);
    masters.engine.scenario.terminateInGroup(masters.instance());
    masters.pass(52);
    const made = masters.engine.scenario.replaceVolume(volume);
    expect(made).not.toBe(volume);
    expect(shown(masters, made)).toMatchObject({ State: 'available', AvailabilityZone: 'us-west-1a' });
    expect(masters.volume('a')).toBe(made);
    masters.pass(100);
    const target = { TargetGroupArn: API_TCP, Targets: [{ Id: masters.instance() }] };
    masters.engine.targets.registerTargets(target);
    const health = () =>
      masters.engine.targets.describeTargetHealth(target).TargetHealthDescriptions[0]?.TargetHealth.State;
    expect(reported.at(-1)).toBe(`60 ${masters.instance()} has events/a,main/a empty`);
    masters.pass(15);
    expect(reported.at(-1)).toBe(`160 ${masters.instance()} fills main/a`);
    expect(health()).not.toBe('healthy');
    masters.pass(60);
    expect(health()).toBe('healthy');
  });

  it.each(['busy', 'detaching', 'attached'] as const)(
    'V4 sticks as %s until it is detached by force',
    (state) => {
      const masters = shopMasters(AT_ONCE);
      const volume = masters.volume('a');
      const victim = masters.instance();
      masters.engine.scenario.stickVolume(volume, state);
      masters.engine.scenario.terminateInGroup(victim);
      masters.pass(86_400);
      expect(attachment(masters, volume)).toMatchObject({ State: state, InstanceId: victim });
      expect(shown(masters, masters.volume('a', 'events'))?.Attachments[0]?.InstanceId).toBe(
        masters.instance(),
      );
      const VolumeId = volume;
      if (state === 'detaching') {
        expect(() => masters.engine.ec2.detachVolume({ VolumeId })).toThrow(
          expect.objectContaining({ name: 'IncorrectState' }),
        );
      } else {
        expect(masters.engine.ec2.detachVolume({ VolumeId }).State).toBe('busy');
        masters.pass(3600);
        expect(attachment(masters, volume)).toMatchObject({ State: 'busy', InstanceId: victim });
      }
      const forced = masters.engine.ec2.detachVolume({ VolumeId, InstanceId: victim, Force: true });
      expect(forced).toMatchObject({ VolumeId, InstanceId: victim, State: 'detaching' });
      masters.pass(10);
      expect(attachment(masters, volume)?.InstanceId).not.toBe(victim);
      masters.pass(65);
      expect(attachment(masters, volume)).toMatchObject({
        State: 'attached',
        InstanceId: masters.instance(),
      });
    },
  );

  it('V4 sticks also when it is on its way', () => {
    const masters = shopMasters(AT_ONCE);
    const volume = masters.volume('a');
    masters.engine.scenario.terminateInGroup(masters.instance());
    masters.pass(45);
    expect(attachment(masters, volume)?.State).toBe('detaching');
    masters.engine.scenario.stickVolume(volume);
    masters.pass(3600);
    expect(attachment(masters, volume)?.State).toBe('busy');
  });

  it('V5 refuses to detach what is free, or from another instance', () => {
    const masters = shopMasters(AT_ONCE);
    const VolumeId = masters.volume('a');
    const other = masters.instance(groupIn('b'));
    const detach = (InstanceId?: string) =>
      masters.engine.ec2.detachVolume({ VolumeId, Force: true, InstanceId });
    expect(() => detach(other)).toThrow(expect.objectContaining({ name: 'InvalidAttachment.NotFound' }));
    masters.engine.scenario.terminateInGroup(masters.instance());
    masters.pass(52);
    expect(() => detach()).toThrow(`Volume '${VolumeId}' is in the 'available' state.`);
  });

  it('V5 waits for a system that runs, unless it is forced', () => {
    const masters = shopMasters(AT_ONCE);
    const reported = followed(masters);
    const VolumeId = masters.volume('a');
    const victim = masters.instance();
    expect(masters.engine.ec2.detachVolume({ VolumeId }).State).toBe('busy');
    masters.pass(3600);
    expect(attachment(masters, VolumeId)).toMatchObject({ State: 'busy', InstanceId: victim });
    masters.engine.ec2.detachVolume({ VolumeId, Force: true });
    masters.pass(10);
    expect(shown(masters, VolumeId)?.State).toBe('available');
    expect(reported).toEqual([`3610 ${victim} loses main/a while it runs`]);
  });
});
