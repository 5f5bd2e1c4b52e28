import { GROUP_A, GROUP_B, type Masters, shopMasters, TERMINATING } from './shop-masters.ts';

/** A group of workers in two zones. */
const WORKERS = { desired: 2, max: 3, min: 0, zones: ['us-west-1a', 'us-west-1b'] };

const activities = ({ engine }: Masters) =>
  engine.autoScaling.describeScalingActivities({ AutoScalingGroupName: GROUP_A }).Activities;
const group = ({ engine }: Masters) =>
  engine.autoScaling.describeAutoScalingGroups({ AutoScalingGroupNames: [GROUP_A] }).AutoScalingGroups[0];
const suspend = ({ engine }: Masters, ...ScalingProcesses: readonly string[]) =>
  engine.autoScaling.suspendProcesses({ AutoScalingGroupName: GROUP_A, ScalingProcesses });
const resume = ({ engine }: Masters) => engine.autoScaling.resumeProcesses({ AutoScalingGroupName: GROUP_A });

describe('Auto Scaling groups', () => {
  it('A1 launches where an instance is wanting, in the zone with the fewest', () => {
    const masters = shopMasters(WORKERS);
    masters.engine.autoScaling.setDesiredCapacity({ AutoScalingGroupName: GROUP_A, DesiredCapacity: 3 });
    expect(masters.lifecycles()).toEqual(['InService', 'InService']);
    masters.pass(5);
    expect(masters.lifecycles()).toEqual(['InService', 'InService', 'Pending']);
    const zones = group(masters)?.Instances.map(({ AvailabilityZone }) => AvailabilityZone);
    expect(zones).toEqual(['us-west-1a', 'us-west-1b', 'us-west-1a']);
    expect(activities(masters)[0]?.Cause).toBe(
      'At 2027-01-04T08:00:05Z an instance was started in response to a difference between desired and actual capacity, increasing the capacity from 2 to 3.',
    );
  });

  it('A1 terminates the oldest where there are too many', () => {
    const masters = shopMasters(WORKERS);
    const [oldest, other] = [masters.instance(GROUP_A, 0), masters.instance(GROUP_A, 1)];
    masters.engine.autoScaling.setDesiredCapacity({ AutoScalingGroupName: GROUP_A, DesiredCapacity: 1 });
    masters.pass(500);
    expect(group(masters)?.Instances.map(({ InstanceId }) => InstanceId)).toEqual([other]);
    expect(activities(masters)).toMatchObject([
      {
        Description: `Terminating EC2 instance: ${oldest}`,
        Cause:
          'At 2027-01-04T08:00:00Z an instance was taken out of service in response to a difference between desired and actual capacity, shrinking the capacity from 2 to 1.',
      },
    ]);
  });

  it('A1 makes all that a new group wants', () => {
    const masters = shopMasters({ ...WORKERS, inService: 0 });
    expect(masters.lifecycles()).toEqual([]);
    masters.pass(60);
    expect(masters.lifecycles()).toEqual(['InService', 'InService']);
  });

  it('A1 launches nothing for a group whose desired capacity is 0', () => {
    const masters = shopMasters();
    const { autoScaling } = masters.engine;
    autoScaling.updateAutoScalingGroup({ AutoScalingGroupName: GROUP_A, MinSize: 0, DesiredCapacity: 0 });
    masters.pass(3600);
    expect(masters.lifecycles()).toEqual([]);
    expect(masters.lifecycles(GROUP_B)).toEqual(['InService']);
  });

  it('A2 launches the replacement while the other still leaves', () => {
    const masters = shopMasters();
    masters.engine.scenario.terminateInGroup(masters.instance());
    masters.pass(5);
    expect(masters.lifecycles()).toEqual(['Terminating', 'Pending']);
  });

  it.each([
    ['terminateByUser', 'an EC2 health check indicating it has been terminated or stopped.'],
    ['stopByUser', 'an EC2 health check indicating it has been terminated or stopped.'],
    ['failHardware', 'an EC2 instance status checks failure.'],
  ] as const)('A3 %s is noticed after a while', (happening, words) => {
    const masters = shopMasters();
    masters.engine.scenario[happening](masters.instance());
    masters.pass(59);
    expect(group(masters)?.Instances).toMatchObject([
      { LifecycleState: 'InService', HealthStatus: 'Healthy' },
    ]);
    masters.pass(1);
    expect(group(masters)?.Instances).toMatchObject([
      { LifecycleState: 'Terminating', HealthStatus: 'Unhealthy' },
    ]);
    const cause = `At 2027-01-04T08:01:00Z an instance was taken out of service in response to ${words}`;
    expect(activities(masters)[0]?.Cause).toBe(cause);
    masters.pass(600);
    expect(masters.lifecycles()).toEqual(['InService']);
  });

  it.each(['HealthCheck', 'ReplaceUnhealthy', 'Terminate'])(
    'A4 leaves it there while %s is suspended',
    (process) => {
      const masters = shopMasters();
      suspend(masters, process);
      const victim = masters.instance();
      masters.engine.scenario.terminateByUser(victim);
      masters.pass(3600);
      const HealthStatus = process === 'HealthCheck' ? 'Healthy' : 'Unhealthy';
      expect(group(masters)?.Instances).toMatchObject([
        { InstanceId: victim, LifecycleState: 'InService', HealthStatus },
      ]);
      resume(masters);
      masters.pass(600);
      expect(group(masters)?.Instances).toMatchObject([
        { LifecycleState: 'InService', HealthStatus: 'Healthy' },
      ]);
    },
  );

  it('A4 notices nothing once HealthCheck is suspended', () => {
    const masters = shopMasters();
    const victim = masters.instance();
    masters.engine.scenario.failHardware(victim);
    masters.pass(30);
    suspend(masters, 'HealthCheck');
    masters.pass(3600);
    expect(group(masters)?.Instances).toMatchObject([
      { InstanceId: victim, LifecycleState: 'InService', HealthStatus: 'Healthy' },
    ]);
  });

  it('A4 terminates without a replacement while Launch is suspended', () => {
    const masters = shopMasters();
    suspend(masters, 'Launch');
    expect(group(masters)?.SuspendedProcesses).toEqual([
      { ProcessName: 'Launch', SuspensionReason: 'User suspended at 2027-01-04T08:00:00Z' },
    ]);
    masters.engine.scenario.terminateByUser(masters.instance());
    masters.pass(3600);
    expect(masters.lifecycles()).toEqual([]);
    expect(activities(masters)).toHaveLength(1);
    masters.engine.scenario.resumeLaunch(GROUP_A);
    masters.pass(60);
    expect(masters.lifecycles()).toEqual(['InService']);
  });

  it('A4 does not launch what was planned before Launch was suspended', () => {
    const masters = shopMasters();
    masters.engine.scenario.terminateInGroup(masters.instance());
    masters.pass(2);
    masters.engine.scenario.suspendLaunch(GROUP_A, 'a reason of its own');
    masters.pass(3600);
    expect(masters.lifecycles()).toEqual([]);
    expect(group(masters)?.SuspendedProcesses).toMatchObject([{ SuspensionReason: 'a reason of its own' }]);
  });

  it('A4 registers nobody while AddToLoadBalancer is suspended', () => {
    const masters = shopMasters();
    suspend(masters, 'AddToLoadBalancer');
    masters.engine.scenario.terminateByUser(masters.instance());
    masters.pass(600);
    const [TargetGroupArn = ''] = group(masters)?.TargetGroupARNs ?? [];
    const targets = masters.engine.targets.describeTargetHealth({ TargetGroupArn });
    expect(targets.TargetHealthDescriptions).toHaveLength(2);
  });

  it('A4 refuses a process that does not exist, and then suspends none', () => {
    const masters = shopMasters();
    expect(() => suspend(masters, 'Launch', 'Lunch')).toThrow('Lunch is not a valid scaling process');
    expect(group(masters)?.SuspendedProcesses).toEqual([]);
  });

  it('A5 lists what is under way first, then the newest, and forgets after six weeks', () => {
    const masters = shopMasters();
    masters.engine.scenario.terminateInGroup(masters.instance());
    masters.pass(600);
    const codes = () => activities(masters).map(({ StatusCode }) => StatusCode);
    expect(codes()).toEqual(['Successful', 'Successful']);
    masters.engine.scenario.terminateInGroup(masters.instance());
    expect(codes()).toEqual(['WaitingForELBConnectionDraining', 'Successful', 'Successful']);
    expect(activities(masters)[0]?.Progress).toBe(50);
    const begun = activities(masters).map(({ StartTime }) => StartTime.getTime());
    expect(begun[1]).toBeGreaterThan(begun[2] ?? 0);
    masters.pass(6 * 7 * 86_400 + 1);
    expect(codes()).toEqual(['Successful']);
    masters.pass(60);
    expect(codes()).toEqual([]);
  });

  it('A5 lists what is under way before what has ended later', () => {
    const masters = shopMasters({ hooks: [TERMINATING] });
    masters.engine.scenario.terminateInGroup(masters.instance());
    masters.pass(100);
    expect(activities(masters).map(({ StatusCode }) => StatusCode)).toEqual([
      'MidLifecycleAction',
      'Successful',
    ]);
  });

  it('A6 ends all instances of a group that is deleted, without hooks', () => {
    const masters = shopMasters({ ...WORKERS });
    const { autoScaling, scenario } = masters.engine;
    expect(() => autoScaling.deleteAutoScalingGroup({ AutoScalingGroupName: GROUP_A })).toThrow(
      'You cannot delete an AutoScalingGroup while there are instances',
    );
    scenario.deleteGroup(GROUP_A);
    expect(group(masters)).toMatchObject({ Status: 'Delete in progress', DesiredCapacity: 0 });
    masters.pass(40);
    expect(group(masters)).toBeUndefined();
    expect(() => activities(masters)).toThrow(
      `AutoScalingGroup name not found - AutoScalingGroup ${GROUP_A} not found`,
    );
    const asked = { AutoScalingGroupName: GROUP_A, IncludeDeletedGroups: true };
    expect(autoScaling.describeScalingActivities(asked).Activities).toEqual([]);
  });

  it('refuses capacities out of bounds, and sizes of pages', () => {
    const { autoScaling } = shopMasters().engine;
    const set = (DesiredCapacity: number) => () =>
      autoScaling.setDesiredCapacity({ AutoScalingGroupName: GROUP_A, DesiredCapacity });
    expect(set(2)).toThrow('New SetDesiredCapacity value 2 is above max value 1 for the AutoScalingGroup.');
    expect(set(0)).toThrow('New SetDesiredCapacity value 0 is below min value 1 for the AutoScalingGroup.');
    expect(() => autoScaling.updateAutoScalingGroup({ AutoScalingGroupName: GROUP_A, MinSize: 2 })).toThrow(
      'Max bound, 1, must be greater than or equal to min bound, 2',
    );
    expect(() => autoScaling.describeAutoScalingGroups({ MaxRecords: 101 })).toThrow(
      'between 1 and 100, not 101',
    );
  });

  it('finds groups by exact tags, and pages that belong to their question', () => {
    const { autoScaling } = shopMasters().engine;
    const by = (Name: string, ...Values: readonly string[]) =>
      autoScaling.describeAutoScalingGroups({ Filters: [{ Name, Values }] }).AutoScalingGroups.length;
    expect(by('tag-key', 'k8s.io/role/control-plane')).toBe(3);
    expect(by('tag-value', 'owned')).toBe(3);
    expect(by('tag:KubernetesCluster', 'k8s.shop.tes?', 'K8S.shop.test')).toBe(0);
    expect(by('tag:kops.k8s.io/instancegroup', 'control-plane-us-west-1a', 'control-plane-us-west-1b')).toBe(
      2,
    );
    expect(() => by('name', 'x')).toThrow('Filter type name is not correct');
    const { NextToken } = autoScaling.describeAutoScalingGroups({ MaxRecords: 2 });
    expect(autoScaling.describeAutoScalingGroups({ NextToken }).AutoScalingGroups).toHaveLength(1);
    expect(() => autoScaling.describeAutoScalingInstances({ NextToken })).toThrow(
      'is not valid for this request',
    );
  });
});
