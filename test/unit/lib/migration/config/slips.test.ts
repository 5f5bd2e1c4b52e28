/** What people write who think of something else: the one problem says what to write for what they mean. */
import { tmpdir } from 'node:os';
import { inspect } from 'node:util';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { resolveMigration } from '../../../../../lib/migration/config/resolve-migration.ts';
import { ENVIRONMENT, fullest, problemsOf, smallest, warningsOf, withValue } from './configurations.ts';

interface Slip {
  readonly meant: string;
  readonly put: readonly (string | number)[];
  readonly value: unknown;
  /** Each in a line: where, what is shown, what to write. */
  readonly problems: readonly string[];
}

const CDK_TARGET =
  "target: { loadBalancer: lb.loadBalancerDnsName, hostedZoneId: lb.loadBalancerCanonicalHostedZoneId, family: 'application-or-classic' }, for an NLB with family: 'network'";
const soak = Duration.hours(1);

const stack = new Stack(new App({ outdir: tmpdir() }), 'Cluster', { env: ENVIRONMENT });
const loadBalancer = ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(stack, 'Ingress', {
  loadBalancerArn:
    'arn:aws:elasticloadbalancing:us-west-1:111122223333:loadbalancer/app/ingress/0123456789abcdef',
  loadBalancerDnsName: 'ingress-1.us-west-1.elb.amazonaws.com',
  loadBalancerCanonicalHostedZoneId: 'Z368ELLRRE2KJ0',
  securityGroupId: 'sg-0123456789abcdef0',
});

const found = (config: unknown, environment: unknown = ENVIRONMENT) =>
  problemsOf(config, environment).map(({ path, value, fix }) => `${path}: ${value} -> ${fix}`);

const inPath = (put: readonly (string | number)[]) => put.join('.').replace(/\.(\d+)/g, '[$1]');

const SLIPS: readonly Slip[] = [
  {
    meant: 'percent as shares of 1',
    put: ['steps'],
    value: [0.05, 0.5, 1].map((percent) => ({ percent, soak })),
    problems: [
      'steps[0]: percent: 0.05 -> percent: 5',
      'steps[1]: percent: 0.5 -> percent: 50',
      'steps[2]: percent: 1 -> percent: 100',
    ],
  },
  ...(
    [
      [['steps', 0, 'percent'], 'percent', '0.5%', '0.5'],
      [['steps', 0, 'percent'], 'percent', '5 %', '5'],
      [['soak', 'minimumRequests'], 'a number', '500', '500'],
    ] as const
  ).map(([put, meant, value, fix]) => ({
    meant: `${meant} in quotes, ${value}`,
    put: [...put],
    value,
    problems: [`${inPath(put)}: '${value}' -> ${fix}`],
  })),
  ...(['101%', '1e3', 'five'] as const).map((value) => ({
    meant: `${value}, which is no percentage`,
    put: ['steps', 0, 'percent'],
    value,
    problems: [`steps[0].percent: '${value}' -> 0.39, for example`],
  })),
  ...(
    [
      [['ttl'], 300, 'Duration.seconds(300), if seconds are meant'],
      [['databases', 1, 'p99Budget'], 10, 'Duration.millis(10), if milliseconds are meant'],
      [['steps', 2, 'soak'], 3600, 'Duration.seconds(3600), if seconds are meant'],
      [['steps', 2, 'soak'], 1, 'Duration.days(1), if days are meant'],
      [['steps', 2, 'soak'], '1d', 'Duration.days(1)'],
      [['steps', 2, 'soak'], '12 hours', 'Duration.hours(12)'],
      [['steps', 2, 'soak'], 'PT36H', "Duration.parse('PT36H')"],
      [['steps', 2, 'soak'], 'PX', 'Duration.hours(24), for example'],
      [['steps', 2, 'soak'], '30d', 'Duration.hours(24), for example'],
      [['steps', 2, 'soak'], true, 'Duration.hours(24), for example'],
      [['holdTimeout'], '3', 'Duration.days(3), if days are meant'],
    ] as const
  ).map(([put, value, fix]) => ({
    meant: `a duration by ${JSON.stringify(value)} at ${put.join('.')}`,
    put: [...put],
    value,
    problems: [`${inPath(put)}: ${inspect(value)} -> ${fix}`],
  })),
  {
    meant: 'no address beside a topic',
    put: ['notify', 'emails'],
    value: [],
    problems: ["notify.emails: an empty list -> emails: ['oncall@example.com'], or leave it out"],
  },
  {
    meant: 'a part of a key',
    put: ['traffic', 'cluster', 0],
    value: { namespace: 'Ingress', metric: 'Requests', dimensions: {} },
    problems: [
      "traffic.cluster[0].metric: an unknown key, with 'Requests' -> `metricName`, if that is meant",
    ],
  },
  {
    meant: 'a part of several keys',
    put: ['databases', 1, 'p9'],
    value: 3,
    problems: ['databases[1].p9: an unknown key, with 3 -> nothing: remove it'],
  },
  {
    meant: 'an address of a mail program',
    put: ['notify', 'emails', 0],
    value: 'On call <oncall@shop.test>',
    problems: ["notify.emails[0]: 'On call <oncall@shop.test>' -> 'oncall@shop.test'"],
  },
  {
    meant: 'an address of a link',
    put: ['notify', 'emails', 0],
    value: 'mailto:oncall@shop.test ',
    problems: ["notify.emails[0]: 'mailto:oncall@shop.test ' -> 'oncall@shop.test'"],
  },
  ...(
    [
      ['aurora-postgresql', "'postgres', with kind: 'cluster' and the cluster's identifier"],
      ['aurora-mysql', "'mysql', with kind: 'cluster' and the cluster's identifier"],
      ['postgresql', "'postgres'"],
      ['toString', "'postgres' or 'mysql' or 'mariadb'"],
    ] as const
  ).map(([value, fix]) => ({
    meant: `the engine ${value}`,
    put: ['databases', 0, 'engine'],
    value,
    problems: [`databases[0].engine: '${value}' -> ${fix}`],
  })),
];

it.each(SLIPS)('$meant', ({ put, value, problems }) => {
  expect(found(withValue(fullest(), put, value))).toEqual(problems);
});

it('measures soaks by the TTL that was meant', () => {
  const config = { ...smallest(), ttl: 300, steps: [{ percent: 100, soak: Duration.seconds(90) }] };
  const [, second] = problemsOf(config);
  expect(second?.path).toBe('steps[0].soak');
  expect(second?.expected).toContain('6 min to 13 days (the minimum is ttl 5 min + 60 s');
});

it('a load balancer of CDK in place of its name, or of the whole target', () => {
  expect(found({ ...smallest(), target: { loadBalancer } })).toEqual([
    `target.loadBalancer: 'Cluster/Ingress' -> ${CDK_TARGET}`,
  ]);
  expect(found({ ...smallest(), target: loadBalancer })).toEqual([
    `target: 'Cluster/Ingress' -> ${CDK_TARGET}`,
  ]);
});

it('a value that a variable should have', () => {
  expect(found({ ...smallest(), target: { loadBalancer: undefined } })).toEqual([
    "target.loadBalancer: undefined, though its key is there -> target: { loadBalancer: 'k8s-ingress-9876543210.us-west-1.elb.amazonaws.com' }",
  ]);
  expect(found({ ...smallest(), alarms: undefined })).toEqual([
    "alarms: undefined, though its key is there -> alarms: ['cluster-5xx']",
  ]);
});

it('CDK_DEFAULT_ACCOUNT and CDK_DEFAULT_REGION without credentials', () => {
  const why =
    'CDK_DEFAULT_ACCOUNT and CDK_DEFAULT_REGION are only set with credentials (AWS_PROFILE, or --profile)';
  expect(() => resolveMigration(smallest(), undefined)).toThrow(
    `write:    env: { account: '111122223333', region: 'us-west-1' }, among the stack's properties; ${why}`,
  );
  expect(found(smallest(), { account: undefined, region: 'us-west-1' })).toEqual([
    `env.account: left out -> '111122223333', for example; ${why}`,
  ]);
});

it.each([
  ['eu-west', 'eu-west-1'],
  ['eu-central-1a', 'eu-central-1'],
  ['EU_WEST_2', 'eu-west-2'],
  ['eu-west1', 'eu-west-1'],
  ['us-iso-east-1', 'us-west-1'],
  ['Ireland', 'us-west-1'],
])('a region by %s', (region, meant) => {
  expect(found(smallest(), { ...ENVIRONMENT, region })).toEqual([`env.region: '${region}' -> '${meant}'`]);
});

it('no address and no topic', () => {
  expect(found({ ...smallest(), notify: { emails: [] } })).toEqual([
    "notify.emails: an empty list -> emails: ['oncall@example.com']",
  ]);
});

it('the share that a warning names as the nearest is taken without one', () => {
  const percents = [0.38, 0.39, 50, 99.61, 99.7, 100];
  const steps = (percent: number) => [{ percent, soak }, ...(percent < 100 ? [{ percent: 100, soak }] : [])];
  const warned = percents.filter((percent) =>
    warningsOf({ ...smallest(), steps: steps(percent) }).includes('share-not-expressible steps[0].percent'),
  );
  expect(warned).toEqual([0.38, 99.7]);
});
