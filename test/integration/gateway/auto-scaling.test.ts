import {
  AutoScalingClient,
  CompleteLifecycleActionCommand,
  DeleteAutoScalingGroupCommand,
  DeleteLifecycleHookCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeAutoScalingInstancesCommand,
  DescribeLifecycleHooksCommand,
  DescribeScalingActivitiesCommand,
  PutLifecycleHookCommand,
  paginateDescribeAutoScalingGroups,
  RecordLifecycleActionHeartbeatCommand,
  ResumeProcessesCommand,
  SetDesiredCapacityCommand,
  SuspendProcessesCommand,
  TerminateInstanceInAutoScalingGroupCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  CLUSTER,
  GROUP_A,
  GROUP_B,
  GROUP_C,
  TERMINATING,
} from '../../unit/rehearsal/compute/shop-masters.ts';
import { type MastersAccount, mastersAccount, plain } from './masters-account.ts';
import { FUNCTION_CREDENTIALS } from './policies.ts';

describe('Auto Scaling over HTTP', () => {
  let masters: MastersAccount;
  let client: AutoScalingClient;
  beforeEach(async () => {
    masters = await mastersAccount();
    client = new AutoScalingClient(masters.account.client(FUNCTION_CREDENTIALS));
  });
  afterEach(async () => {
    client.destroy();
    await masters.account.stop();
  });
  const api = () => masters.engine.autoScaling;

  it('describes groups as the engine knows them', async () => {
    await client.send(
      new SuspendProcessesCommand({ AutoScalingGroupName: GROUP_B, ScalingProcesses: ['Launch'] }),
    );
    const asked = {
      AutoScalingGroupNames: [GROUP_A, GROUP_B, 'gone'],
      Filters: [{ Name: 'tag:KubernetesCluster', Values: [CLUSTER] }],
      MaxRecords: 100,
    };
    const described = plain(await client.send(new DescribeAutoScalingGroupsCommand(asked)));
    expect(described).toEqual(api().describeAutoScalingGroups(asked));
    expect(described).toMatchObject({
      AutoScalingGroups: [
        { AutoScalingGroupName: GROUP_A, SuspendedProcesses: [] },
        {
          AutoScalingGroupName: GROUP_B,
          SuspendedProcesses: [{ SuspensionReason: 'User suspended at 2027-01-04T08:00:00Z' }],
        },
      ],
    });
  });

  it('pages', async () => {
    const names: (string | undefined)[] = [];
    for await (const page of paginateDescribeAutoScalingGroups({ client, pageSize: 2 }, {})) {
      names.push(...(page.AutoScalingGroups ?? []).map(({ AutoScalingGroupName }) => AutoScalingGroupName));
    }
    expect(names).toEqual([GROUP_A, GROUP_B, GROUP_C]);
  });

  it('takes a master through its hook', async () => {
    const InstanceId = masters.instance();
    const { Activity } = await client.send(
      new TerminateInstanceInAutoScalingGroupCommand({ InstanceId, ShouldDecrementDesiredCapacity: false }),
    );
    expect(Activity).toMatchObject({
      StatusCode: 'WaitingForELBConnectionDraining',
      Description: `Terminating EC2 instance: ${InstanceId}`,
    });
    masters.pass(100);
    const instances = new DescribeAutoScalingInstancesCommand({ InstanceIds: [InstanceId] });
    expect(plain(await client.send(instances))).toMatchObject({
      AutoScalingInstances: [{ AutoScalingGroupName: GROUP_A, LifecycleState: 'Terminating:Wait' }],
    });
    const action = {
      AutoScalingGroupName: GROUP_A,
      LifecycleHookName: TERMINATING.name,
      InstanceId,
    };
    await client.send(new RecordLifecycleActionHeartbeatCommand(action));
    const complete = new CompleteLifecycleActionCommand({ ...action, LifecycleActionResult: 'CONTINUE' });
    await client.send(complete);
    await expect(client.send(complete)).rejects.toMatchObject({
      name: 'ValidationError',
      message: `No active Lifecycle Action found with instance ID ${InstanceId}`,
    });
    const asked = { AutoScalingGroupName: GROUP_A };
    const activities = plain(await client.send(new DescribeScalingActivitiesCommand(asked)));
    expect(activities).toEqual(api().describeScalingActivities(asked));
    expect(activities).toMatchObject({ Activities: [{ StartTime: new Date('2027-01-04T08:00:05Z') }, {}] });
  });

  it('puts and deletes hooks', async () => {
    const hook = { AutoScalingGroupName: GROUP_A, LifecycleHookName: 'kops-warmpool' };
    await client.send(
      new PutLifecycleHookCommand({
        ...hook,
        LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
        HeartbeatTimeout: 120,
        DefaultResult: 'CONTINUE',
        NotificationMetadata: 'a & b',
      }),
    );
    const describe = new DescribeLifecycleHooksCommand({
      AutoScalingGroupName: GROUP_A,
      LifecycleHookNames: ['kops-warmpool'],
    });
    expect(plain(await client.send(describe))).toEqual({
      LifecycleHooks: [
        {
          ...hook,
          LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
          HeartbeatTimeout: 120,
          GlobalTimeout: 12_000,
          DefaultResult: 'CONTINUE',
          NotificationMetadata: 'a & b',
        },
      ],
    });
    await client.send(new DeleteLifecycleHookCommand(hook));
    expect(plain(await client.send(describe))).toEqual({ LifecycleHooks: [] });
  });

  it('changes capacities and processes, and deletes', async () => {
    const group = { AutoScalingGroupName: GROUP_A };
    await client.send(new UpdateAutoScalingGroupCommand({ ...group, MinSize: 0, DesiredCapacity: 0 }));
    await expect(
      client.send(new SetDesiredCapacityCommand({ ...group, DesiredCapacity: 2 })),
    ).rejects.toThrow('New SetDesiredCapacity value 2 is above max value 1 for the AutoScalingGroup.');
    await client.send(new SuspendProcessesCommand(group));
    await client.send(new ResumeProcessesCommand({ ...group, ScalingProcesses: ['Launch', 'Terminate'] }));
    const [shown] = api().describeAutoScalingGroups({ AutoScalingGroupNames: [GROUP_A] }).AutoScalingGroups;
    expect(shown).toMatchObject({ MinSize: 0, DesiredCapacity: 0 });
    expect(shown?.SuspendedProcesses).toHaveLength(7);
    await expect(client.send(new DeleteAutoScalingGroupCommand(group))).rejects.toMatchObject({
      name: 'ResourceInUseFault',
    });
    await client.send(new DeleteAutoScalingGroupCommand({ ...group, ForceDelete: true }));
    masters.pass(100);
    expect(api().describeAutoScalingGroups().AutoScalingGroups).toHaveLength(2);
  });

  it('is judged on the group with its tags', async () => {
    const { policies } = masters.account;
    policies.allows = ({ context }) => context['aws:ResourceTag/KubernetesCluster']?.[0] === CLUSTER;
    const ours = new SetDesiredCapacityCommand({ AutoScalingGroupName: GROUP_A, DesiredCapacity: 1 });
    await client.send(ours);
    expect(policies.asked.at(-1)?.resource).toBe(masters.engine.resources.group(GROUP_A)?.arn);
    const gone = client.send(
      new SetDesiredCapacityCommand({ AutoScalingGroupName: 'gone', DesiredCapacity: 1 }),
    );
    await expect(gone).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('refuses what it does not understand', async () => {
    const strange = client.send(new DescribeAutoScalingGroupsCommand({ IncludeInstances: false }));
    await expect(strange).rejects.toMatchObject({
      name: 'NotImplemented',
      message:
        "The rehearsal's DescribeAutoScalingGroups does not understand the parameter IncludeInstances.",
    });
    const wrong = new PutLifecycleHookCommand({
      AutoScalingGroupName: GROUP_A,
      LifecycleHookName: 'x',
      LifecycleTransition: 'sideways',
    });
    await expect(client.send(wrong)).rejects.toThrow('Member must satisfy enum value set');
  });
});
