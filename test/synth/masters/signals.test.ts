import { matches } from '../support/event-pattern.ts';
import { shopMastersTemplate } from '../support/shop-templates.ts';
import { LAUNCH_ACTION, SPOT_WARNING, STATE_CHANGE, TERMINATE_ACTION } from './support/instance-events.ts';

const template = shopMastersTemplate();
const arnOf = (state: string): string =>
  `arn:aws:lambda:us-west-1:111122223333:function:shop-masters-${state}`;

interface Target {
  readonly Arn: string;
  readonly DeadLetterConfig?: { readonly Arn: string };
  readonly RetryPolicy?: {
    readonly MaximumEventAgeInSeconds?: number;
    readonly MaximumRetryAttempts?: number;
  };
}

const rules = template.resources('AWS::Events::Rule').map(({ Properties }) => ({
  pattern: Properties.EventPattern,
  schedule: Properties.ScheduleExpression,
  state: Properties.State,
  targets: Properties.Targets as unknown as readonly Target[],
}));
const takers = (event: unknown): string[] =>
  rules
    .filter(({ pattern, state }) => pattern !== undefined && state === 'ENABLED' && matches(pattern, event))
    .flatMap(({ targets }) => targets.map(({ Arn }) => Arn));
const ofHook = (event: typeof TERMINATE_ACTION, LifecycleHookName: string): unknown => ({
  ...event,
  detail: { ...event.detail, LifecycleHookName },
});
const inState = (state: string): unknown => ({ ...STATE_CHANGE, detail: { ...STATE_CHANGE.detail, state } });

describe('TakeSignal is called, once', () => {
  it.each<readonly [string, unknown]>([
    ['a master that terminates', TERMINATE_ACTION],
    ['a master that is launched', LAUNCH_ACTION],
    ['a Spot warning', SPOT_WARNING],
    ...['shutting-down', 'stopping', 'stopped', 'terminated'].map(
      (state) => [state, inState(state)] as const,
    ),
  ])('of %s', (_what, event) => {
    expect(takers(event)).toEqual([arnOf('TakeSignal')]);
  });
});

describe('nobody is called', () => {
  it.each<readonly [string, unknown]>([
    ['of kops’ own hook', ofHook(TERMINATE_ACTION, 'control-plane-us-west-1a-NTHLifecycleHook')],
    ['of a hook of another stack', ofHook(TERMINATE_ACTION, 'shop-masters-terminating-2')],
    ...['pending', 'running'].map((state) => [`of an instance that is ${state}`, inState(state)] as const),
    ['of another account', { ...TERMINATE_ACTION, account: '444455556666' }],
    ['of another region', { ...STATE_CHANGE, region: 'eu-west-1' }],
    ['by another source', { ...TERMINATE_ACTION, source: 'my.autoscaling' }],
    ['of a launch that failed', { ...LAUNCH_ACTION, 'detail-type': 'EC2 Instance Launch Unsuccessful' }],
  ])('%s', (_what, event) => {
    expect(takers(event)).toEqual([]);
  });
});

describe('an event', () => {
  const queue = template.only('AWS::SQS::Queue');
  const targets = rules.filter(({ pattern }) => pattern).flatMap((rule) => rule.targets);

  it('that can’t be delivered is tried for an hour, then kept', () => {
    expect(targets).toHaveLength(3);
    for (const { DeadLetterConfig, RetryPolicy } of targets) {
      expect(DeadLetterConfig?.Arn).toContain(`Shop-${queue.id}-`);
      expect(RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 3600 });
    }
  });

  it('that TakeSignal fails with is kept in the same place', () => {
    const kept = template
      .resources('AWS::Lambda::Function')
      .filter(({ Properties }) => Properties.DeadLetterConfig !== undefined)
      .map(({ Properties }) => [Properties.FunctionName, Properties.DeadLetterConfig]);
    expect(kept).toEqual([
      ['shop-masters-TakeSignal', { TargetArn: expect.stringContaining(`Shop-${queue.id}-`) }],
    ]);
  });

  it('may invoke nothing but its own function', () => {
    const permissions = template.resources('AWS::Lambda::Permission').map(({ Properties }) => Properties);
    for (const { Principal, SourceArn } of permissions) {
      expect(Principal).toBe('events.amazonaws.com');
      expect(SourceArn).toMatch(/:rule\/Shop-/);
    }
    const invoked = permissions.map(({ FunctionName }) => String(FunctionName));
    expect([...new Set(invoked)].sort()).toEqual(['ReconcileHooks', 'SweepMasters', 'TakeSignal'].map(arnOf));
  });
});

describe('the schedule', () => {
  const AT_ONCE = { MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 0 };
  const schedules = rules.filter(({ schedule }) => schedule !== undefined);

  it('sweeps and puts the hooks, every 5 minutes; the next one makes up for one that was missed', () => {
    expect(schedules).toMatchObject([
      {
        schedule: 'rate(5 minutes)',
        state: 'ENABLED',
        targets: [
          { Arn: arnOf('SweepMasters'), RetryPolicy: AT_ONCE },
          { Arn: arnOf('ReconcileHooks'), RetryPolicy: AT_ONCE },
        ],
      },
    ]);
  });
});
