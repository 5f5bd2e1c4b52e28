import type { MastersSettings } from '../../../lambdas/masters/contract/settings.ts';
import type { AutoScalingGroup } from '../../../lambdas/masters/domain/auto-scaling-group.ts';
import type { KeptAction, Replacement } from '../../../lambdas/masters/domain/replacement.ts';
import type { Instance } from '../../../lambdas/shared/domain/instance.ts';

export const [GROUP_A, GROUP_B, GROUP_C] = (['a', 'b', 'c'] as const).map(
  (zone) => `control-plane-us-west-1${zone}.masters.k8s.shop.test`,
) as [string, string, string];

export const MASTER_A = 'i-0aaaaaaaaaaaaaaa1';
export const MASTER_B = 'i-0bbbbbbbbbbbbbbb1';
export const MASTER_C = 'i-0ccccccccccccccc1';

/** The settings of three masters of a small cluster. */
export function someMastersSettings(overrides: Partial<MastersSettings> = {}): MastersSettings {
  return {
    name: 'shop-masters',
    cluster: 'k8s.shop.test',
    account: '111122223333',
    region: 'us-west-1',
    hooks: { terminating: 'shop-masters-terminating', launching: 'shop-masters-launching' },
    heartbeatSeconds: 1800,
    patienceSeconds: 900,
    volumeSeconds: 600,
    launchSeconds: 900,
    joinSeconds: 900,
    recoverSeconds: 1800,
    settleSeconds: 120,
    pollSeconds: 15,
    sweepSeconds: 300,
    untagged: { targetGroups: [], loadBalancers: [] },
    api: {
      certificateAuthority: '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n',
      serverName: 'api.internal.k8s.shop.test',
      tokenSecretArn: 'arn:aws:secretsmanager:us-west-1:111122223333:secret:shop-masters-token-AbCdEf',
    },
    runbookUrl: 'https://runbook.shop.test/cutover',
    ...overrides,
  };
}

/** A group with the given instances, by id and Auto Scaling's word. */
export function groupOf(
  name: string,
  instances: Readonly<Record<string, string>>,
  overrides: Partial<AutoScalingGroup> = {},
): AutoScalingGroup {
  const zone = /us-west-1[a-c]/.exec(name)?.[0] ?? 'us-west-1a';
  return {
    name,
    zones: [zone],
    desired: 1,
    suspended: [],
    targetGroupArns: [],
    loadBalancers: [],
    instances: Object.entries(instances).map(([id, lifecycle]) => ({ id, lifecycle, zone })),
    ...overrides,
  };
}

/** An instance as EC2 describes it. */
export function instanceOf(id: string, state: string, group = ''): Instance {
  return {
    id,
    state,
    stateReason: '',
    zone: 'us-west-1a',
    address: '10.0.0.10',
    launchedAt: '2026-02-01T00:00:00Z',
    tags: group === '' ? {} : { 'aws:autoscaling:groupName': group },
  };
}

/** An open replacement of a master that terminates. */
export function replacementOf(id: string, overrides: Partial<Replacement> = {}): Replacement {
  return {
    id,
    group: GROUP_A,
    instance: id,
    attempt: 1,
    request: 'involuntary',
    origin: 'EC2 Instance-terminate Lifecycle Action',
    since: '2026-03-01T10:00:00Z',
    status: 'open',
    statusAt: '2026-03-01T10:00:00Z',
    actions: {},
    marks: {},
    ...overrides,
  };
}

/** A wait in the terminating hook that nobody has extended since it began. */
export function heldSince(since: string, more: Partial<KeptAction> = {}): KeptAction {
  return {
    hook: 'shop-masters-terminating',
    transition: 'terminating',
    since,
    lastHeartbeat: since,
    completed: false,
    ...more,
  };
}
