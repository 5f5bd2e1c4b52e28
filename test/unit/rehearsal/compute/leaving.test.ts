import { API_TCP, GROUP_A, type Masters, shopMasters, TERMINATING } from './shop-masters.ts';

const HELD = { hooks: [TERMINATING] };
const newest = ({ engine }: Masters) =>
  engine.autoScaling.describeScalingActivities({ AutoScalingGroupName: GROUP_A }).Activities;
const ec2State = ({ engine }: Masters, instance: string) =>
  engine.ec2.describeInstances({ InstanceIds: [instance] }).Reservations[0]?.Instances[0]?.State.Name;
const ending = (masters: Masters) =>
  newest(masters).find(({ Description }) => Description.startsWith('Terminating'));

describe('terminating', () => {
  it('G1 leaves its load balancers, waits in its hook, and ends', () => {
    const masters = shopMasters(HELD);
    const victim = masters.instance();
    masters.engine.scenario.terminateInGroup(victim);
    expect(ending(masters)).toMatchObject({
      StatusCode: 'WaitingForELBConnectionDraining',
      Cause: `At 2027-01-04T08:00:00Z instance ${victim} was taken out of service in response to a user request.`,
    });
    masters.pass(29);
    expect(masters.lifecycles()[0]).toBe('Terminating');
    masters.pass(1);
    expect(masters.lifecycles()[0]).toBe('Terminating:Wait');
    expect(ending(masters)).toMatchObject({ StatusCode: 'MidLifecycleAction' });
    const targets = masters.engine.targets.describeTargetHealth({ TargetGroupArn: API_TCP });
    expect(targets.TargetHealthDescriptions.map(({ Target }) => Target.Id)).not.toContain(victim);
    masters.pass(200);
    expect(ec2State(masters, victim)).toBe('running');
    masters.engine.autoScaling.completeLifecycleAction({
      AutoScalingGroupName: GROUP_A,
      LifecycleHookName: TERMINATING.name,
      InstanceId: victim,
      LifecycleActionResult: 'CONTINUE',
    });
    expect(masters.lifecycles()[0]).toBe('Terminating:Proceed');
    masters.pass(1);
    expect(ec2State(masters, victim)).toBe('shutting-down');
    masters.pass(39);
    expect(masters.lifecycles()[0]).toBe('Terminating:Proceed');
    masters.pass(1);
    expect(masters.lifecycles()).toEqual(['InService']);
    expect(ending(masters)).toMatchObject({
      StatusCode: 'Successful',
      EndTime: new Date('2027-01-04T08:04:31Z'),
    });
  });

  it('G1 ends at once if it waits in no hook and nothing drains', () => {
    const masters = shopMasters({ targetGroupArns: [] });
    const victim = masters.instance();
    masters.engine.scenario.terminateInGroup(victim);
    masters.pass(1);
    expect(ec2State(masters, victim)).toBe('shutting-down');
  });

  it.each([
    ['terminateByUser', 60, 'terminated'],
    ['interruptSpot', 180, 'terminated'],
    ['failHardware', 60, 'running'],
    ['stopByUser', 60, 'stopped'],
  ] as const)('G2 %s: the hook fires when nothing runs any more', (happening, noticed, state) => {
    const masters = shopMasters({ ...HELD, targetGroupArns: [] });
    const victim = masters.instance();
    const stopped: string[] = [];
    masters.engine.listen({ onStopped: ({ id }) => stopped.push(id) });
    masters.engine.scenario[happening](victim);
    const events = masters.pass(noticed + 1);
    expect(masters.lifecycles()[0]).toBe('Terminating:Wait');
    expect(ec2State(masters, victim)).toBe(state);
    expect(stopped).toEqual([victim]);
    const hook = events.filter(({ detailType }) => detailType === 'EC2 Instance-terminate Lifecycle Action');
    expect(hook).toMatchObject([{ detail: { EC2InstanceId: victim } }]);
    masters.pass(300 + 2 + 40);
    expect(masters.lifecycles()).toEqual(['InService']);
  });

  it('G2 still waits in its hook for one that ends meanwhile', () => {
    const masters = shopMasters(HELD);
    masters.engine.scenario.terminateInGroup(masters.instance());
    masters.pass(31);
    masters.engine.scenario.terminateByUser(masters.instance());
    masters.pass(200);
    expect(masters.lifecycles()[0]).toBe('Terminating:Wait');
    masters.pass(100);
    expect(masters.lifecycles()).toEqual(['InService']);
  });

  it('G2 does not wait for draining of one that is gone', () => {
    const masters = shopMasters(HELD);
    masters.engine.scenario.terminateByUser(masters.instance());
    masters.pass(61);
    expect(masters.lifecycles()[0]).toBe('Terminating:Wait');
  });

  it('G3 refuses what no group has, what is leaving already, and to shrink below the minimum', () => {
    const masters = shopMasters(HELD);
    const InstanceId = masters.instance();
    const terminate = (ShouldDecrementDesiredCapacity: boolean, id = InstanceId) =>
      masters.engine.autoScaling.terminateInstanceInAutoScalingGroup({
        InstanceId: id,
        ShouldDecrementDesiredCapacity,
      });
    expect(() => terminate(false, 'i-00000000000000000')).toThrow(
      'Instance Id not found - No managed instance found for instance ID: i-00000000000000000',
    );
    expect(() => terminate(true)).toThrow('Currently, desiredSize equals minSize (1).');
    expect(masters.lifecycles()).toEqual(['InService']);
    expect(newest(masters)).toEqual([]);
    terminate(false);
    expect(() => terminate(false)).toThrow(
      expect.objectContaining({ name: 'ScalingActivityInProgressFault', code: 'ScalingActivityInProgress' }),
    );
    masters.pass(600);
    expect(() => terminate(false)).toThrow('No managed instance found');
  });

  it('G3 shrinks where it may', () => {
    const masters = shopMasters({ min: 0 });
    const InstanceId = masters.instance();
    masters.engine.autoScaling.terminateInstanceInAutoScalingGroup({
      InstanceId,
      ShouldDecrementDesiredCapacity: true,
    });
    expect(ending(masters)?.Cause).toContain(
      'in response to a user request, shrinking the capacity from 1 to 0.',
    );
    masters.pass(3600);
    expect(masters.lifecycles()).toEqual([]);
  });
});
