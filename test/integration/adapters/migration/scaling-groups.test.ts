import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { AwsScalingGroups } from '../../../../lambdas/migration/adapters/aws-scaling-groups.ts';
import type { ScalingPolicy, ScheduledAction } from '../../../../rehearsal/compute/index.ts';
import { ComputeEngine } from '../../../../rehearsal/compute/index.ts';
import { autoScalingService } from '../../../../rehearsal/gateway/index.ts';
import { HOME } from '../../../support/shop.ts';
import { FUNCTION_CREDENTIALS } from '../../gateway/policies.ts';
import { NOW, type RehearsedAccount, rehearsedAccount } from '../../gateway/rehearsed-account.ts';

const GROUP = { AutoScalingGroupName: 'legacy' };
const policy = (PolicyName: string, more: object): ScalingPolicy => ({ ...GROUP, PolicyName, ...more });
const POLICIES = [
  policy('tracks', { PolicyType: 'TargetTrackingScaling', TargetTrackingConfiguration: { TargetValue: 60 } }),
  policy('tracks-out-only', {
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingConfiguration: { TargetValue: 60, DisableScaleIn: true },
  }),
  policy('predicts', { PolicyType: 'PredictiveScaling' }),
  policy('steps-in', {
    PolicyType: 'StepScaling',
    AdjustmentType: 'ChangeInCapacity',
    StepAdjustments: [{ ScalingAdjustment: 1 }, { ScalingAdjustment: -1 }],
  }),
  policy('steps-out', { PolicyType: 'StepScaling', StepAdjustments: [{ ScalingAdjustment: 1 }] }),
  policy('in', { PolicyType: 'SimpleScaling', AdjustmentType: 'ChangeInCapacity', ScalingAdjustment: -1 }),
  policy('out', { PolicyType: 'SimpleScaling', AdjustmentType: 'ChangeInCapacity', ScalingAdjustment: 1 }),
  policy('exact', { PolicyType: 'SimpleScaling', AdjustmentType: 'ExactCapacity', ScalingAdjustment: 2 }),
  policy('off', { PolicyType: 'SimpleScaling', ScalingAdjustment: -1, Enabled: false }),
];
const action = (ScheduledActionName: string, more: object): ScheduledAction => ({
  ...GROUP,
  ScheduledActionName,
  ...more,
});
const ACTIONS = [
  action('night', { MinSize: 1, DesiredCapacity: 1, StartTime: '2026-12-01T22:00:00Z' }),
  action('fewer', { DesiredCapacity: 3, Recurrence: '0 22 * * *' }),
  action('day', { MinSize: 4, DesiredCapacity: 4 }),
];

describe('Auto Scaling groups behind load balancers', () => {
  let account: RehearsedAccount;
  let groups: AwsScalingGroups;
  beforeEach(async () => {
    const instances = ['i-00000000000000001', 'i-00000000000000002'].map((id) => ({
      id,
      zone: 'us-west-1a',
    }));
    const common = { zones: ['us-west-1a'], tags: {}, max: 9 };
    const engine = new ComputeEngine({
      ...HOME,
      now: () => NOW,
      seed: 1,
      volumes: [],
      groups: [
        { ...common, name: 'legacy', min: 2, desired: 2, loadBalancers: ['legacy-shop'], instances },
        { ...common, name: 'web', min: 0, desired: 0, targetGroupArns: ['arn:web'] },
        { ...common, name: 'other', min: 0, desired: 0 },
      ],
      policies: POLICIES,
      scheduledActions: ACTIONS,
    });
    account = await rehearsedAccount({ services: { autoscaling: autoScalingService(engine.autoScaling) } });
    groups = new AwsScalingGroups(new AutoScalingClient(account.client(FUNCTION_CREDENTIALS)));
  });
  afterEach(() => account.stop());

  it('are those of these load balancers and target groups', async () => {
    const found = await groups.at(['legacy-shop', 'arn:web']);
    expect(found.map(({ name, min, instances }) => ({ name, min, instances: instances.length }))).toEqual([
      { name: 'legacy', min: 2, instances: 2 },
      { name: 'web', min: 0, instances: 0 },
    ]);
  });

  it('are scaled in by some policies, and by actions that set less than there is', async () => {
    const [{ scaleIns } = { scaleIns: [] }] = await groups.at(['legacy-shop']);
    expect(scaleIns.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'policy tracks',
      'policy steps-in',
      'policy in',
      'policy exact',
      'schedule night',
    ]);
    expect(scaleIns.at(-1)).toEqual({ kind: 'schedule', name: 'night', min: 1, desired: 1 });
  });

  it('are not known if their policies may not be read', async () => {
    account.policies.allows = ({ action: asked }) => asked !== 'autoscaling:DescribePolicies';
    await expect(groups.at(['legacy-shop'])).rejects.toThrow(/DescribePolicies/);
  });
});
