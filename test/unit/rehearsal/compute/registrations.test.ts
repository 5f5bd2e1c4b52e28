import { tagList } from '../../../../rehearsal/compute/tags.ts';
import {
  API_TCP,
  CLASSIC,
  GROUP_A,
  GROUP_B,
  groupIn,
  type Masters,
  OWNED,
  shopMasters,
} from './shop-masters.ts';

const NOBODY = 'i-00000000000000000';
const health = ({ engine }: Masters, instance: string) =>
  engine.targets.describeTargetHealth({ TargetGroupArn: API_TCP, Targets: [{ Id: instance }] })
    .TargetHealthDescriptions[0]?.TargetHealth;
const register = ({ engine }: Masters, ...instances: readonly string[]) =>
  engine.targets.registerTargets({ TargetGroupArn: API_TCP, Targets: instances.map((Id) => ({ Id })) });
const deregister = ({ engine }: Masters, instance: string) =>
  engine.targets.deregisterTargets({ TargetGroupArn: API_TCP, Targets: [{ Id: instance }] });

describe('target groups', () => {
  it('P1 takes as many checks as the threshold says, both ways', () => {
    const masters = shopMasters();
    const target = masters.instance();
    expect(health(masters, target)).toEqual({ State: 'healthy' });
    masters.engine.scenario.answerHealthChecks(target, false);
    masters.pass(29);
    expect(health(masters, target)?.State).toBe('healthy');
    masters.pass(1);
    expect(health(masters, target)).toMatchObject({
      State: 'unhealthy',
      Reason: 'Target.FailedHealthChecks',
    });
    masters.engine.scenario.answerHealthChecks(target, undefined);
    masters.pass(29);
    expect(health(masters, target)?.State).toBe('unhealthy');
    masters.pass(1);
    expect(health(masters, target)?.State).toBe('healthy');
  });

  it('P1 stays as it is when a check succeeds in between', () => {
    const masters = shopMasters();
    const target = masters.instance();
    for (let n = 0; n < 3; n++) {
      masters.engine.scenario.answerHealthChecks(target, false);
      masters.pass(29);
      masters.engine.scenario.answerHealthChecks(target, true);
      masters.pass(1);
      expect(health(masters, target)?.State).toBe('healthy');
    }
  });

  it('P1 counts a master as answering when it serves', () => {
    const masters = shopMasters();
    masters.engine.scenario.terminateByUser(masters.instance());
    masters.pass(86);
    const replacement = masters.instance();
    expect(health(masters, replacement)).toMatchObject({
      State: 'initial',
      Reason: 'Elb.InitialHealthChecking',
    });
    // Registered at 86 s and attached at 120 s, it serves at 135 s.
    masters.pass(30);
    expect(health(masters, replacement)?.State).toBe('unhealthy');
    masters.pass(135 + 30 - 116);
    expect(health(masters, replacement)?.State).toBe('healthy');
  });

  it('P2 drains for the delay, and can begin anew', () => {
    const masters = shopMasters();
    const target = masters.instance();
    deregister(masters, target);
    deregister(masters, NOBODY);
    expect(health(masters, target)).toMatchObject({
      State: 'draining',
      Reason: 'Target.DeregistrationInProgress',
    });
    masters.pass(20);
    deregister(masters, target);
    masters.pass(10);
    expect(health(masters, target)).toMatchObject({ State: 'unused', Reason: 'Target.NotRegistered' });
    register(masters, target);
    expect(health(masters, target)?.State).toBe('initial');
    masters.pass(30);
    deregister(masters, target);
    masters.pass(10);
    register(masters, target);
    expect(health(masters, target)?.State).toBe('initial');
    masters.pass(30);
    expect(health(masters, target)?.State).toBe('healthy');
    register(masters, target);
    expect(health(masters, target)?.State).toBe('healthy');
  });

  it('P3 does not use what is stopped, and takes out what has terminated', () => {
    const masters = shopMasters();
    masters.engine.autoScaling.suspendProcesses({ AutoScalingGroupName: GROUP_A });
    const target = masters.instance();
    masters.engine.scenario.stopByUser(target);
    masters.pass(40);
    expect(health(masters, target)).toMatchObject({ State: 'unused', Reason: 'Target.InvalidState' });
    masters.engine.scenario.terminateByUser(target);
    masters.pass(40);
    expect(health(masters, target)).toMatchObject({ Reason: 'Target.NotRegistered' });
    masters.pass(3600);
    expect(() => health(masters, target)).toThrow(`The following target ids are not valid: '${target}'`);
    const all = masters.engine.targets.describeTargetHealth({ TargetGroupArn: API_TCP });
    expect(all.TargetHealthDescriptions.map(({ Target }) => Target)).toEqual([
      { Id: masters.instance(GROUP_B), Port: 443 },
      { Id: masters.instance(groupIn('c')), Port: 443 },
    ]);
  });

  it('P4 registers all or none', () => {
    const masters = shopMasters();
    const target = masters.instance();
    deregister(masters, target);
    masters.pass(30);
    expect(() => register(masters, target, NOBODY)).toThrow(
      expect.objectContaining({ name: 'InvalidTargetException', code: 'InvalidTarget' }),
    );
    const stopped = masters.instance(GROUP_B);
    masters.engine.scenario.stopByUser(stopped);
    expect(() => register(masters, target, stopped)).toThrow(
      `The following targets are not in a running state and cannot be registered: '${stopped}'`,
    );
    expect(health(masters, target)?.State).toBe('unused');
    expect(() => register(masters)).toThrow('At least one target must be specified');
  });

  it('P5 knows one port and one kind', () => {
    const masters = shopMasters();
    const { targets } = masters.engine;
    const Targets = [{ Id: masters.instance(), Port: 8443 }];
    const [other] = targets.describeTargetHealth({
      TargetGroupArn: API_TCP,
      Targets,
    }).TargetHealthDescriptions;
    expect(other?.TargetHealth.State).toBe('unused');
    expect(() => targets.registerTargets({ TargetGroupArn: API_TCP, Targets })).toThrow('port 443 only');
    expect(targets.describeTargetGroups({ Names: ['tcp-k8s-shop'] }).TargetGroups).toMatchObject([
      { TargetGroupArn: API_TCP, Protocol: 'TCP', Port: 443, HealthyThresholdCount: 3 },
    ]);
    expect(() => targets.describeTargetGroups({ TargetGroupArns: [`${API_TCP}0`] })).toThrow(
      'One or more target groups not found',
    );
  });

  it('P6 describes its tags', () => {
    const { targets } = shopMasters().engine;
    expect(targets.describeTags({ ResourceArns: [API_TCP] }).TagDescriptions).toEqual([
      { ResourceArn: API_TCP, Tags: tagList(OWNED) },
    ]);
    expect(() => targets.describeTags({ ResourceArns: [API_TCP, `${API_TCP}0`] })).toThrow(
      'One or more target groups not found',
    );
  });
});

describe('classic load balancers', () => {
  const api = { LoadBalancerName: CLASSIC };
  const classic = () => shopMasters({ targetGroupArns: [], loadBalancers: [CLASSIC] });
  const one = (masters: Masters) => ({ ...api, Instances: [{ InstanceId: masters.instance() }] });
  const state = (masters: Masters) =>
    masters.engine.targets.describeInstanceHealth(one(masters)).InstanceStates[0];

  it('C1 drains and comes back', () => {
    const masters = classic();
    const { targets } = masters.engine;
    expect(state(masters)).toMatchObject({ State: 'InService', ReasonCode: 'N/A', Description: 'N/A' });
    expect(targets.deregisterInstancesFromLoadBalancer(one(masters)).Instances).toHaveLength(2);
    expect(state(masters)).toMatchObject({
      State: 'InService',
      Description: 'Instance deregistration currently in progress.',
    });
    masters.pass(60);
    expect(state(masters)).toMatchObject({
      State: 'OutOfService',
      ReasonCode: 'Instance',
      Description: 'Instance is not currently registered with the LoadBalancer.',
    });
    expect(targets.registerInstancesWithLoadBalancer(one(masters)).Instances).toHaveLength(3);
    expect(state(masters)).toMatchObject({ State: 'OutOfService', ReasonCode: 'ELB' });
    masters.pass(20);
    expect(state(masters)?.State).toBe('InService');
    masters.engine.scenario.answerHealthChecks(masters.instance(), false);
    masters.pass(20);
    expect(state(masters)).toMatchObject({ State: 'OutOfService', ReasonCode: 'Instance' });
  });

  it('C1 says when the instance is stopped', () => {
    const masters = classic();
    masters.engine.scenario.stopByUser(masters.instance());
    expect(state(masters)).toMatchObject({
      State: 'OutOfService',
      Description: 'Instance is in stopping state.',
    });
  });

  it('C1 is left by who terminates, and joined by who comes', () => {
    const masters = classic();
    masters.engine.scenario.terminateInGroup(masters.instance());
    const listed = () =>
      masters.engine.targets.describeInstanceHealth(api).InstanceStates.map(({ InstanceId }) => InstanceId);
    masters.pass(59);
    expect(listed()).toContain(masters.instance());
    masters.pass(600);
    expect(listed()).toHaveLength(3);
    expect(listed()).toContain(masters.instance());
  });

  it('C2 refuses what is not there', () => {
    const masters = classic();
    const { targets } = masters.engine;
    const Instances = [{ InstanceId: NOBODY }];
    expect(() => targets.deregisterInstancesFromLoadBalancer({ ...api, Instances })).toThrow(
      expect.objectContaining({ name: 'InvalidEndPointException', code: 'InvalidInstance' }),
    );
    expect(() => targets.registerInstancesWithLoadBalancer(api)).toThrow('Instances must not be empty');
    expect(() => targets.describeInstanceHealth({ LoadBalancerName: 'none' })).toThrow(
      "There is no ACTIVE Load Balancer named 'none'",
    );
  });

  it('C3 describes its tags', () => {
    const { targets } = classic().engine;
    expect(targets.describeClassicTags({ LoadBalancerNames: [CLASSIC] }).TagDescriptions).toEqual([
      { LoadBalancerName: CLASSIC, Tags: tagList(OWNED) },
    ]);
    expect(() => targets.describeClassicTags({ LoadBalancerNames: ['none'] })).toThrow(
      "There is no ACTIVE Load Balancer named 'none'",
    );
  });
});
