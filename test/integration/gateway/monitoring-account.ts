import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { AwsQueryProtocol } from '@aws-sdk/core/protocols';
import { SmithyRpcV2CborProtocol } from '@smithy/core/cbor';
import {
  type CallLog,
  type MonitoringSource,
  monitoringService,
  type SourceAlarm,
  type SourceLogAlarm,
  type SourceMetric,
  type SourceMetricAlarm,
  type SourceTransition,
} from '../../../rehearsal/gateway/index.ts';
import { FUNCTION_CREDENTIALS } from './policies.ts';
import { ACCOUNT, NOW, REGION, rehearsedAccount } from './rehearsed-account.ts';

export const MINUTE = 60_000;

export function metricAlarm(name: string, changed: Partial<SourceMetricAlarm> = {}): SourceMetricAlarm {
  return {
    kind: 'metric',
    name,
    arn: `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:${name}`,
    description: 'too many errors',
    actionsEnabled: true,
    configurationUpdatedAt: NOW - 9 * MINUTE,
    stateUpdatedAt: NOW - 2 * MINUTE,
    stateTransitionedAt: NOW - 3 * MINUTE,
    state: 'OK',
    reason: 'Threshold Crossed: <1 & 2>',
    reasonData: '{"version":"1.0"}',
    metric: {
      namespace: 'AWS/ApplicationELB',
      metricName: 'HTTPCode_ELB_5XX_Count',
      dimensions: { LoadBalancer: 'app/k8s/1' },
    },
    statistic: 'Sum',
    periodSeconds: 60,
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    threshold: 5,
    comparison: 'GreaterThanThreshold',
    treatMissingData: 'notBreaching',
    ...changed,
  };
}

export function logAlarm(name: string, changed: Partial<SourceLogAlarm> = {}): SourceLogAlarm {
  const { metric, statistic, periodSeconds, evaluationPeriods, datapointsToAlarm, ...basics } =
    metricAlarm(name);
  return {
    ...basics,
    kind: 'log',
    query: 'filter status = 504',
    logGroups: ['ingress'],
    aggregation: 'count(*)',
    schedule: 'rate(1 minute)',
    startOffsetSeconds: 60,
    endOffsetSeconds: 0,
    resultsToEvaluate: 3,
    resultsToAlarm: 2,
    ...changed,
  };
}

export function transition(
  alarm: string,
  at: number,
  from: SourceAlarm['state'],
  to: SourceAlarm['state'],
  kind: SourceAlarm['kind'] = 'metric',
): SourceTransition {
  const status = (state: SourceAlarm['state']) => ({ state, reason: `now ${state}`, reasonData: '' });
  return { alarm, kind, at, from: status(from), to: status(to) };
}

/** A source of whatever the test puts in. Its one metric has the value n in the nth minute of the last hour. */
export class SomeMonitoring implements MonitoringSource {
  readonly all: SourceAlarm[] = [];
  readonly transitions: SourceTransition[] = [];
  readonly queries: unknown[][] = [];
  readonly statesSet: unknown[][] = [];

  alarms(): readonly SourceAlarm[] {
    return this.all;
  }

  history(): readonly SourceTransition[] {
    return this.transitions;
  }

  readonly listed: SourceMetric[] = [];
  readonly linked: string[] = [];

  linkedAccounts(): readonly string[] {
    return this.linked;
  }

  metrics({ activeWithinHours }: { readonly activeWithinHours?: number }): readonly SourceMetric[] {
    return activeWithinHours === undefined ? this.listed : this.listed.slice(0, 1);
  }

  query(...asked: Parameters<MonitoringSource['query']>) {
    this.queries.push(asked);
    const [metric, start, end, periodSeconds] = asked;
    if (metric.metricName !== 'RequestCount') return [];
    const begin = Math.max(start, NOW - 60 * MINUTE);
    const period = periodSeconds * 1000;
    const count = Math.max(0, Math.ceil((Math.min(end, NOW) - begin) / period));
    return Array.from({ length: count }, (_, n) => ({ at: begin + n * period, value: n }));
  }

  readonly puts: unknown[][] = [];

  put(...value: unknown[]): void {
    this.puts.push(value);
  }

  setAlarmState(...set: unknown[]): void {
    this.statesSet.push(set);
  }
}

const XML_NAMESPACE = 'http://monitoring.amazonaws.com/doc/2010-08-01/';
const SHAPES = 'com.amazonaws.cloudwatch';
/** Every wire that a client of CloudWatch may choose, with the SDK's own implementation of it. */
export const WIRES = [
  ['the wire that the SDK chooses (awsJson)', undefined],
  ['rpc-v2-cbor', new SmithyRpcV2CborProtocol({ defaultNamespace: SHAPES })],
  [
    'awsQuery',
    new AwsQueryProtocol({ defaultNamespace: SHAPES, xmlNamespace: XML_NAMESPACE, version: '2010-08-01' }),
  ],
] as const;

export interface SomeCloudWatch {
  readonly source: SomeMonitoring;
  /** A function's. */
  readonly client: CloudWatchClient;
  readonly calls: CallLog;
  stop(): Promise<void>;
}

/** An account in which CloudWatch shows what its source knows, which is nothing yet. */
export async function someCloudWatch(protocol: (typeof WIRES)[number][1]): Promise<SomeCloudWatch> {
  const source = new SomeMonitoring();
  const monitoring = monitoringService(source, { now: () => NOW });
  const account = await rehearsedAccount({ services: { monitoring } });
  const options = { ...account.client(FUNCTION_CREDENTIALS), ...(protocol && { protocol }) };
  const client = new CloudWatchClient(options);
  return { source, client, calls: account.gateway.calls, stop: () => account.stop() };
}
