import { ElasticLoadBalancingClient } from '@aws-sdk/client-elastic-load-balancing';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ElbTargets } from '../../../../lambdas/masters/adapters/targets.ts';
import { QueryServer } from '../../../support/query-server.ts';
import { type Operation, Refusal, type ScriptedServer } from '../../../support/scripted-server.ts';

const PLACES = { targetGroupArns: ['arn:tcp', 'arn:tls'], loadBalancers: ['api-k8s'] };

describe('Targets', () => {
  let server: ScriptedServer | undefined;
  afterEach(() => server?.stop());

  async function scripted(operations: Readonly<Record<string, Operation>>) {
    server = await QueryServer.start(operations);
    return new ElbTargets(
      new ElasticLoadBalancingV2Client(server.client),
      new ElasticLoadBalancingClient(server.client),
    );
  }
  const refusing = (code: string, status = 400): Operation => {
    return () => {
      throw new Refusal(code, 'no', status);
    };
  };
  const calls = () => server?.calls.map(({ operation, input }) => [operation, input]);

  const targets = (...healths: readonly (readonly [id: string, State: string, Reason?: string])[]) => ({
    TargetHealthDescriptions: healths.map(([Id, State, Reason]) => ({
      Target: { Id, Port: 443 },
      TargetHealth: { State, Reason, ...(Reason && { Description: 'in words' }) },
    })),
  });
  const noPlaces = { targetGroupArns: [], loadBalancers: [] };

  it('are described for each place, in the order of the question', async () => {
    const elb = await scripted({
      DescribeTargetHealth: ({ TargetGroupArn }) =>
        TargetGroupArn === 'arn:tcp'
          ? targets(['i-2', 'unhealthy', 'Target.FailedHealthChecks'], ['i-1', 'healthy'])
          : targets(['i-1', 'draining', 'Target.DeregistrationInProgress']),
      DescribeInstanceHealth: () => ({
        InstanceStates: [{ InstanceId: 'i-1', State: 'InService', ReasonCode: 'N/A', Description: 'N/A' }],
      }),
    });
    expect(await elb.health(PLACES, 'i-1')).toEqual([
      { place: 'arn:tcp', state: 'healthy', reason: '' },
      { place: 'arn:tls', state: 'draining', reason: 'Target.DeregistrationInProgress: in words' },
      { place: 'api-k8s', state: 'healthy', reason: '' },
    ]);
    expect(calls()).toEqual([
      ['DescribeTargetHealth', { TargetGroupArn: 'arn:tcp' }],
      ['DescribeTargetHealth', { TargetGroupArn: 'arn:tls' }],
      ['DescribeInstanceHealth', { LoadBalancerName: 'api-k8s', Instances: [{ InstanceId: 'i-1' }] }],
    ]);
  });

  it('that are registered on several ports are described for each', async () => {
    const elb = await scripted({
      DescribeTargetHealth: () =>
        targets(['i-1', 'healthy'], ['i-1', 'initial', 'Elb.RegistrationInProgress']),
    });
    const health = await elb.health({ ...noPlaces, targetGroupArns: ['arn:tcp'] }, 'i-1');
    expect(health.map(({ state }) => state)).toEqual(['healthy', 'initial']);
  });

  it.each([
    ['no targets', () => ({})],
    ['other targets alone', () => targets(['i-2', 'healthy'])],
    ['no such group', refusing('TargetGroupNotFound')],
  ])('are unused where a target group has %s', async (_what, DescribeTargetHealth) => {
    const elb = await scripted({ DescribeTargetHealth });
    expect(await elb.health({ ...noPlaces, targetGroupArns: ['arn:tcp'] }, 'i-1')).toEqual([
      {
        place: 'arn:tcp',
        state: 'unused',
        reason: expect.stringMatching(/^not registered|no such target group/),
      },
    ]);
  });

  const classic = (State: string, Description: string) => () => ({
    InstanceStates: [{ InstanceId: 'i-1', State, ReasonCode: 'Instance', Description }],
  });

  it.each([
    ['OutOfService', 'Instance has failed at least the UnhealthyThreshold number of checks', 'unhealthy'],
    ['Unknown', 'A transient error occurred', 'unhealthy'],
    ['InService', 'Instance deregistration currently in progress.', 'draining'],
    ['OutOfService', 'Instance is not currently registered with the LoadBalancer.', 'unused'],
  ])('of a classic load balancer, %s (%s), are %s', async (State, Description, state) => {
    const elb = await scripted({ DescribeInstanceHealth: classic(State, Description) });
    expect(await elb.health({ ...noPlaces, loadBalancers: ['api-k8s'] }, 'i-1')).toEqual([
      { place: 'api-k8s', state, reason: `Instance: ${Description}` },
    ]);
  });

  it.each([
    ['no such load balancer', refusing('LoadBalancerNotFound')],
    ['no such instance', refusing('InvalidInstance')],
    ['nothing to say', () => ({})],
  ])('of a classic load balancer are unused where there is %s', async (_what, DescribeInstanceHealth) => {
    const elb = await scripted({ DescribeInstanceHealth });
    const health = await elb.health({ ...noPlaces, loadBalancers: ['api-k8s'] }, 'i-1');
    expect(health).toMatchObject([{ place: 'api-k8s', state: 'unused' }]);
  });

  it('are taken out of every place, and put back', async () => {
    const done = () => ({});
    const elb = await scripted({
      DeregisterTargets: done,
      DeregisterInstancesFromLoadBalancer: done,
      RegisterTargets: done,
      RegisterInstancesWithLoadBalancer: done,
    });
    await elb.deregister(PLACES, 'i-1');
    await elb.register(PLACES, 'i-1');
    const group = (TargetGroupArn: string) => ({ TargetGroupArn, Targets: [{ Id: 'i-1' }] });
    const balancer = { LoadBalancerName: 'api-k8s', Instances: [{ InstanceId: 'i-1' }] };
    expect(calls()).toEqual([
      ['DeregisterTargets', group('arn:tcp')],
      ['DeregisterTargets', group('arn:tls')],
      ['DeregisterInstancesFromLoadBalancer', balancer],
      ['RegisterTargets', group('arn:tcp')],
      ['RegisterTargets', group('arn:tls')],
      ['RegisterInstancesWithLoadBalancer', balancer],
    ]);
  });

  it.each([
    ['TargetGroupNotFound', 'LoadBalancerNotFound'],
    ['InvalidTarget', 'InvalidInstance'],
  ])(
    'need not be taken out where they are not (%s, %s), and others are all the same',
    async (group, balancer) => {
      const elb = await scripted({
        DeregisterTargets: refusing(group),
        DeregisterInstancesFromLoadBalancer: refusing(balancer),
      });
      await expect(elb.deregister(PLACES, 'i-1')).resolves.toBeUndefined();
      expect(server?.calls).toHaveLength(3);
    },
  );

  it.each([
    ['AccessDenied', 403, 'AccessDenied'],
    ['Throttling', 400, 'TransientFailure'],
    ['HealthUnavailable', 500, 'TransientFailure'],
  ])('are an error if they cannot be read: %s', async (code, status, name) => {
    const refused = refusing(code, status);
    const elb = await scripted({
      DescribeTargetHealth: refused,
      DescribeInstanceHealth: refused,
      DeregisterTargets: refused,
      DeregisterInstancesFromLoadBalancer: refused,
      RegisterTargets: refused,
      RegisterInstancesWithLoadBalancer: refused,
    });
    for (const places of [
      { ...noPlaces, targetGroupArns: ['arn:tcp'] },
      { ...noPlaces, loadBalancers: ['api-k8s'] },
    ]) {
      await expect(elb.health(places, 'i-1')).rejects.toMatchObject({ name });
      await expect(elb.deregister(places, 'i-1')).rejects.toMatchObject({ name });
      await expect(elb.register(places, 'i-1')).rejects.toMatchObject({ name });
    }
  });

  it('are put back into all other places if one is gone, which is reported', async () => {
    const elb = await scripted({
      RegisterTargets: (input) =>
        input.TargetGroupArn === 'arn:tcp' ? refusing('TargetGroupNotFound')(input) : {},
      RegisterInstancesWithLoadBalancer: () => ({}),
    });
    await expect(elb.register(PLACES, 'i-1')).rejects.toMatchObject({ name: 'TargetGroupNotFoundException' });
    expect(calls()).toMatchObject([
      ['RegisterTargets', { TargetGroupArn: 'arn:tcp' }],
      ['RegisterTargets', { TargetGroupArn: 'arn:tls' }],
      ['RegisterInstancesWithLoadBalancer', { LoadBalancerName: 'api-k8s' }],
    ]);
  });

  it('cannot be put back where there is nothing to put them into', async () => {
    const elb = await scripted({
      RegisterTargets: refusing('TargetGroupNotFound'),
      RegisterInstancesWithLoadBalancer: refusing('LoadBalancerNotFound'),
    });
    await expect(elb.register(PLACES, 'i-1')).rejects.toMatchObject({ name: 'TargetGroupNotFoundException' });
    await expect(elb.register({ ...noPlaces, loadBalancers: ['api-k8s'] }, 'i-1')).rejects.toMatchObject({
      name: 'AccessPointNotFoundException',
    });
  });
});
