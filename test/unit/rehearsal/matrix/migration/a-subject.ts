import { alarmsOf } from '../../../../../rehearsal/scenes/migration/alarms.ts';
import type { JsonObject } from '../../../../../rehearsal/snapshot/json.ts';
import { Snapshot } from '../../../../../rehearsal/snapshot/snapshot.ts';
import type { Subject } from '../../../../../rehearsal/trials/migration/subject.ts';
import {
  type LoadBalancer,
  type LoadBalancerFamily,
  steady,
} from '../../../../../rehearsal/world/load-balancer.ts';
import type { NameServer } from '../../../../../rehearsal/world/name-server.ts';

const PLACE = { account: '111122223333', region: 'us-west-1' };
export const BALANCER = 'app/ingress/1';

/** An alarm as the CLI prints it: on errors of targets, which it sees. */
export const plain = (AlarmName: string, more: JsonObject = {}): JsonObject => ({
  AlarmName,
  AlarmArn: `arn:aws:cloudwatch:us-west-1:111122223333:alarm:${AlarmName}`,
  ActionsEnabled: true,
  MetricName: 'HTTPCode_Target_5XX_Count',
  Namespace: 'AWS/ApplicationELB',
  Statistic: 'Sum',
  Dimensions: [{ Name: 'LoadBalancer', Value: BALANCER }],
  Period: 60,
  EvaluationPeriods: 3,
  DatapointsToAlarm: 2,
  Threshold: 10,
  ComparisonOperator: 'GreaterThanThreshold',
  TreatMissingData: 'notBreaching',
  ...more,
});

interface Printed {
  readonly metric?: readonly JsonObject[];
  readonly composite?: readonly JsonObject[];
}

/** Two names of one zone that move from an address to a load balancer, with these alarms, which all roll back. */
export function aSubject(
  { metric = [], composite = [] }: Printed,
  more: Partial<Subject> = {},
  family: LoadBalancerFamily = 'application',
): Subject {
  const files = new Map([
    [
      `${PLACE.account}/${PLACE.region}/cloudwatch/describe-alarms.json`,
      { MetricAlarms: [...metric], CompositeAlarms: [...composite] },
    ],
  ]);
  const all = [...metric, ...composite].map(({ AlarmName }) => String(AlarmName));
  const definitions = alarmsOf(new Snapshot('somewhere', files), PLACE, all);
  return {
    steps: [
      { percent: 5, soakSeconds: 3600 },
      { percent: 50, soakSeconds: 3600 },
    ],
    alarms: definitions.map(({ name }) => name),
    definitions,
    notEvaluated: new Map(),
    cluster: {
      id: BALANCER,
      family,
      dnsName: 'ingress.elb.test.',
      ipv4: ['192.0.2.1'],
      ipv6: [],
      zones: ['us-west-1a'],
      hosts: () => [
        { targetGroup: 'targetgroup/nodes/1', healthy: new Map([['us-west-1a', 3]]), unhealthy: new Map() },
      ],
      health: steady(),
    },
    others: [LEGACY],
    names: [
      { name: 'www.shop.test.', popularity: 0.9 },
      { name: 'blog.shop.test.', popularity: 0.1 },
    ],
    moved: ['www.shop.test.', 'blog.shop.test.'],
    cnames: [],
    before: onLegacy,
    traffic: { requestsPerMinute: 3000, swing: 0.5, busiestHour: 19 },
    resolvers: 60,
    ttlSeconds: 60,
    ...more,
  };
}

const LEGACY: LoadBalancer = {
  id: 'app/legacy/0',
  family: 'application',
  dnsName: 'legacy.elb.test.',
  ipv4: ['198.51.100.1'],
  ipv6: [],
  zones: ['us-west-1a'],
  hosts: () => [],
  health: steady(),
};

const onLegacy: NameServer = {
  versionAt: () => '1',
  possibleAnswers: (_, family) =>
    family === 'A' ? [{ endpoint: '198.51.100.1', ttlSeconds: 60, share: 1 }] : [],
};
