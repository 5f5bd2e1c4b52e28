/** Alarms that the stack makes for the target's load balancer. */
import { Token } from 'aws-cdk-lib';
import { parseLoadBalancerName } from '../../../lambdas/migration/contract/load-balancer-name.ts';
import { failingNamesMetric } from '../../../lambdas/migration/contract/name-probe.ts';
import type { AlarmSettings, ClusterTarget } from '../../../lambdas/migration/contract/settings.ts';
import { afterIn, type Home, readArnOf, resourceOf } from '../../shared/config/arn.ts';
import { readEach } from '../../shared/config/lists.ts';
import { type Place, textAttribute } from '../../shared/config/place.ts';
import { readNumber, readSeconds } from '../../shared/config/values.ts';
import {
  type BalancerKind,
  MADE_ALARM,
  type MadeAlarmsSettings,
  madeAlarms,
  type NamedAlarm,
} from '../made-alarms/definitions.ts';
import { alarmIn, readAlarms } from './alarms.ts';
import { type ReadProbe, readProbe } from './name-probe.ts';
import { readStatistic } from './statistic.ts';

const KEYS = ['make', 'loadBalancer', 'targetGroups', 'errors', 'latency', 'probe', 'also'] as const;
type Fields = Record<(typeof KEYS)[number], Place>;

const ONLY_HERE = 'CloudWatch has its metrics there, and an alarm is where its metric is';
const ARN =
  'arn:aws:elasticloadbalancing:us-west-1:111122223333:loadbalancer/app/k8s-ingress/0123456789abcdef';
const BALANCER = {
  what: 'a load balancer',
  shown: "the ARN of the target's load balancer, or the one of CDK",
  service: 'elasticloadbalancing',
  resource: /^loadbalancer\/((?:app|net)\/[^/]+\/[0-9a-f]+|[\w-]+)$/,
  example: `'${ARN}'`,
  whyRegion: ONLY_HERE,
  whyAccount: ONLY_HERE,
};
const GROUP = {
  what: 'a target group',
  shown: 'the ARN of a target group behind the load balancer, or the one of CDK',
  service: 'elasticloadbalancing',
  resource: /^(targetgroup\/[^/]+\/[0-9a-f]+)$/,
  example: `'${ARN.replace(/loadbalancer.*/, 'targetgroup/k8s-ingress/0123456789abcdef')}'`,
  whyRegion: ONLY_HERE,
  whyAccount: ONLY_HERE,
};
const MOST_GROUPS = 10;
const COUNT = { atLeast: 1, whole: true } as const;

export interface ReadAlarms {
  /** Those that are given, then those that are made. */
  readonly alarms: readonly AlarmSettings[];
  readonly given: { readonly place: Place; readonly alarms: readonly AlarmSettings[] };
  readonly made: readonly NamedAlarm[];
  /** Undefined: no names are requested from the cluster each minute. */
  readonly probe?: ReadProbe | undefined;
}

interface Of {
  readonly migration: string | undefined;
  readonly target: ClusterTarget | undefined;
  readonly home: Home;
}

/** @param place a list of alarms, or what says that they are made */
export function readAllAlarms(place: Place, of: Of): ReadAlarms {
  if (!saysMake(place)) {
    const alarms = readAlarms(place, of.home);
    return { alarms, given: { place, alarms }, made: [] };
  }
  const fields = place.fields(KEYS, {
    what: 'alarms that are made',
    example: `{ make: true, loadBalancer: ${BALANCER.example} }`,
    synonyms: { arn: 'loadBalancer', alarms: 'also', own: 'also' },
  });
  if (!fields) return { alarms: [], given: { place: place.with([]), alarms: [] }, made: [] };
  const { also } = fields;
  if (fields.make.value !== true)
    fields.make.problem('true', 'make: true, or a list of alarms in place of it');
  const { settings, probe } = readMade(fields, of);
  const made = settings ? madeAlarms(settings).map((alarm) => named(alarm, of)) : [];
  const alarms = also.isLeftOut ? [] : readAlarms(also, of.home, made.length);
  for (const { name } of made)
    if (alarms.some((alarm) => alarm.name === name))
      also.problem(`alarms of your own: the stack makes ${name} itself`, `remove ${name}`);
  return { alarms: [...alarms, ...made.map(settingsOf)], given: { place: also, alarms }, made, probe };
}

/** No list, and no alarm of CDK or text in its place. */
function saysMake({ value, isToken }: Place): boolean {
  return typeof value === 'object' && value !== null && !isToken && Object.hasOwn(value, 'make');
}

function named(alarm: ReturnType<typeof madeAlarms>[number], { migration = '', home }: Of): NamedAlarm {
  return { ...alarm, ...alarmIn(home, `${migration}-${MADE_ALARM}-${alarm.which}`) };
}

function settingsOf({ name, arn, isOfProbe }: NamedAlarm): AlarmSettings {
  return { name, arn, allowInsufficientData: false, ...(!isOfProbe && { isMade: true }) };
}

interface Made {
  readonly settings?: MadeAlarmsSettings | undefined;
  readonly probe?: ReadProbe | undefined;
}

function readMade(fields: Fields, { migration = '', target, home }: Of): Made {
  if (target?.kind === 'addresses') {
    fields.make.problem(
      'alarms of your own, because the target is addresses, which have no metrics in CloudWatch',
      "alarms: ['cluster-5xx']",
    );
    return {};
  }
  const balancer = readBalancer(fields.loadBalancer, target, home);
  const targetGroups = readGroups(fields.targetGroups, balancer?.kind, home);
  const errors = readErrors(fields.errors, balancer?.kind);
  const latency = readLatency(fields.latency, balancer?.kind);
  if (!balancer || !errors) return {};
  const probe = readProbe(fields.probe, balancer.kind, fields.loadBalancer.value);
  const settings = {
    ...balancer,
    targetGroups,
    errors,
    ...(latency && { latency }),
    ...(probe && { probe: { percent: probe.percent, metric: failingNamesMetric(migration) } }),
  };
  return { settings, probe };
}

type Balancer = Pick<MadeAlarmsSettings, 'kind' | 'loadBalancer'>;

function readBalancer(
  place: Place,
  target: Extract<ClusterTarget, { kind: 'load-balancer' }> | undefined,
  home: Home,
): Balancer | undefined {
  if (place.isLeftOut)
    return place.problem(
      `${BALANCER.shown}: its metrics are under an id that its DNS name lacks`,
      howToFind(target, home),
    );
  const arn = readArnOf(place, 'loadBalancerArn', BALANCER, home);
  if (arn === undefined) return undefined;
  const loadBalancer = afterIn(arn, ':loadbalancer/');
  const kind = kindOf(place.value, loadBalancer);
  if (kind === undefined)
    return place.problem(
      'a load balancer whose kind is known at synth',
      `the one of CDK itself, or its ARN: ${BALANCER.example}`,
    );
  const family = kind === 'network' ? 'network' : 'application-or-classic';
  if (target && (target.family !== family || !isNamed(target.dnsName, loadBalancer)))
    return place.problem(`the target's load balancer, ${target.dnsName}`, howToFind(target, home));
  return { kind, loadBalancer };
}

function howToFind(target: { readonly dnsName: string } | undefined, { region }: Home): string {
  const classic = 'of a classic one, with its name at the end: …:loadbalancer/k8s-ingress';
  if (!target || Token.isUnresolved(target.dnsName)) return `${BALANCER.example}, for example; ${classic}`;
  const wanted = `LoadBalancers[?DNSName=='${plainName(target.dnsName)}'].LoadBalancerArn`;
  return `the ARN that this prints: aws elbv2 describe-load-balancers --region ${region} --output text --query "${wanted}"; ${classic}`;
}

/** By its ARN, or by what CDK makes. */
function kindOf(value: unknown, loadBalancer: string): BalancerKind | undefined {
  if (!Token.isUnresolved(loadBalancer)) {
    const kinds: Readonly<Record<string, BalancerKind>> = { app: 'application', net: 'network' };
    return loadBalancer.includes('/') ? kinds[loadBalancer.split('/')[0] ?? ''] : 'classic';
  }
  const type = textAttribute(resourceOf(value), 'type');
  return type === 'application' || type === 'network' ? type : undefined;
}

/** Whether the load balancer with this DNS name may be the one: its name begins with the other's. */
function isNamed(dnsName: string, loadBalancer: string): boolean {
  if (Token.isUnresolved(dnsName) || Token.isUnresolved(loadBalancer)) return true;
  const [first = '', own = first] = loadBalancer.split('/');
  return plainName(dnsName).startsWith(`${own.toLowerCase()}-`);
}

/** As AWS shows it, but for capitals. */
function plainName(dnsName: string): string {
  return parseLoadBalancerName(dnsName)?.dnsName ?? dnsName;
}

function readGroups(place: Place, kind: BalancerKind | undefined, home: Home): readonly string[] {
  if (place.isLeftOut) return [];
  if (kind === 'classic')
    return place.problem('nothing: a classic load balancer has no target groups', 'remove it') ?? [];
  const read = (at: Place) => {
    const arn = readArnOf(at, 'targetGroupArn', GROUP, home);
    return arn === undefined ? undefined : `targetgroup/${afterIn(arn, ':targetgroup/')}`;
  };
  const limits = {
    of: 'a target group',
    atLeast: 1,
    atMost: MOST_GROUPS,
    example: `targetGroups: [${GROUP.example}]`,
  };
  return readEach(place, { ...limits, read, keyOf: (group) => group, each: 'each target group' });
}

function readErrors(place: Place, kind: BalancerKind | undefined): MadeAlarmsSettings['errors'] | undefined {
  const fields = place.optionalFields(['percent', 'fewest', 'perMinute'], {
    what: 'from when on errors are an alarm',
    example: '{ percent: 5, fewest: 5 }',
  });
  if (!fields) return undefined;
  const whose = kind === 'network' ? 'resets' : 'errors';
  const percent = readNumber(fields.percent, {
    what: `${whose} that are an alarm, percent`,
    atLeast: 0.1,
    atMost: 100,
    whole: false,
    byDefault: kind === 'network' ? 10 : 5,
  });
  const fewest = readNumber(fields.fewest, {
    what: `the fewest ${whose} in a minute that are an alarm`,
    ...COUNT,
    atMost: 1e6,
    byDefault: 5,
  });
  if (percent === undefined || fewest === undefined) return undefined;
  if (fields.perMinute.isLeftOut) return { percent, fewest };
  const perMinute = readNumber(fields.perMinute, {
    what: `${whose} in a minute that are an alarm`,
    ...COUNT,
    atMost: 1e9,
  });
  return perMinute === undefined ? undefined : { percent, fewest, perMinute };
}

function readLatency(place: Place, kind: BalancerKind | undefined): MadeAlarmsSettings['latency'] {
  if (place.value === false) return undefined;
  if (kind === 'network')
    return place.isLeftOut
      ? undefined
      : place.problem('nothing: a network load balancer measures no answers', 'remove it');
  const fields = place.optionalFields(['statistic', 'above'], {
    what: 'from when on answers are too slow',
    example: "{ statistic: 'p95', above: Duration.seconds(2) }, or false for no such alarm",
  });
  if (!fields) return undefined;
  const statistic = fields.statistic.isLeftOut ? 'p95' : readStatistic(fields.statistic, ['Average']);
  const seconds = readSeconds(fields.above, {
    what: 'the latency that is an alarm',
    atLeast: 1,
    atMost: 3600,
    byDefault: 2,
  });
  return statistic === undefined || seconds === undefined ? undefined : { statistic, seconds };
}
