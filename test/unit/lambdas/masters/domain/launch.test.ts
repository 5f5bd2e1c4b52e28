import type { Activity } from '../../../../../lambdas/masters/domain/auto-scaling-group.ts';
import { judgeLaunch, type LaunchQuestion } from '../../../../../lambdas/masters/domain/launch.ts';
import { GROUP_A, groupOf } from '../../../../support/masters/masters.ts';

const AT = Date.parse('2027-03-01T00:00:00Z');

function activity(message: string, status = 'Failed', minute = 1): Activity {
  const startedAt = new Date(AT + minute * 60_000).toISOString();
  return { status, message, description: 'Launching a new EC2 instance', cause: '', startedAt };
}

function judge(overrides: Partial<LaunchQuestion> = {}): string {
  const verdict = judgeLaunch({
    name: GROUP_A,
    group: groupOf(GROUP_A, {}),
    victim: 'i-old',
    stateOf: () => 'running',
    activities: [],
    from: AT,
    waitedSeconds: 0,
    launchSeconds: 900,
    ...overrides,
  });
  return verdict.verdict === 'stop' ? `${verdict.verdict} ${verdict.page.heading}` : verdict.verdict;
}

const late = { waitedSeconds: 900 };
// Word for word from Auto Scaling's troubleshooting guide.
const NO_CAPACITY =
  'We currently do not have sufficient m5.large capacity in the Availability Zone you requested (us-west-1a). Our system will be working on provisioning additional capacity.';
const KMS =
  'Client.InternalError: Client error on launch. Launching EC2 instance failed: the KMS key is pending deletion';

// Of the same guide, but for the key's, which EC2 adds.
const SAYINGS: readonly (readonly [message: string, expected: string])[] = [
  ['There is no Spot capacity available that matches your request.', 'pending'],
  [
    'Could not launch On-Demand Instances. InsufficientInstanceCapacity - We currently do not have…',
    'pending',
  ],
  ['Server.InternalError: Internal error on launch', 'pending'],
  ['The requested configuration is currently not supported.', 'stop LaunchFailed'],
  ['The security group sg-1 does not exist. Launching EC2 instance failed.', 'stop LaunchFailed'],
  ['The key pair kops does not exist. Launching EC2 instance failed.', 'stop LaunchFailed'],
  ['Invalid device name upload. Launching EC2 instance failed.', 'stop LaunchFailed'],
  ['You are not authorized to perform this operation.', 'stop LaunchFailed'],
  ['You are not subscribed to this service.', 'stop LaunchFailed'],
  ['Client.InvalidKMSKey.InvalidState: The KMS key provided is in an incorrect state', 'stop LaunchFailed'],
];

// What there may be more of soon: of EC2, of what the account may have, or of the subnet's addresses.
const TOO_LITTLE = [
  'You have requested more vCPU capacity than your current vCPU limit of 5 allows for the instance bucket that the specified instance type belongs to. Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit. Launching EC2 instance failed.',
  'You have requested more instances (1) than your current instance limit of 0 allows for the specified instance type.',
  'Your quota allows for 0 more running instance(s). You requested at least 1. Launching EC2 instance failed.',
  'Max spot instance count exceeded. Launching EC2 instance failed.',
  'MaxSpotInstanceCountExceeded: Max spot instance count exceeded',
  'VcpuLimitExceeded - You have requested more vCPU capacity than you may. Launching EC2 instance failed.',
  'Client.InstanceLimitExceeded: Instance limit exceeded. Launching EC2 instance failed.',
  'Client.VolumeLimitExceeded: Volume limit exceeded',
  "There are not enough free addresses in subnet 'subnet-0ab' to satisfy the requested number of instances. Launching EC2 instance failed.",
  'InsufficientFreeAddressesInSubnet',
];

describe('a replacement', () => {
  it.each(TOO_LITTLE)('is tried again, and then paged as the runbook has it, at "%s"', (message) => {
    const activities = [activity(message)];
    expect(judge({ activities })).toBe('pending');
    expect(judge({ activities, ...late })).toBe('stop NoCapacity');
  });

  it.each([
    'Request limit exceeded. Launching EC2 instance failed.',
    'Client.RequestLimitExceeded: Request limit exceeded.',
  ])('that AWS had no time for is no matter of capacity: "%s"', (message) => {
    const activities = [activity(message)];
    expect(judge({ activities })).toBe('pending');
    expect(judge({ activities, ...late })).toBe('stop LaunchFailed');
  });

  it.each(SAYINGS)('that fails with "%s"', (message, expected) => {
    expect(judge({ activities: [activity(message)] })).toBe(expected);
  });

  it.each<[string, Partial<LaunchQuestion>, string]>([
    ['is there', { group: groupOf(GROUP_A, { 'i-new': 'Pending:Wait' }) }, 'ready'],
    [
      'is there beside the old one',
      { group: groupOf(GROUP_A, { 'i-old': 'Terminating:Wait', 'i-new': 'InService' }) },
      'ready',
    ],
    ['is not the old one', { group: groupOf(GROUP_A, { 'i-old': 'InService' }) }, 'pending'],
    [
      'is not one that terminates too',
      { group: groupOf(GROUP_A, { 'i-new': 'Terminating:Wait' }) },
      'pending',
    ],
    ['is not one from a warm pool', { group: groupOf(GROUP_A, { 'i-new': 'Warmed:Pending' }) }, 'pending'],
    [
      'is not known to EC2 yet',
      { group: groupOf(GROUP_A, { 'i-new': 'Pending' }), stateOf: () => '' },
      'pending',
    ],
    [
      'ended at once',
      { group: groupOf(GROUP_A, { 'i-new': 'Pending' }), stateOf: () => 'terminated' },
      'pending',
    ],
    ['is awaited', {}, 'pending'],
    ['never came', late, 'stop LaunchFailed'],
    ['has no group', { group: undefined }, 'stop GroupGone'],
    ['is not wanted', { group: groupOf(GROUP_A, {}, { desired: 0 }) }, 'stop GroupGone'],
    ['is not affordable yet', { activities: [activity(NO_CAPACITY)] }, 'pending'],
    ['is not affordable', { activities: [activity(NO_CAPACITY)], ...late }, 'stop NoCapacity'],
    ['has no key', { activities: [activity(KMS)] }, 'stop LaunchFailed'],
    ['has no image', { activities: [activity('The AMI ID ami-1 does not exist')] }, 'stop LaunchFailed'],
    [
      'has no template',
      { activities: [activity('You must use a valid fully-formed launch template.')] },
      'stop LaunchFailed',
    ],
    ['failed for what nobody knows', { activities: [activity('family trouble')] }, 'pending'],
    ['… for long', { activities: [activity('family trouble')], ...late }, 'stop LaunchFailed'],
    [
      'failed before, and is launched now',
      { activities: [activity('', 'InProgress', 3), activity(KMS, 'Cancelled', 2), activity(KMS)] },
      'pending',
    ],
    [
      'failed and is tried again',
      { activities: [activity('', 'InProgress', 3), activity(KMS, 'Failed', 2)] },
      'stop LaunchFailed',
    ],
    ['failed long ago', { activities: [activity(KMS, 'Failed', -1)] }, 'pending'],
    [
      'is not what failed to terminate',
      { activities: [{ ...activity(KMS), description: 'Terminating EC2 instance: i-1' }] },
      'pending',
    ],
    [
      'is reported in any order',
      { activities: [activity(KMS, 'Failed', 1), activity('', 'Successful', 2)] },
      'pending',
    ],
  ])('%s', (_what, overrides, expected) => {
    expect(judge(overrides)).toBe(expected);
  });

  it.each([
    ['User suspended at 2027-03-01T00:00:00Z', /by a user of the account: "User suspended/],
    ['Administrative suspension: launches failed for 24 hours', /by AWS itself/],
    ['', /by someone unknown/],
  ])('may not come: %s', (reason, said) => {
    const group = groupOf(GROUP_A, {}, { suspended: [{ process: 'Launch', reason }] });
    expect(judge({ group })).toBe('stop LaunchSuspended');
    expect(judgeLaunch({ ...question(), group }).reason).toMatch(said);
  });

  it('comes though other processes are suspended', () => {
    expect(
      judge({ group: groupOf(GROUP_A, {}, { suspended: [{ process: 'AZRebalance', reason: '' }] }) }),
    ).toBe('pending');
  });

  function question(): LaunchQuestion {
    const common = { activities: [], from: AT, waitedSeconds: 0, launchSeconds: 900 };
    return { name: GROUP_A, group: undefined, victim: 'i-old', stateOf: () => 'running', ...common };
  }
});
