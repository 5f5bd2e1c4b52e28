/** A zone in which every name can be moved, to be spoilt one thing at a time. */

import type { Finding } from '../../../../../../lambdas/migration/contract/findings.ts';
import type {
  ClusterTarget,
  MigrationSettings,
  ZoneSettings,
} from '../../../../../../lambdas/migration/contract/settings.ts';
import type { OwnPolicies } from '../../../../../../lambdas/migration/domain/access/may.ts';
import type { AccessRequest } from '../../../../../../lambdas/migration/domain/access/policy.ts';
import type { Delegation } from '../../../../../../lambdas/migration/domain/delegation.ts';
import { type Fence, fenceRecord } from '../../../../../../lambdas/migration/domain/fence.ts';
import type { HealthCheck } from '../../../../../../lambdas/migration/domain/health-check.ts';
import type { DescribedLoadBalancer } from '../../../../../../lambdas/migration/domain/load-balancer.ts';
import type { ListedPrivateZone } from '../../../../../../lambdas/migration/domain/private-zone.ts';
import type { ResourceRecordSet } from '../../../../../../lambdas/migration/domain/record-set.ts';
import type {
  RecordProtection,
  SurveyedZone,
} from '../../../../../../lambdas/migration/domain/surveyed-zone.ts';
import type { OwnPoliciesSource } from '../../../../../../lambdas/migration/ports/own-policies.ts';
import type { ZoneSurvey } from '../../../../../../lambdas/migration/ports/zone-survey.ts';
import {
  type VerifyDnsPorts,
  verifyDns,
} from '../../../../../../lambdas/migration/preflight/verify-dns/verify-dns.ts';
import { CLUSTER } from '../../../../../support/migration/engine-dns.ts';
import { someSettings } from '../../../../../support/migration/settings.ts';

export const LEGACY_ELB = 'legacy-shop-1234567890.us-west-1.elb.amazonaws.com';
export const NAME_SERVERS = ['ns-1.awsdns-01.org', 'ns-2.awsdns-02.net'];
export const ZONE: ZoneSettings = {
  id: 'Z1SHOP',
  name: 'shop.test.',
  records: ['shop.test.', 'www.shop.test.', '\\052.apps.shop.test.', 'img.shop.test.'],
  fenceName: '_cutover-shop.shop.test.',
};

export const address = (Name: string, TTL = 300, Value = '192.0.2.1'): ResourceRecordSet => ({
  Name,
  Type: Value.includes(':') ? 'AAAA' : 'A',
  TTL,
  ResourceRecords: [{ Value }],
});
export const alias = (Name: string, Type: string, dnsName = LEGACY_ELB): ResourceRecordSet => ({
  Name,
  Type,
  AliasTarget: { HostedZoneId: 'Z368ELLRRE2KJ0', DNSName: `${dnsName}.`, EvaluateTargetHealth: false },
});
export const cname = (Name: string, TTL = 300): ResourceRecordSet => ({
  Name,
  Type: 'CNAME',
  TTL,
  ResourceRecords: [{ Value: LEGACY_ELB }],
});
export const txt = (Name: string, Value: string): ResourceRecordSet => ({
  Name,
  Type: 'TXT',
  TTL: 60,
  ResourceRecords: [{ Value }],
});
export const fence = (overrides: Partial<Fence> = {}, name = ZONE.fenceName): ResourceRecordSet =>
  fenceRecord(name, {
    migration: 'shop',
    epoch: 7,
    phase: 'shift',
    weight: 5,
    execution: 'run-0',
    ...overrides,
  });

export const MOVABLE: readonly ResourceRecordSet[] = [
  alias('shop.test.', 'A'),
  alias('shop.test.', 'AAAA'),
  { Name: 'shop.test.', Type: 'MX', TTL: 300, ResourceRecords: [{ Value: '10 mail.shop.test.' }] },
  address('www.shop.test.'),
  alias('\\052.apps.shop.test.', 'A'),
  cname('img.shop.test.'),
];

export const CLUSTER_NAME = 'k8s-ingress-9876543210.us-west-1.elb.amazonaws.com';
/** An addresses target, with both kinds. */
export const ADDRESSES: ClusterTarget = { kind: 'addresses', ipv4: ['192.0.2.9'], ipv6: ['2001:db8::9'] };

/** One of legacy's names is an address, which no load balancer counts. */
export const COUNTED: MigrationSettings['traffic'] = {
  legacy: [{ namespace: 'Shop', metricName: 'Requests', dimensions: {} }],
  cluster: [],
};

/** What is asked of Route 53 for zones in which nothing is out of the ordinary. */
export function ordinary(
  survey: ZoneSurvey['survey'],
): Pick<VerifyDnsPorts, 'survey' | 'healthChecks' | 'privateZones'> {
  return {
    privateZones: [],
    survey: { survey, recordLimit: async () => 10_000, protections: async () => [] },
    healthChecks: { find: async () => ({ healthy: { known: true, value: true } }) },
  };
}

export interface DnsScript {
  readonly records?: readonly ResourceRecordSet[];
  readonly more?: readonly ResourceRecordSet[];
  readonly zone?: Partial<SurveyedZone>;
  /** In place of all that: there is no such zone, or it can't be read. */
  readonly survey?: 'none' | Error;
  readonly settings?: Partial<MigrationSettings>;
  readonly zoneSettings?: Partial<ZoneSettings>;
  readonly continues?: string;
  /** Undefined: there is no such load balancer. */
  readonly cluster?: Partial<DescribedLoadBalancer> | undefined;
  /** It can't be looked up. */
  readonly clusterError?: Error;
  readonly delegation?: Delegation | Error;
  readonly recordLimit?: number | Error;
  readonly protections?: readonly RecordProtection[] | Error;
  /** By id; of any other there is none. */
  readonly healthChecks?: Readonly<Record<string, HealthCheck['healthy'] | Error>>;
  /** By account. */
  readonly privateZones?: Readonly<Record<string, readonly ScriptedPrivateZone[] | Error>>;
  /** What IAM says of the zone's role; asked in vain where it is an error. Without it nobody may be asked. */
  readonly lent?: ((request: AccessRequest) => Partial<OwnPolicies>) | Error;
  /** What it says of Watch's role. Without it Watch doesn't look for who wrote. */
  readonly watch?: ((request: AccessRequest) => Partial<OwnPolicies>) | Error;
}

export interface ScriptedPrivateZone extends ListedPrivateZone {
  /** Ids; they can't be read where it is an error. */
  readonly vpcs: readonly string[] | Error;
}

/** A value, or what asking for it fails with. */
function given<T>(value: T | Error): T {
  if (value instanceof Error) throw value;
  return value;
}

export const WATCH_ROLE = 'arn:aws:iam::111122223333:role/Shop-FunctionsWatchRole';

function saying(says: NonNullable<DnsScript['lent']>): OwnPoliciesSource {
  return {
    ask: async (request) => {
      const said = given(says);
      return { decision: 'allowed', withinLimits: true, missing: [], ...said(request) };
    },
  };
}

/** What a look at DNS finds by `script`, and the settings that it is judged by. */
export function scripted(script: DnsScript): {
  readonly dns: VerifyDnsPorts;
  readonly settings: MigrationSettings;
} {
  const zone: SurveyedZone = {
    name: 'shop.test.',
    isPrivate: false,
    nameServers: NAME_SERVERS,
    records: [...(script.records ?? MOVABLE), ...(script.more ?? [])],
    ...script.zone,
  };
  const delegated: Delegation = { kind: 'delegated', nameServers: NAME_SERVERS, askedAt: 'a.nic.test' };
  const { delegation = delegated, recordLimit = 10_000, protections = [], healthChecks = {} } = script;
  const { privateZones = {}, lent = new Error('nobody asks that') } = script;
  const { survey = zone } = script;
  const cluster = 'cluster' in script ? script.cluster : {};
  const zones = [{ ...ZONE, ...script.zoneSettings }];
  return {
    settings: someSettings({ traffic: COUNTED, ...script.settings, zones }),
    dns: {
      survey: {
        survey: async () => (survey === 'none' ? undefined : given(survey)),
        recordLimit: async () => given(recordLimit),
        protections: async () => given(protections),
      },
      healthChecks: {
        find: async (id) => {
          const healthy = healthChecks[id];
          return healthy && { healthy: given(healthy) };
        },
      },
      parent: { delegationOf: async () => given(delegation) },
      loadBalancers: [
        {
          find: async () => {
            if (script.clusterError) throw script.clusterError;
            return new Map(cluster ? [[CLUSTER_NAME, { ...CLUSTER, ...cluster }]] : []);
          },
        },
      ],
      policiesOf: () => saying(lent),
      ...(script.watch && { ownTrail: { roleArn: WATCH_ROLE, policies: saying(script.watch) } }),
      privateZones: Object.entries(privateZones).map(([account, zones]) => ({
        account,
        list: async () => given(zones).map(({ id, name }) => ({ id, name })),
        vpcsOf: async (asked) => {
          const { vpcs = [] } = given(zones).find(({ id }) => id === asked) ?? {};
          return given(vpcs).map((id) => ({ id, region: 'us-west-1' }));
        },
      })),
    },
  };
}

export async function verifyZone(script: DnsScript): Promise<readonly Finding[]> {
  const { dns, settings } = scripted(script);
  const asking = { migration: 'shop', run: 'run-1', continues: script.continues ?? '', settings };
  const { check, findings } = await verifyDns(settings.zones, asking, dns);
  expect(check).toBe('VerifyDns');
  return findings;
}

/** `level subject code`, for all that isn't a pass. */
export async function troubles(script: DnsScript): Promise<string[]> {
  const findings = await verifyZone(script);
  for (const { level, toDo } of findings) expect(toDo !== '').toBe(level !== 'pass');
  return findings
    .filter(({ level }) => level !== 'pass')
    .map(({ level, subject, code }) => `${level} ${subject} ${code}`);
}

/** The movable zone without the record sets of `name`. */
export const without = (name: string) => MOVABLE.filter(({ Name }) => Name !== name);
