import { GROUP_A, KOPS_HOOK, LAUNCHING, type Masters, shopMasters, TERMINATING } from './shop-masters.ts';

const HELD = { hooks: [TERMINATING], targetGroupArns: [] };

function complete(
  { engine }: Masters,
  LifecycleHookName: string,
  which: { readonly InstanceId?: string; readonly LifecycleActionToken?: string },
  LifecycleActionResult: 'CONTINUE' | 'ABANDON' = 'CONTINUE',
) {
  return engine.autoScaling.completeLifecycleAction({
    AutoScalingGroupName: GROUP_A,
    LifecycleHookName,
    LifecycleActionResult,
    ...which,
  });
}

/** A master that waits in its TERMINATING hooks, and the tokens of its actions by hook. */
function waiting(masters: Masters) {
  const victim = masters.instance();
  masters.engine.scenario.terminateInGroup(victim);
  const events = masters.pass(2).filter(({ source }) => source === 'aws.autoscaling');
  const tokens = new Map(
    events.map(({ detail }) => [String(detail.LifecycleHookName), String(detail.LifecycleActionToken)]),
  );
  return { victim, tokens, events };
}

const put = ({ engine }: Masters, hook: object) =>
  engine.autoScaling.putLifecycleHook({
    AutoScalingGroupName: GROUP_A,
    LifecycleHookName: 'new',
    LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
    ...hook,
  });
const hooks = ({ engine }: Masters) =>
  engine.autoScaling.describeLifecycleHooks({ AutoScalingGroupName: GROUP_A }).LifecycleHooks;

describe('lifecycle hooks', () => {
  it('H1 sends each its own token, in the words of the bus', () => {
    const masters = shopMasters({ hooks: [TERMINATING, KOPS_HOOK], targetGroupArns: [] });
    const { victim, tokens, events } = waiting(masters);
    expect(events).toHaveLength(2);
    expect(events[0]).toEqual({
      source: 'aws.autoscaling',
      detailType: 'EC2 Instance-terminate Lifecycle Action',
      resources: [masters.engine.resources.group(GROUP_A)?.arn],
      time: Date.UTC(2027, 0, 4, 8, 0, 1),
      detail: {
        LifecycleActionToken: expect.stringMatching(
          /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
        ),
        AutoScalingGroupName: GROUP_A,
        LifecycleHookName: TERMINATING.name,
        EC2InstanceId: victim,
        LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
        Origin: 'AutoScalingGroup',
        Destination: 'EC2',
      },
    });
    expect(new Set(tokens.values()).size).toBe(2);
  });

  it('H1 continues when all have completed', () => {
    const masters = shopMasters({ hooks: [TERMINATING, KOPS_HOOK], targetGroupArns: [] });
    const { victim } = waiting(masters);
    complete(masters, TERMINATING.name, { InstanceId: victim });
    masters.pass(100);
    expect(masters.lifecycles()[0]).toBe('Terminating:Wait');
    complete(masters, KOPS_HOOK.name, { InstanceId: victim });
    expect(masters.lifecycles()[0]).toBe('Terminating:Proceed');
  });

  it('H1 continues at one ABANDON, which ends the other waits', () => {
    const masters = shopMasters({ hooks: [TERMINATING, KOPS_HOOK], targetGroupArns: [] });
    const { victim } = waiting(masters);
    complete(masters, TERMINATING.name, { InstanceId: victim }, 'ABANDON');
    expect(masters.lifecycles()[0]).toBe('Terminating:Proceed');
    expect(() => complete(masters, KOPS_HOOK.name, { InstanceId: victim })).toThrow(
      'No active Lifecycle Action',
    );
  });

  it.each([
    ['Lifecycle Action Completed with ABANDON Result', 'CONTINUE'],
    ['Heartbeat Timeout', 'ABANDON'],
  ] as const)('H2 terminates what was launched in vain: %s', (how, defaultResult) => {
    const masters = shopMasters({
      hooks: [{ ...LAUNCHING, heartbeatSeconds: 30, defaultResult }],
      targetGroupArns: [],
    });
    masters.engine.scenario.terminateInGroup(masters.instance());
    const events = masters.pass(25);
    const replacement = masters.instance(GROUP_A, 1);
    if (defaultResult === 'CONTINUE')
      complete(masters, LAUNCHING.name, { InstanceId: replacement }, 'ABANDON');
    masters.pass(31);
    const token = events.find(({ source }) => source === 'aws.autoscaling')?.detail.LifecycleActionToken;
    const { Activities } = masters.engine.autoScaling.describeScalingActivities({
      AutoScalingGroupName: GROUP_A,
    });
    expect(
      Activities.find(({ Description }) =>
        Description.includes(`Launching a new EC2 instance: ${replacement}`),
      ),
    ).toMatchObject({
      StatusCode: 'Cancelled',
      StatusMessage: `Instance failed to complete user's Lifecycle Action: Lifecycle Action with token ${token} was abandoned: ${how}`,
    });
    const [found] = masters.engine.ec2.describeInstances({ InstanceIds: [replacement] }).Reservations;
    expect(found?.Instances[0]?.State.Name).toBe('shutting-down');
    masters.pass(90);
    expect(masters.lifecycles()).toHaveLength(1);
    expect(masters.instance()).not.toBe(replacement);
  });

  it('H3 applies the default when the time is over', () => {
    const masters = shopMasters(HELD);
    waiting(masters);
    masters.pass(298);
    expect(masters.lifecycles()[0]).toBe('Terminating:Wait');
    masters.pass(1);
    expect(masters.lifecycles()[0]).toBe('Terminating:Proceed');
  });

  it.each([
    [300, 30_000],
    [7200, 172_800],
  ])('H3 a heartbeat begins %i seconds anew, up to %i in all', (heartbeatSeconds, limit) => {
    const masters = shopMasters({ hooks: [{ ...TERMINATING, heartbeatSeconds }], targetGroupArns: [] });
    expect(hooks(masters)[0]).toMatchObject({ HeartbeatTimeout: heartbeatSeconds, GlobalTimeout: limit });
    const { victim } = waiting(masters);
    const beat = () =>
      masters.engine.autoScaling.recordLifecycleActionHeartbeat({
        AutoScalingGroupName: GROUP_A,
        LifecycleHookName: TERMINATING.name,
        InstanceId: victim,
      });
    while (masters.seconds() < limit - heartbeatSeconds / 2) {
      beat();
      masters.pass(heartbeatSeconds / 2);
      expect(masters.lifecycles()[0]).toBe('Terminating:Wait');
    }
    beat();
    masters.pass(limit + 1 - masters.seconds());
    expect(masters.lifecycles()[0]).toBe('Terminating:Proceed');
    expect(beat).toThrow('No active Lifecycle Action found');
  });

  it('H4 refuses what does not fit', () => {
    const masters = shopMasters({ hooks: [TERMINATING, LAUNCHING], targetGroupArns: [] });
    const { victim, tokens } = waiting(masters);
    const token = tokens.get(TERMINATING.name) ?? '';
    const other = '11111111-1111-4111-8111-111111111111';
    const refusals: readonly [string, { InstanceId?: string; LifecycleActionToken?: string }, string][] = [
      [
        TERMINATING.name,
        { LifecycleActionToken: other },
        `No active Lifecycle Action found with token ${other}`,
      ],
      [TERMINATING.name, { LifecycleActionToken: other, InstanceId: victim }, 'found with token'],
      [
        TERMINATING.name,
        { LifecycleActionToken: token, InstanceId: 'i-00000000000000000' },
        'found with token',
      ],
      [TERMINATING.name, { InstanceId: 'i-00000000000000000' }, 'found with instance ID i-00000000000000000'],
      [LAUNCHING.name, { LifecycleActionToken: token, InstanceId: victim }, 'found with token'],
      [TERMINATING.name, {}, 'Either the instance ID or the lifecycle action token is required'],
      ['gone', { InstanceId: victim }, 'No Lifecycle Hook found with name gone'],
    ];
    for (const [hook, which, words] of refusals) {
      expect(() => complete(masters, hook, which)).toThrow(words);
    }
    expect(masters.lifecycles()[0]).toBe('Terminating:Wait');
    complete(masters, TERMINATING.name, { LifecycleActionToken: token, InstanceId: victim });
    expect(() => complete(masters, TERMINATING.name, { LifecycleActionToken: token })).toThrow(
      expect.objectContaining({ name: 'ValidationError' }),
    );
  });

  it('H4 refuses an unknown group and an unknown result', () => {
    const masters = shopMasters(HELD);
    const { autoScaling } = masters.engine;
    const action = { LifecycleHookName: TERMINATING.name, InstanceId: masters.instance() };
    expect(() =>
      autoScaling.recordLifecycleActionHeartbeat({ AutoScalingGroupName: 'gone', ...action }),
    ).toThrow('AutoScalingGroup name not found');
    expect(() =>
      complete(masters, TERMINATING.name, { InstanceId: masters.instance() }, 'STOP' as 'ABANDON'),
    ).toThrow('must be CONTINUE or ABANDON, not STOP');
  });

  it('H5 keeps a hook within its limits', () => {
    const masters = shopMasters();
    put(masters, {});
    expect(hooks(masters)).toEqual([
      {
        LifecycleHookName: 'new',
        AutoScalingGroupName: GROUP_A,
        LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
        NotificationMetadata: undefined,
        HeartbeatTimeout: 3600,
        GlobalTimeout: 172_800,
        DefaultResult: 'ABANDON',
      },
    ]);
    put(masters, { LifecycleTransition: undefined, DefaultResult: 'CONTINUE' });
    expect(hooks(masters)).toMatchObject([{ HeartbeatTimeout: 3600, DefaultResult: 'CONTINUE' }]);
    for (const HeartbeatTimeout of [29, 7201]) {
      expect(() => put(masters, { HeartbeatTimeout })).toThrow('between 30 and 7200 seconds');
    }
    expect(() => put(masters, { LifecycleHookName: 'a b' })).toThrow("Value 'a b' at 'lifecycleHookName'");
    const bare = { LifecycleHookName: 'other', LifecycleTransition: undefined };
    expect(() => put(masters, bare)).toThrow('LifecycleTransition is required');
    for (let n = 1; n < 50; n++) put(masters, { LifecycleHookName: `hook-${n}` });
    expect(() => put(masters, { LifecycleHookName: 'hook-50' })).toThrow(
      expect.objectContaining({ name: 'LimitExceededFault' }),
    );
    put(masters, { LifecycleHookName: 'hook-49', HeartbeatTimeout: 30 });
    expect(hooks(masters)).toHaveLength(50);
  });

  it('H5 keeps the metadata of a hook, and sends it with its events', () => {
    const masters = shopMasters(HELD);
    const metadata = () => hooks(masters).map(({ NotificationMetadata }) => NotificationMetadata);
    put(masters, { LifecycleHookName: TERMINATING.name, NotificationMetadata: '{"of": "the shop"}' });
    put(masters, { LifecycleHookName: TERMINATING.name, HeartbeatTimeout: 60 });
    expect(metadata()).toEqual(['{"of": "the shop"}']);
    const { events } = waiting(masters);
    expect(events.map(({ detail }) => detail.NotificationMetadata)).toEqual(['{"of": "the shop"}']);
    const seeded = shopMasters({ ...HELD, hooks: [{ ...TERMINATING, metadata: 'from the beginning' }] });
    expect(hooks(seeded)).toMatchObject([{ NotificationMetadata: 'from the beginning' }]);
  });

  it.each([
    ['none', '', 'Member must have length greater than or equal to 1'],
    ['too much', 'm'.repeat(4001), 'Member must have length less than or equal to 4000'],
    [
      'a letter beyond ASCII',
      'Müller',
      'Member must satisfy regular expression pattern: [\\u0009\\u000A\\u000D\\u0020-\\u007e]+',
    ],
  ])('H5 refuses metadata that Auto Scaling would not keep: %s', (_what, NotificationMetadata, rule) => {
    const masters = shopMasters();
    expect(() => put(masters, { NotificationMetadata })).toThrow(
      `1 validation error detected: Value '${NotificationMetadata}' at 'notificationMetadata' failed to satisfy constraint: ${rule}`,
    );
    expect(hooks(masters)).toEqual([]);
    put(masters, { NotificationMetadata: 'm'.repeat(4000) });
    expect(hooks(masters)).toHaveLength(1);
  });

  it('H5 leaves actions under way as their hook was', () => {
    const masters = shopMasters(HELD);
    waiting(masters);
    put(masters, { LifecycleHookName: TERMINATING.name, HeartbeatTimeout: 7200 });
    masters.pass(299);
    expect(masters.lifecycles()[0]).toBe('Terminating:Proceed');
  });

  it('H6 releases what waited in a deleted hook', () => {
    const masters = shopMasters({ hooks: [TERMINATING, LAUNCHING], targetGroupArns: [] });
    const { autoScaling } = masters.engine;
    waiting(masters);
    masters.pass(23);
    expect(masters.lifecycles()).toEqual(['Terminating:Wait', 'Pending:Wait']);
    const remove = (LifecycleHookName: string) =>
      autoScaling.deleteLifecycleHook({ AutoScalingGroupName: GROUP_A, LifecycleHookName });
    remove(TERMINATING.name);
    expect(masters.lifecycles()).toEqual(['Terminating:Proceed', 'Pending:Wait']);
    remove(LAUNCHING.name);
    expect(masters.lifecycles()).toEqual(['Terminating:Proceed', 'Terminating']);
    expect(() => remove(LAUNCHING.name)).toThrow(`Lifecycle hook ${LAUNCHING.name} not found`);
  });

  it('H7 lets somebody else complete his own hook, or any', () => {
    const both = { hooks: [TERMINATING, KOPS_HOOK], targetGroupArns: [] };
    const his = shopMasters(both, { foreignCompletion: { after: [20, 20] } });
    const { victim } = waiting(his);
    his.pass(20);
    expect(() => complete(his, KOPS_HOOK.name, { InstanceId: victim })).toThrow('No active Lifecycle Action');
    expect(his.lifecycles()[0]).toBe('Terminating:Wait');
    const any = shopMasters(both, { foreignCompletion: { hooks: () => true, after: [20, 20] } });
    waiting(any);
    any.pass(20);
    expect(any.lifecycles()[0]).toBe('Terminating:Proceed');
  });
});
