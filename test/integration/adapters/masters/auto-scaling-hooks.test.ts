import { ACTION, GROUP, HOOK, refusing, scripted } from './scripted-auto-scaling.ts';

describe('Auto Scaling', () => {
  it('gives the hooks of a group, whoever put them there', async () => {
    const { autoScaling } = await scripted({
      DescribeLifecycleHooks: () => ({
        LifecycleHooks: [
          {
            LifecycleHookName: HOOK,
            LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
            HeartbeatTimeout: 900,
            DefaultResult: 'CONTINUE',
            NotificationMetadata: '{"whose": "a & b"}',
          },
          {
            LifecycleHookName: 'kops-warmpool',
            LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
            HeartbeatTimeout: 600,
            DefaultResult: 'ABANDON',
          },
          {
            LifecycleHookName: 'of-a-kind-to-come',
            LifecycleTransition: 'autoscaling:EC2_INSTANCE_REBOOTING',
            HeartbeatTimeout: 600,
            DefaultResult: 'ABANDON',
          },
        ],
      }),
    });
    expect(await autoScaling.hooks(GROUP)).toEqual([
      {
        name: HOOK,
        transition: 'autoscaling:EC2_INSTANCE_TERMINATING',
        heartbeatSeconds: 900,
        defaultResult: 'CONTINUE',
        metadata: '{"whose": "a & b"}',
      },
      {
        name: 'kops-warmpool',
        transition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
        heartbeatSeconds: 600,
        defaultResult: 'ABANDON',
        metadata: '',
      },
    ]);
  });

  it('puts a hook as it should be', async () => {
    const { autoScaling, calls } = await scripted({ PutLifecycleHook: () => ({}) });
    await autoScaling.putHook(GROUP, {
      name: HOOK,
      transition: 'autoscaling:EC2_INSTANCE_TERMINATING',
      heartbeatSeconds: 900,
      defaultResult: 'CONTINUE',
      metadata: '{"whose": "ours"}',
    });
    expect(calls[0]?.input).toEqual({
      AutoScalingGroupName: GROUP,
      LifecycleHookName: HOOK,
      LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
      HeartbeatTimeout: '900',
      DefaultResult: 'CONTINUE',
      NotificationMetadata: '{"whose": "ours"}',
    });
  });

  it.each(["No Lifecycle Hook found with name 'shop-masters-terminating'", 'in words to come'])(
    'deletes a hook that is not there without complaint: %s',
    async (message) => {
      const { autoScaling, calls } = await scripted({
        DeleteLifecycleHook: refusing('ValidationError', message),
        DescribeLifecycleHooks: () => ({}),
      });
      await expect(autoScaling.deleteHook(GROUP, HOOK)).resolves.toBeUndefined();
      expect(calls[0]?.input).toEqual({ AutoScalingGroupName: GROUP, LifecycleHookName: HOOK });
    },
  );

  it('deletes a hook of a group that is not there without complaint', async () => {
    const message = `AutoScalingGroup name not found - AutoScalingGroup ${GROUP} not found`;
    const { autoScaling } = await scripted({ DeleteLifecycleHook: refusing('ValidationError', message) });
    await expect(autoScaling.deleteHook(GROUP, HOOK)).resolves.toBeUndefined();
  });

  it('extends a wait and ends it, by token and instance', async () => {
    const { autoScaling, calls } = await scripted({
      RecordLifecycleActionHeartbeat: () => ({}),
      CompleteLifecycleAction: () => ({}),
    });
    expect(await autoScaling.recordHeartbeat(ACTION)).toBe('recorded');
    expect(await autoScaling.complete(ACTION)).toBe('completed');
    const { token: _lost, ...known } = ACTION;
    expect(await autoScaling.complete(known)).toBe('completed');
    const fields = { AutoScalingGroupName: GROUP, LifecycleHookName: HOOK, InstanceId: 'i-1' };
    expect(calls.map(({ input }) => input)).toEqual([
      { ...fields, LifecycleActionToken: 'token-1' },
      { ...fields, LifecycleActionToken: 'token-1', LifecycleActionResult: 'CONTINUE' },
      { ...fields, LifecycleActionResult: 'CONTINUE' },
    ]);
  });

  it.each([
    'No active Lifecycle Action found with token token-1',
    'No active Lifecycle Action found with instance ID i-1',
    "No Lifecycle Hook found with name 'shop-masters-terminating'",
    `AutoScalingGroup name not found - AutoScalingGroup ${GROUP} not found`,
  ])('has nothing that waits: %s', async (message) => {
    const { autoScaling } = await scripted({
      RecordLifecycleActionHeartbeat: refusing('ValidationError', message),
      CompleteLifecycleAction: refusing('ValidationError', message),
    });
    expect(await autoScaling.recordHeartbeat(ACTION)).toBe('no-action');
    expect(await autoScaling.complete(ACTION)).toBe('no-action');
  });
});
