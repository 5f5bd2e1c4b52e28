/** Accounts made of a configuration alone: its zones, its target, its alarms, and a legacy to move away from. */
import type {
  AlarmSettings,
  MigrationSettings,
  ZoneSettings,
} from '../../../lambdas/migration/contract/settings.ts';
import { undotted } from '../../../lambdas/shared/contract/dns-names.ts';
import { loadBalancerZoneId } from '../../../lambdas/shared/contract/regions.ts';
import type { Json } from '../../snapshot/json.ts';
import { Snapshot } from '../../snapshot/snapshot.ts';
import { BALANCER_ID } from '../../values/made-up-ids.ts';

/** What of a configuration can't be made up, by its fields; none: all can. */
export function notMadeUp(settings: MigrationSettings): readonly string[] {
  const { keys, databases, zones, credentials, cluster, workloads, stateBucket, legacyNetwork } = settings;
  const others = { credentials, cluster, workloads, stateBucket, legacyNetwork };
  return [
    ...(zones.some(({ role }) => role !== undefined) ? ['zones in another account'] : []),
    ...(keys.length > 0 ? ['keys'] : []),
    ...(databases.length > 0 ? ['databases'] : []),
    ...Object.entries(others).flatMap(([field, value]) => (value === undefined ? [] : [field])),
  ];
}

/** Of what can be made up. */
export function madeUpSnapshot(settings: MigrationSettings): Snapshot {
  const { account, region, target } = settings;
  const legacy = balancer(settings, LEGACY, 10);
  const cluster = target.kind === 'load-balancer' ? [clusterOf(settings, target)] : [];
  const balancers = [legacy, ...cluster];
  const regional: Readonly<Record<string, unknown>> = {
    'elbv2/describe-load-balancers': { LoadBalancers: balancers.map(({ described }) => described) },
    'elbv2/describe-target-groups': { TargetGroups: balancers.map(({ group }) => group) },
    'ec2/describe-network-interfaces': {
      NetworkInterfaces: balancers.flatMap(({ interfaces }) => interfaces),
    },
    'ec2/describe-instances': { Reservations: balancers.map(({ instances }) => ({ Instances: instances })) },
    'autoscaling/describe-auto-scaling-groups': {
      AutoScalingGroups: balancers.map(({ scalingGroup }) => scalingGroup),
    },
    'cloudwatch/describe-alarms': {
      MetricAlarms: settings.alarms.map((alarm) => alarmOn(cluster[0] ?? legacy, alarm)),
    },
    ...Object.fromEntries(
      balancers.map(({ name, health }) => [`elbv2/describe-target-health/${name}`, health]),
    ),
  };
  const files = [
    ...settings.zones.flatMap((zone) => zoneFiles(zone, legacy, account)),
    ...Object.entries(regional).map(
      ([path, content]) => [`${account}/${region}/${path}.json`, content] as const,
    ),
  ];
  return new Snapshot('what is made up', new Map(files.map(([path, content]) => [path, content as Json])));
}

type Target = Extract<MigrationSettings['target'], { kind: 'load-balancer' }>;

interface Named {
  readonly name: string;
  readonly type: 'application' | 'network';
  readonly dnsName: string;
  readonly hostedZoneId: string;
}

const HOSTS = ['a', 'b', 'c'];
const LEGACY = 'legacy';

function clusterOf(settings: MigrationSettings, target: Target) {
  const dnsName = undotted(target.dnsName);
  // `<name>-<id>.elb.<region>…` of a network load balancer, `<name>-<number>.<region>.elb…` of the others.
  const [label = ''] = dnsName.split('.');
  const name = label.replace(/-[^-]*$/, '') || label;
  const type = target.family === 'network' ? 'network' : 'application';
  const named: Named = {
    name: name === LEGACY ? 'cluster' : name,
    type,
    dnsName,
    hostedZoneId: target.hostedZoneId,
  };
  return balancer(settings, named.name, 20, named);
}

/** With three healthy instances behind it. @param net of its addresses, in a block that is set aside for examples */
function balancer(settings: MigrationSettings, name: string, net: number, given?: Named) {
  const { account, region } = settings;
  const { type, dnsName, hostedZoneId } = given ?? {
    type: 'application' as const,
    dnsName: `${name}-1234567890.${region}.elb.amazonaws.com`,
    hostedZoneId: loadBalancerZoneId(region, 'application-or-classic') ?? '',
  };
  const id = `${type === 'network' ? 'net' : 'app'}/${name}/${BALANCER_ID}`;
  const arn = `arn:aws:elasticloadbalancing:${region}:${account}`;
  const zones = HOSTS.map((letter) => `${region}${letter}`);
  const hosts = zones.map((zone, i) => ({ zone, id: `i-${net}${String(i).padStart(15, '0')}` }));
  const groupArn = `${arn}:targetgroup/${name}/${BALANCER_ID}`;
  const protocol = type === 'network' ? 'TCP' : 'HTTP';
  return {
    name,
    type,
    id,
    dnsName,
    hostedZoneId,
    described: {
      LoadBalancerArn: `${arn}:loadbalancer/${id}`,
      LoadBalancerName: name,
      DNSName: dnsName,
      CanonicalHostedZoneId: hostedZoneId,
      CreatedTime: '2026-01-01T00:00:00+00:00',
      Scheme: 'internet-facing',
      Type: type,
      State: { Code: 'active' },
      IpAddressType: 'ipv4',
      AvailabilityZones: zones.map((ZoneName) => ({ ZoneName })),
    },
    group: {
      TargetGroupArn: groupArn,
      TargetGroupName: name,
      Protocol: protocol,
      Port: 80,
      HealthCheckProtocol: protocol,
      TargetType: 'instance',
      LoadBalancerArns: [`${arn}:loadbalancer/${id}`],
    },
    health: {
      TargetHealthDescriptions: hosts.map((host) => ({
        Target: { Id: host.id, Port: 80 },
        TargetHealth: { State: 'healthy' },
      })),
    },
    instances: hosts.map(instance),
    scalingGroup: {
      AutoScalingGroupName: name,
      MinSize: hosts.length,
      MaxSize: hosts.length,
      DesiredCapacity: hosts.length,
      AvailabilityZones: zones,
      Tags: [],
      TargetGroupARNs: [groupArn],
      Instances: hosts.map((host) => ({
        InstanceId: host.id,
        InstanceType: 'm6i.large',
        LifecycleState: 'InService',
      })),
    },
    interfaces: zones.map((_, i) => ({
      Description: `ELB ${id}`,
      Association: { PublicIp: `192.0.2.${net + i}` },
    })),
  };
}

function instance({ id, zone }: { readonly id: string; readonly zone: string }) {
  return {
    InstanceId: id,
    InstanceType: 'm6i.large',
    Placement: { AvailabilityZone: zone },
    State: { Name: 'running' },
    Tags: [],
  };
}

type Balancer = ReturnType<typeof balancer>;

/** Its moved names as aliases of legacy's load balancer, and nothing else. */
function zoneFiles({ id, name, records }: ZoneSettings, legacy: Balancer, account: string) {
  const nameServers = [
    'ns-1.awsdns-01.org',
    'ns-2.awsdns-02.co.uk',
    'ns-3.awsdns-03.com',
    'ns-4.awsdns-04.net',
  ];
  const one = (Type: string, TTL: number, values: readonly string[]) => ({
    Name: name,
    Type,
    TTL,
    ResourceRecords: values.map((Value) => ({ Value })),
  });
  const aliases = records.map((Name) => ({
    Name,
    Type: 'A',
    AliasTarget: {
      HostedZoneId: legacy.hostedZoneId,
      DNSName: `${legacy.dnsName}.`,
      EvaluateTargetHealth: false,
    },
  }));
  const soa = `${nameServers[0]}. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400`;
  const sets = [
    one(
      'NS',
      172_800,
      nameServers.map((each) => `${each}.`),
    ),
    one('SOA', 900, [soa]),
    ...aliases,
  ];
  return [
    [
      `${account}/route53/get-hosted-zone/${id}.json`,
      {
        HostedZone: {
          Id: `/hostedzone/${id}`,
          Name: name,
          CallerReference: 'made up',
          Config: { PrivateZone: false },
        },
        DelegationSet: { NameServers: nameServers },
      },
    ],
    [`${account}/route53/list-resource-record-sets/${id}.json`, { ResourceRecordSets: sets }],
  ] as const;
}

/** One of every fifty requests or so, for two of three minutes. */
const ERRORS_A_MINUTE = 20;

/** By the errors that the load balancer's kind counts. */
function alarmOn({ id, type }: Balancer, { name, arn }: AlarmSettings) {
  const isNetwork = type === 'network';
  return {
    AlarmName: name,
    AlarmArn: arn,
    AlarmDescription: 'Made up',
    ActionsEnabled: true,
    Namespace: isNetwork ? 'AWS/NetworkELB' : 'AWS/ApplicationELB',
    MetricName: isNetwork ? 'TCP_Target_Reset_Count' : 'HTTPCode_Target_5XX_Count',
    Dimensions: [{ Name: 'LoadBalancer', Value: id }],
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 3,
    DatapointsToAlarm: 2,
    Threshold: ERRORS_A_MINUTE,
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'notBreaching',
  };
}
