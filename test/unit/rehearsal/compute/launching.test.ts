import { API_TCP, GROUP_A, LAUNCHING, type Masters, shopMasters, TERMINATING } from './shop-masters.ts';

const activities = ({ engine }: Masters) =>
  engine.autoScaling.describeScalingActivities({ AutoScalingGroupName: GROUP_A }).Activities;
const launches = (masters: Masters) =>
  activities(masters).filter(({ Description }) => Description.startsWith('Launching'));
const suspended = ({ engine }: Masters) =>
  engine.autoScaling.describeAutoScalingGroups({ AutoScalingGroupNames: [GROUP_A] }).AutoScalingGroups[0]
    ?.SuspendedProcesses;

describe('launching', () => {
  it('L1 goes from Pending to InService, and into the load balancers', () => {
    const masters = shopMasters({ hooks: [LAUNCHING] });
    masters.engine.scenario.terminateByUser(masters.instance());
    masters.pass(65);
    expect(masters.lifecycles()).toEqual(['Pending']);
    expect(launches(masters)[0]).toMatchObject({ StatusCode: 'PreInService' });
    masters.pass(20);
    expect(masters.lifecycles()).toEqual(['Pending:Wait']);
    expect(launches(masters)[0]).toMatchObject({ StatusCode: 'MidLifecycleAction' });
    const replacement = masters.instance();
    const health = () =>
      masters.engine.targets.describeTargetHealth({ TargetGroupArn: API_TCP, Targets: [{ Id: replacement }] })
        .TargetHealthDescriptions[0]?.TargetHealth.State;
    expect(health()).toBe('unused');
    masters.engine.autoScaling.completeLifecycleAction({
      AutoScalingGroupName: GROUP_A,
      LifecycleHookName: LAUNCHING.name,
      InstanceId: replacement,
      LifecycleActionResult: 'CONTINUE',
    });
    expect(masters.lifecycles()).toEqual(['Pending:Proceed']);
    masters.pass(1);
    expect(masters.lifecycles()).toEqual(['InService']);
    expect(health()).toBe('initial');
    expect(launches(masters)[0]).toMatchObject({
      StatusCode: 'Successful',
      Description: `Launching a new EC2 instance: ${replacement}`,
    });
  });

  it("L1 gives it the group's tags", () => {
    const masters = shopMasters();
    masters.engine.scenario.terminateByUser(masters.instance());
    masters.pass(65);
    const [found] = masters.engine.ec2.describeInstances({ InstanceIds: [masters.instance()] }).Reservations;
    expect(found?.Instances[0]?.Tags).toContainEqual({ Key: 'aws:autoscaling:groupName', Value: GROUP_A });
    expect(found?.Instances[0]?.Tags).toContainEqual({ Key: 'k8s.io/role/control-plane', Value: '1' });
  });

  it.each([
    [
      'no-capacity',
      'We currently do not have sufficient t3.medium capacity in the Availability Zone you requested (us-west-1a). Our system will be working on provisioning additional capacity. You can currently get t3.medium capacity by not specifying an Availability Zone in your request. Launching EC2 instance failed.',
    ],
    [
      'launch-template',
      "You must use a valid fully-formed launch template. The image id '[ami-0aaaaaaaaaaaaaaaa]' does not exist. Launching EC2 instance failed.",
    ],
  ] as const)('L2 fails for %s until that is over, and tries again', (trouble, words) => {
    const masters = shopMasters();
    masters.engine.scenario.troubleLaunches(GROUP_A, trouble);
    masters.engine.scenario.terminateByUser(masters.instance());
    masters.pass(65 + 90);
    expect(masters.lifecycles()).toEqual([]);
    const failed = {
      StatusCode: 'Failed',
      StatusMessage: words,
      Description: `Launching a new EC2 instance.  Status Reason: ${words}`,
      Progress: 100,
    };
    expect(launches(masters)).toMatchObject([failed, failed]);
    masters.engine.scenario.easeLaunches(GROUP_A);
    masters.pass(90 + 60);
    expect(masters.lifecycles()).toEqual(['InService']);
  });

  it('L2 fails until a moment that was said', () => {
    const masters = shopMasters();
    masters.engine.scenario.troubleLaunches(GROUP_A, 'no-capacity', Date.UTC(2027, 0, 4, 8, 5));
    masters.engine.scenario.terminateByUser(masters.instance());
    masters.pass(600);
    expect(launches(masters).map(({ StatusCode }) => StatusCode)).toEqual([
      'Successful',
      'Failed',
      'Failed',
      'Failed',
    ]);
  });

  it('L3 starts an instance without its key, which ends before it runs and waits in no hook', () => {
    const masters = shopMasters({ hooks: [LAUNCHING, TERMINATING] });
    masters.engine.scenario.troubleLaunches(GROUP_A, 'kms');
    masters.engine.scenario.failHardware(masters.instance());
    masters.pass(65);
    const doomed = masters.instance(GROUP_A, 1);
    masters.pass(20 + 60);
    const words =
      'Instance became unhealthy while waiting for instance to be in InService state. Termination Reason: Client.InternalError: Client error on launch';
    expect(launches(masters)).toMatchObject([
      {
        StatusCode: 'Cancelled',
        StatusMessage: words,
        Description: `Launching a new EC2 instance: ${doomed}.  Status Reason: ${words}`,
      },
    ]);
    const [found] = masters.engine.ec2.describeInstances({ InstanceIds: [doomed] }).Reservations;
    expect(found?.Instances[0]).toMatchObject({
      State: { Name: 'terminated' },
      StateReason: { Code: 'Client.InternalError', Message: 'Client.InternalError: Client error on launch' },
    });
    // The master whose hardware failed is held by its hook; of the doomed one nothing is left.
    expect(masters.lifecycles()).toEqual(['Terminating:Wait']);
    masters.pass(90);
    expect(masters.lifecycles()).toEqual(['Terminating:Wait', 'Pending']);
  });

  it('L4 notices an instance that ends in its LAUNCHING hook, and moves it to the TERMINATING one', () => {
    const masters = shopMasters({ hooks: [LAUNCHING, TERMINATING] });
    masters.engine.autoScaling.suspendProcesses({
      AutoScalingGroupName: GROUP_A,
      ScalingProcesses: ['HealthCheck'],
    });
    masters.engine.scenario.terminateInGroup(masters.instance());
    masters.pass(25);
    const replacement = masters.instance(GROUP_A, 1);
    masters.engine.scenario.terminateByUser(replacement);
    masters.engine.autoScaling.resumeProcesses({ AutoScalingGroupName: GROUP_A });
    masters.pass(61);
    expect(masters.lifecycles()).toEqual(['Terminating:Wait', 'Terminating:Wait']);
    expect(launches(masters)).toMatchObject([
      {
        StatusCode: 'Cancelled',
        StatusMessage:
          'Instance became unhealthy while waiting for instance to be in InService state. Termination Reason: Client.UserInitiatedShutdown: User initiated shutdown',
      },
    ]);
    masters.pass(90);
    expect(masters.lifecycles()).toEqual(['Terminating:Wait', 'Terminating:Wait', 'Pending']);
  });

  it('L5 counts the day anew after a launch', () => {
    const masters = shopMasters();
    const fail = (hours: number) => {
      masters.engine.scenario.troubleLaunches(GROUP_A, 'no-capacity');
      masters.engine.scenario.terminateByUser(masters.instance());
      masters.pass(hours * 3600);
      expect(masters.lifecycles()).toEqual([]);
      masters.engine.scenario.easeLaunches(GROUP_A);
      masters.pass(200);
      expect(masters.lifecycles()).toEqual(['InService']);
    };
    fail(23);
    fail(2);
    expect(suspended(masters)).toEqual([]);
  });

  it('L5 gives up after a day, until somebody resumes', () => {
    const masters = shopMasters();
    masters.engine.scenario.troubleLaunches(GROUP_A, 'no-capacity');
    masters.engine.scenario.terminateByUser(masters.instance());
    masters.pass(65 + 86_400 - 90);
    expect(suspended(masters)).toEqual([]);
    masters.pass(90);
    expect(suspended(masters)).toEqual([
      {
        ProcessName: 'Launch',
        SuspensionReason:
          'Administratively suspended at 2027-01-05T08:01:05Z: no instance could be launched for 24 hours',
      },
    ]);
    const last = launches(masters)[0]?.ActivityId;
    masters.pass(86_400);
    expect(launches(masters)[0]?.ActivityId).toBe(last);
    masters.engine.scenario.resumeLaunch(GROUP_A);
    masters.pass(3600);
    expect(launches(masters)[0]?.ActivityId).not.toBe(last);
    expect(suspended(masters)).toEqual([]);
    masters.engine.scenario.easeLaunches(GROUP_A);
    masters.pass(200);
    expect(masters.lifecycles()).toEqual(['InService']);
  });
});
