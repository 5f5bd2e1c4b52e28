import type { Filter } from '../../../../rehearsal/compute/index.ts';
import { BEGIN, GROUP_A, GROUP_B, groupIn, type Masters, shopMasters } from './shop-masters.ts';

const shown = ({ engine }: Masters, instance: string) =>
  engine.ec2.describeInstances({ InstanceIds: [instance] }).Reservations[0]?.Instances[0];
const NOBODY = 'i-00000000000000000';

describe('EC2 instances', () => {
  it('E1 terminates in steps, which the bus hears of', () => {
    const masters = shopMasters();
    const victim = masters.instance();
    const reported: string[] = [];
    masters.engine.listen({
      onStopped: ({ id, address }, at) => reported.push(`stopped ${id} ${address} ${at - BEGIN}`),
      onTerminated: ({ id, address }, at) => reported.push(`terminated ${id} ${address} ${at - BEGIN}`),
    });
    const address = shown(masters, victim)?.PrivateIpAddress;
    expect(address).toMatch(/^172\.20\.32\.\d+$/);
    masters.engine.scenario.terminateByUser(victim);
    expect(shown(masters, victim)).toMatchObject({
      State: { Code: 32, Name: 'shutting-down' },
      StateReason: { Code: 'Client.UserInitiatedShutdown' },
      PrivateIpAddress: address,
    });
    const events = masters.pass(40).filter(({ source }) => source === 'aws.ec2');
    expect(shown(masters, victim)).toMatchObject({ State: { Code: 48, Name: 'terminated' } });
    expect(shown(masters, victim)?.PrivateIpAddress).toBeUndefined();
    expect(reported).toEqual([`stopped ${victim} ${address} 0`, `terminated ${victim}  40000`]);
    const event = (state: string, seconds: number) => ({
      source: 'aws.ec2',
      detailType: 'EC2 Instance State-change Notification',
      resources: [`arn:aws:ec2:us-west-1:111122223333:instance/${victim}`],
      time: BEGIN + seconds * 1000,
      detail: { 'instance-id': victim, state },
    });
    expect(events).toEqual([event('shutting-down', 0), event('terminated', 40)]);
    masters.pass(1799);
    expect(shown(masters, victim)?.Tags).toContainEqual({
      Key: 'aws:autoscaling:groupName',
      Value: GROUP_A,
    });
    masters.pass(1);
    expect(shown(masters, victim)?.Tags).toEqual([]);
    masters.pass(1799);
    expect(shown(masters, victim)?.State.Name).toBe('terminated');
    masters.pass(1);
    expect(() => shown(masters, victim)).toThrow(`The instance ID '${victim}' does not exist`);
  });

  it('E1 starts in steps', () => {
    const masters = shopMasters();
    const running: string[] = [];
    masters.engine.listen({ onRunning: ({ id, group, zone }) => running.push(`${id} ${group} ${zone}`) });
    masters.engine.scenario.terminateInGroup(masters.instance());
    masters.pass(5);
    const replacement = masters.instance(GROUP_A, 1);
    expect(shown(masters, replacement)).toMatchObject({
      State: { Code: 0, Name: 'pending' },
      LaunchTime: new Date(BEGIN + 5000),
    });
    masters.pass(20);
    expect(shown(masters, replacement)?.State).toEqual({ Code: 16, Name: 'running' });
    expect(running).toEqual([`${replacement} ${GROUP_A} us-west-1a`]);
  });

  it('E1 never runs when it is terminated while it starts', () => {
    const masters = shopMasters();
    masters.engine.scenario.terminateInGroup(masters.instance());
    masters.pass(10);
    const replacement = masters.instance(GROUP_A, 1);
    const running: string[] = [];
    masters.engine.listen({ onRunning: ({ id }) => running.push(id) });
    masters.engine.scenario.terminateByUser(replacement);
    masters.pass(60);
    expect(running).toEqual([]);
    expect(shown(masters, replacement)?.State.Name).toBe('terminated');
  });

  it('E1 stops, keeps its address, and can be terminated then', () => {
    const masters = shopMasters();
    const victim = masters.instance();
    masters.engine.autoScaling.suspendProcesses({ AutoScalingGroupName: GROUP_A });
    masters.engine.ec2.stopInstances({ InstanceIds: [victim] });
    expect(shown(masters, victim)?.State).toEqual({ Code: 64, Name: 'stopping' });
    masters.pass(40);
    expect(shown(masters, victim)?.State).toEqual({ Code: 80, Name: 'stopped' });
    expect(shown(masters, victim)?.PrivateIpAddress).toBeDefined();
    masters.engine.ec2.terminateInstances({ InstanceIds: [victim] });
    masters.pass(40);
    expect(shown(masters, victim)?.State.Name).toBe('terminated');
    expect(() => masters.engine.ec2.stopInstances({ InstanceIds: [victim] })).toThrow(
      expect.objectContaining({ name: 'IncorrectInstanceState' }),
    );
  });

  it('E2 shows failed hardware as running, though nothing runs on it', () => {
    const masters = shopMasters();
    const victim = masters.instance();
    const stopped: string[] = [];
    masters.engine.listen({ onStopped: ({ id }) => stopped.push(id) });
    masters.engine.scenario.failHardware(victim);
    expect(shown(masters, victim)?.State.Name).toBe('running');
    expect(stopped).toEqual([victim]);
    masters.pass(600);
    expect(stopped).toEqual([victim]);
  });

  it('E3 warns of a Spot interruption two minutes before', () => {
    const masters = shopMasters();
    const victim = masters.instance();
    masters.engine.scenario.interruptSpot(victim);
    expect(masters.pass(119)).toEqual([
      {
        source: 'aws.ec2',
        detailType: 'EC2 Spot Instance Interruption Warning',
        resources: [`arn:aws:ec2:us-west-1a:instance/${victim}`],
        time: BEGIN,
        detail: { 'instance-id': victim, 'instance-action': 'terminate' },
      },
    ]);
    masters.pass(1);
    expect(shown(masters, victim)).toMatchObject({
      State: { Name: 'shutting-down' },
      StateReason: { Code: 'Server.SpotInstanceTermination' },
    });
  });

  it('E4 refuses ids that are malformed or unknown, and then touches nothing', () => {
    const masters = shopMasters();
    const { ec2 } = masters.engine;
    const unknown = expect.objectContaining({
      name: 'InvalidInstanceID.NotFound',
      message: `The instance ID '${NOBODY}' does not exist`,
    });
    expect(() => ec2.describeInstances({ InstanceIds: [NOBODY] })).toThrow(unknown);
    expect(() => ec2.terminateInstances({ InstanceIds: [masters.instance(), NOBODY] })).toThrow(unknown);
    expect(shown(masters, masters.instance())?.State.Name).toBe('running');
    expect(() => ec2.describeInstances({ InstanceIds: ['i-1'] })).toThrow(
      expect.objectContaining({
        name: 'InvalidInstanceID.Malformed',
        message: 'Invalid id: "i-1" (expecting "i-...")',
      }),
    );
    expect(() => ec2.terminateInstances({ InstanceIds: [] })).toThrow(
      'must contain the parameter InstanceId',
    );
    expect(() => ec2.describeVolumes({ VolumeIds: ['vol-x'] })).toThrow(
      expect.objectContaining({ name: 'InvalidParameterValue' }),
    );
    expect(() => ec2.describeVolumes({ VolumeIds: ['vol-00000000000000000'] })).toThrow(
      expect.objectContaining({ name: 'InvalidVolume.NotFound' }),
    );
  });

  it('E5 filters by all filters, each by any of its values', () => {
    const masters = shopMasters();
    masters.engine.scenario.terminateByUser(masters.instance(GROUP_B));
    const found = (...Filters: readonly Filter[]) =>
      masters.engine.ec2
        .describeInstances({ Filters })
        .Reservations.map(({ Instances }) => Instances[0]?.Placement.AvailabilityZone);
    const running = { Name: 'instance-state-name', Values: ['running', 'pending'] };
    expect(found(running)).toEqual(['us-west-1a', 'us-west-1c']);
    expect(found(running, { Name: 'availability-zone', Values: ['us-west-1?', 'x'] })).toHaveLength(2);
    expect(found(running, { Name: 'availability-zone', Values: ['us.west.1a'] })).toEqual([]);
    expect(found({ Name: 'tag:aws:autoscaling:groupName', Values: [groupIn('c')] })).toEqual(['us-west-1c']);
    expect(found({ Name: 'tag:KubernetesCluster', Values: ['K8s*'] })).toEqual([]);
    const address = shown(masters, masters.instance())?.PrivateIpAddress ?? '';
    expect(found({ Name: 'private-ip-address', Values: [address] })).toEqual(['us-west-1a']);
    expect(() => found({ Name: 'hypervisor', Values: ['xen'] })).toThrow(
      "The filter 'hypervisor' is invalid",
    );
    const many = Array.from({ length: 201 }, String);
    expect(() => found({ Name: 'tag-key', Values: many })).toThrow(
      expect.objectContaining({ name: 'FilterLimitExceeded' }),
    );
  });

  it('E5 pages', () => {
    const { ec2 } = shopMasters().engine;
    const first = ec2.describeVolumes({ MaxResults: 5 });
    expect(first.Volumes).toHaveLength(5);
    const second = ec2.describeVolumes({ MaxResults: 5, NextToken: first.NextToken });
    expect(second).toMatchObject({ Volumes: [{}], NextToken: undefined });
    for (const MaxResults of [4, 1001]) {
      expect(() => ec2.describeVolumes({ MaxResults })).toThrow('Expecting a value between 5 and 1000.');
    }
    const VolumeIds = [second.Volumes[0]?.VolumeId ?? ''];
    expect(() => ec2.describeVolumes({ MaxResults: 5, VolumeIds })).toThrow(
      expect.objectContaining({ name: 'InvalidParameterCombination' }),
    );
  });
});
