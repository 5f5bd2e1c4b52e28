import {
  DeregisterInstancesFromLoadBalancerCommand,
  DescribeInstanceHealthCommand,
  ElasticLoadBalancingClient,
  RegisterInstancesWithLoadBalancerCommand,
} from '@aws-sdk/client-elastic-load-balancing';
import {
  DeregisterTargetsCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { API_TCP, CLASSIC } from '../../unit/rehearsal/compute/shop-masters.ts';
import { type MastersAccount, mastersAccount, plain } from './masters-account.ts';
import { FUNCTION_CREDENTIALS } from './policies.ts';

describe('registrations over HTTP', () => {
  let masters: MastersAccount;
  beforeEach(async () => {
    masters = await mastersAccount();
  });
  afterEach(() => masters.account.stop());

  it('of target groups', async () => {
    const client = new ElasticLoadBalancingV2Client(masters.account.client(FUNCTION_CREDENTIALS));
    const group = { TargetGroupArn: API_TCP };
    const Targets = [{ Id: masters.instance() }];
    const health = new DescribeTargetHealthCommand(group);
    const described = plain(await client.send(health));
    expect(described).toEqual(masters.engine.targets.describeTargetHealth(group));
    expect(described).toMatchObject({
      TargetHealthDescriptions: [{}, {}, { TargetHealth: { State: 'healthy' } }],
    });

    await client.send(new DeregisterTargetsCommand({ ...group, Targets }));
    const one = new DescribeTargetHealthCommand({ ...group, Targets });
    expect(plain(await client.send(one))).toMatchObject({
      TargetHealthDescriptions: [
        { TargetHealth: { State: 'draining', Reason: 'Target.DeregistrationInProgress' } },
      ],
    });
    masters.pass(30);
    expect(plain(await client.send(one))).toMatchObject({
      TargetHealthDescriptions: [{ TargetHealth: { State: 'unused', Reason: 'Target.NotRegistered' } }],
    });
    await client.send(new RegisterTargetsCommand({ ...group, Targets }));
    expect(plain(await client.send(one))).toMatchObject({
      TargetHealthDescriptions: [{ TargetHealth: { State: 'initial' } }],
    });
    expect(plain(await client.send(new DescribeTargetGroupsCommand({})))).toEqual(
      masters.engine.targets.describeTargetGroups(),
    );
    expect(plain(await client.send(new DescribeTargetGroupAttributesCommand(group)))).toEqual({
      Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '30' }],
    });
    const unknown = client.send(new DescribeTargetHealthCommand({ TargetGroupArn: `${API_TCP}0` }));
    await expect(unknown).rejects.toMatchObject({ name: 'TargetGroupNotFoundException' });
    client.destroy();
  });

  it('of classic load balancers', async () => {
    const client = new ElasticLoadBalancingClient(masters.account.client(FUNCTION_CREDENTIALS));
    const api = { LoadBalancerName: CLASSIC };
    const one = { ...api, Instances: [{ InstanceId: masters.instance() }] };
    expect(plain(await client.send(new DescribeInstanceHealthCommand(api)))).toEqual(
      masters.engine.targets.describeInstanceHealth(api),
    );
    const left = await client.send(new DeregisterInstancesFromLoadBalancerCommand(one));
    expect(left.Instances).toHaveLength(2);
    masters.pass(60);
    const health = new DescribeInstanceHealthCommand(one);
    expect(plain(await client.send(health))).toMatchObject({
      InstanceStates: [{ State: 'OutOfService', ReasonCode: 'Instance' }],
    });
    await client.send(new RegisterInstancesWithLoadBalancerCommand(one));
    masters.pass(20);
    expect(plain(await client.send(health))).toMatchObject({ InstanceStates: [{ State: 'InService' }] });
    const unknown = client.send(new DescribeInstanceHealthCommand({ LoadBalancerName: 'none' }));
    await expect(unknown).rejects.toMatchObject({ name: 'AccessPointNotFoundException' });
    client.destroy();
  });
});
