/** An app and what the AWS CLI prints of its account, in a folder: names that move from one load balancer to another, with alarms. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const ACCOUNT = '432143214321';
const REGION = 'eu-west-1';
const PROJECT = resolve(__dirname, '../../..');
const HOSTS = {
  legacy: 'old-0123456789.eu-west-1.elb.amazonaws.com',
  cluster: 'new-9876543210.eu-west-1.elb.amazonaws.com',
};

export const LEGACY = 'app/old/0a1b2c3d4e5f6071';
export const CLUSTER = 'app/new/1b2c3d4e5f607182';

export type Printed = Readonly<Record<string, unknown>> & { readonly AlarmName: string };

/** On the cluster's errors, as it should be. */
export function alarm(AlarmName: string, more: object = {}): Printed {
  return {
    AlarmName,
    AlarmArn: `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:${AlarmName}`,
    ActionsEnabled: true,
    Namespace: 'AWS/ApplicationELB',
    MetricName: 'HTTPCode_Target_5XX_Count',
    Dimensions: [{ Name: 'LoadBalancer', Value: CLUSTER }],
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 3,
    DatapointsToAlarm: 2,
    Threshold: 10,
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'notBreaching',
    StateValue: 'OK',
    ...more,
  };
}

export interface Alarms {
  readonly metric: readonly Printed[];
  readonly composite?: readonly Printed[];
  /** Of the region beside it. */
  readonly elsewhere?: readonly Printed[];
}

export interface Forum {
  readonly folder: string;
  /** As arguments of `npm start`. */
  readonly app: string;
  readonly snapshot: string;
  remove(): void;
}

/** All of the alarms roll back. */
export function forumWith({ metric, composite = [], elsewhere = [] }: Alarms): Forum {
  const folder = mkdtempSync(join(tmpdir(), 'forum-'));
  const names = [...metric, ...composite, ...elsewhere].map(({ AlarmName }) => AlarmName);
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const print = (path: string, content: object) =>
    write(`snapshot/${ACCOUNT}/${path}.json`, JSON.stringify(content, undefined, 2));
  write('app.ts', appWith(names));
  print('route53/get-hosted-zone/Z0FORUMEXAMPLE0001', ZONE);
  print('route53/list-resource-record-sets/Z0FORUMEXAMPLE0001', RECORDS);
  print(`${REGION}/elbv2/describe-load-balancers`, BALANCERS);
  print(`${REGION}/elbv2/describe-target-groups`, { TargetGroups: [] });
  print(`${REGION}/ec2/describe-network-interfaces`, INTERFACES);
  print(`${REGION}/cloudwatch/describe-alarms`, { MetricAlarms: metric, CompositeAlarms: composite });
  if (elsewhere.length > 0)
    print('eu-west-2/cloudwatch/describe-alarms', { MetricAlarms: elsewhere, CompositeAlarms: [] });
  return {
    folder,
    app: `node ${join(folder, 'app.ts')}`,
    snapshot: join(folder, 'snapshot'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function appWith(alarms: readonly string[]): string {
  return `import { createRequire } from 'node:module';
import { CutoverStack } from '${PROJECT}/lib/migration/cutover-stack.ts';

const { App, Duration } = createRequire('${PROJECT}/package.json')('aws-cdk-lib');

new CutoverStack(new App(), 'Forum', {
  env: { account: '${ACCOUNT}', region: '${REGION}' },
  migration: {
    name: 'forum',
    zones: [{ id: 'Z0FORUMEXAMPLE0001', name: 'forum.test', records: ['www.forum.test', 'api.forum.test'] }],
    target: { loadBalancer: '${HOSTS.cluster}' },
    steps: [
      { percent: 5, soak: Duration.hours(2) },
      { percent: 100, soak: Duration.hours(2) },
    ],
    alarms: ${JSON.stringify(alarms)},
    notify: { emails: ['ops@forum.test'] },
  },
});
`;
}

const NAME_SERVERS = [
  'ns-1.awsdns-11.com',
  'ns-2.awsdns-12.net',
  'ns-3.awsdns-13.org',
  'ns-4.awsdns-14.co.uk',
];

const ZONE = {
  HostedZone: {
    Id: '/hostedzone/Z0FORUMEXAMPLE0001',
    Name: 'forum.test.',
    CallerReference: 'forum',
    Config: { PrivateZone: false },
    ResourceRecordSetCount: 4,
  },
  DelegationSet: { NameServers: NAME_SERVERS },
};

const RECORDS = {
  ResourceRecordSets: [
    {
      Name: 'forum.test.',
      Type: 'NS',
      TTL: 172_800,
      ResourceRecords: NAME_SERVERS.map((Value) => ({ Value: `${Value}.` })),
    },
    {
      Name: 'forum.test.',
      Type: 'SOA',
      TTL: 900,
      ResourceRecords: [
        { Value: `${NAME_SERVERS[0]}. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400` },
      ],
    },
    ...['api', 'www'].map((name) => ({
      Name: `${name}.forum.test.`,
      Type: 'CNAME',
      TTL: 60,
      ResourceRecords: [{ Value: HOSTS.legacy }],
    })),
  ],
};

function balancer(id: string, DNSName: string): object {
  return {
    LoadBalancerArn: `arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT}:loadbalancer/${id}`,
    DNSName,
    CanonicalHostedZoneId: 'Z32O12XQLNTSW2',
    CreatedTime: '2025-03-02T10:11:12.000000+00:00',
    LoadBalancerName: id.split('/')[1],
    Scheme: 'internet-facing',
    VpcId: 'vpc-0abc1111222233334',
    State: { Code: 'active' },
    Type: 'application',
    AvailabilityZones: [
      { ZoneName: `${REGION}a`, SubnetId: 'subnet-0abc111122223333a', LoadBalancerAddresses: [] },
      { ZoneName: `${REGION}b`, SubnetId: 'subnet-0abc111122223333b', LoadBalancerAddresses: [] },
    ],
    IpAddressType: 'ipv4',
  };
}

const BALANCERS = { LoadBalancers: [balancer(LEGACY, HOSTS.legacy), balancer(CLUSTER, HOSTS.cluster)] };

function networkInterface(id: string, PublicIp: string): object {
  return { Description: `ELB ${id}`, Association: { PublicIp }, AvailabilityZone: `${REGION}a` };
}

const INTERFACES = {
  NetworkInterfaces: [networkInterface(LEGACY, '198.51.100.10'), networkInterface(CLUSTER, '198.51.100.20')],
};
