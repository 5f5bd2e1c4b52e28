import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { ElasticLoadBalancingClient } from '@aws-sdk/client-elastic-load-balancing';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ClassicLoadBalancers } from '../../../../lambdas/migration/adapters/classic-load-balancers.ts';
import { CloudWatchTraffic } from '../../../../lambdas/migration/adapters/cloudwatch-traffic.ts';
import { Elbv2LoadBalancers } from '../../../../lambdas/migration/adapters/elbv2-load-balancers.ts';
import { parseLoadBalancerName } from '../../../../lambdas/migration/contract/load-balancer-name.ts';
import type { TrafficSource } from '../../../../lambdas/migration/domain/traffic-sources.ts';
import {
  elasticLoadBalancingService,
  type MonitoringSource,
  monitoringService,
  type SourceLoadBalancer,
} from '../../../../rehearsal/gateway/index.ts';
import { FUNCTION_CREDENTIALS } from '../../gateway/policies.ts';
import { NOW, type RehearsedAccount, rehearsedAccount } from '../../gateway/rehearsed-account.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Within a minute, so that whole minutes begin before it. */
const LATER = NOW + 30_000;
const FROM = '2026-11-23T10:00:00Z';
const UNTIL = '2026-11-23T11:00:00Z';

const CLASSIC: SourceLoadBalancer = {
  family: 'classic',
  name: 'Legacy-Shop',
  id: '',
  dnsName: 'Legacy-Shop-123.us-west-1.elb.amazonaws.com',
  hostedZoneId: 'Z368ELLRRE2KJ0',
  scheme: 'internet-facing',
  dualStack: true,
  createdAt: NOW,
  tags: {},
};
const APPLICATION: SourceLoadBalancer = {
  ...CLASSIC,
  family: 'application',
  name: 'k8s-ingress',
  id: 'app/k8s-ingress/50dc6c495c0c9188',
  dnsName: 'k8s-ingress-987.us-west-1.elb.amazonaws.com',
};
const NETWORK: SourceLoadBalancer = {
  ...CLASSIC,
  family: 'network',
  name: 'inner',
  id: 'net/inner/1',
  dnsName: 'inner-1.elb.us-west-1.amazonaws.com',
};
// More than one page of them.
const MANY_OTHERS = Array.from(
  { length: 450 },
  (_, n): SourceLoadBalancer => ({
    ...APPLICATION,
    name: `other-${n}`,
    id: `app/other-${n}/1`,
    dnsName: `other-${n}-1.us-west-1.elb.amazonaws.com`,
  }),
);
const OTHERS = MANY_OTHERS.slice(0, 6);

function source(dnsName: string): TrafficSource {
  const name = parseLoadBalancerName(dnsName);
  if (!name) throw new Error(`${dnsName} is not the name of a load balancer.`);
  return { kind: 'load-balancer', name };
}

/** One request a minute on each metric listed, and no datapoint for any other: as CloudWatch without requests. */
class Requests implements MonitoringSource {
  readonly served = new Set<string>();
  readonly asked: string[] = [];

  metrics() {
    return [...this.served].map((key) => {
      const [namespace = '', metricName = '', dimensions = ''] = key.split(' ');
      return { namespace, metricName, dimensions: JSON.parse(dimensions) as Record<string, string> };
    });
  }
  alarms() {
    return [];
  }
  history() {
    return [];
  }
  query(...[metric, start, end, periodSeconds, statistic]: Parameters<MonitoringSource['query']>) {
    const key = `${metric.namespace} ${metric.metricName} ${JSON.stringify(metric.dimensions)}`;
    this.asked.push(`${key} ${statistic}`);
    const period = periodSeconds * 1000;
    const length = this.served.has(key) ? Math.max(0, Math.ceil((end - start) / period)) : 0;
    return Array.from({ length }, (_, n) => ({ at: start + n * period, value: periodSeconds / 60 }));
  }
}

const APPLICATION_METRIC =
  'AWS/ApplicationELB RequestCount {"LoadBalancer":"app/k8s-ingress/50dc6c495c0c9188"}';
const CLASSIC_METRIC = 'AWS/ELB RequestCount {"LoadBalancerName":"Legacy-Shop"}';
const NETWORK_METRIC = 'AWS/NetworkELB NewFlowCount {"LoadBalancer":"net/inner/1"}';

describe('Requests counted by CloudWatch', () => {
  let requests: Requests;
  let others: readonly SourceLoadBalancer[];
  let account: RehearsedAccount;
  let traffic: CloudWatchTraffic;
  const count = (...sources: TrafficSource[]) => traffic.count(sources, FROM, UNTIL);

  beforeEach(async () => {
    requests = new Requests();
    others = OTHERS;
    const loadBalancers = () => [CLASSIC, ...others, NETWORK, APPLICATION];
    account = await rehearsedAccount({
      services: {
        monitoring: monitoringService(requests, { now: () => LATER }),
        elasticloadbalancing: elasticLoadBalancingService({ loadBalancers }),
      },
    });
    const config = account.client(FUNCTION_CREDENTIALS);
    traffic = new CloudWatchTraffic({
      cloudWatch: new CloudWatchClient(config),
      loadBalancers: [
        new Elbv2LoadBalancers(new ElasticLoadBalancingV2Client(config)),
        new ClassicLoadBalancers(new ElasticLoadBalancingClient(config)),
      ],
      region: 'us-west-1',
      now: () => LATER,
    });
  });
  afterEach(() => account.stop());

  it('finds the metric of each kind of load balancer by the DNS name in the record', async () => {
    others = MANY_OTHERS;
    for (const metric of [APPLICATION_METRIC, CLASSIC_METRIC, NETWORK_METRIC]) requests.served.add(metric);
    const counted = await count(
      source('dualstack.LEGACY-shop-123.us-west-1.elb.amazonaws.com.'),
      source(APPLICATION.dnsName),
      source(NETWORK.dnsName),
    );
    expect(counted).toEqual([
      { known: true, source: CLASSIC.dnsName.toLowerCase(), requests: 60, unit: 'request' },
      { known: true, source: APPLICATION.dnsName, requests: 60, unit: 'request' },
      { known: true, source: NETWORK.dnsName, requests: 60, unit: 'connection' },
    ]);
    expect(requests.asked).toEqual([
      `${CLASSIC_METRIC} Sum`,
      `${APPLICATION_METRIC} Sum`,
      `${NETWORK_METRIC} Sum`,
    ]);
  });

  it('counts several spans, each by itself, and looks for the load balancers once', async () => {
    requests.served.add(APPLICATION_METRIC);
    const hour = { from: Date.parse(FROM), until: Date.parse(UNTIL) };
    const half = { ...hour, until: (hour.from + hour.until) / 2 };
    const counted = await traffic.countEach([source(APPLICATION.dnsName)], [hour, half]);
    expect(counted).toEqual([
      [{ known: true, source: APPLICATION.dnsName, requests: 60, unit: 'request' }],
      [{ known: true, source: APPLICATION.dnsName, requests: 30, unit: 'request' }],
    ]);
    const calls = account.gateway.calls.where({ operation: 'DescribeLoadBalancers' });
    expect(calls).toHaveLength(1);
  });

  it('distinguishes "no requests" on a load balancer that exists from "no such load balancer"', async () => {
    others = MANY_OTHERS;
    const counted = await count(source(APPLICATION.dnsName), source('gone-1.us-west-1.elb.amazonaws.com'));
    expect(counted).toEqual([
      { known: true, source: APPLICATION.dnsName, requests: 0, unit: 'request' },
      {
        known: false,
        source: 'gone-1.us-west-1.elb.amazonaws.com',
        why: 'this account has no such load balancer in us-west-1',
      },
    ]);
  });

  it('counts the metric that the settings name, where CloudWatch knows it', async () => {
    requests.served.add('Shop Requests {"Side":"legacy"}').add('Shop Requests {"Side":"cluster","Zone":"a"}');
    const metric = (Side: string): TrafficSource => ({
      kind: 'metric',
      metric: { namespace: 'Shop', metricName: 'Requests', dimensions: { Side } },
    });
    expect(await count(metric('legacy'), metric('cluster'))).toEqual([
      { known: true, source: 'Shop Requests {"Side":"legacy"}', requests: 60, unit: 'request' },
      {
        known: false,
        source: 'Shop Requests {"Side":"cluster"}',
        why: 'CloudWatch has no such metric with data in the last two weeks',
      },
    ]);
  });

  it('does not look for a load balancer of another Region here', async () => {
    const [counted] = await count(source('k8s-ingress-987.eu-west-1.elb.amazonaws.com'));
    expect(counted).toMatchObject({
      known: false,
      why: 'it is in eu-west-1, but metrics are read in us-west-1',
    });
    expect(account.gateway.calls.all()).toEqual([]);
  });

  it('asks nobody about what has no metric', async () => {
    const why = 'addresses have no metric';
    expect(await count({ kind: 'unmeasured', what: '192.0.2.1', why })).toEqual([
      { known: false, source: '192.0.2.1', why },
    ]);
    expect(account.gateway.calls.all()).toEqual([]);
  });

  it('does not know what it may not list', async () => {
    account.policies.allows = ({ action }) => action !== 'elasticloadbalancing:DescribeLoadBalancers';
    const [counted] = await count(source(APPLICATION.dnsName));
    expect(counted).toMatchObject({
      known: false,
      why: expect.stringMatching(/could not be listed: AccessDenied/),
    });
  });

  it('does not know what it may not count', async () => {
    account.policies.allows = ({ action }) => action !== 'cloudwatch:GetMetricData';
    const [counted] = await count(source(APPLICATION.dnsName));
    expect(counted).toMatchObject({
      known: false,
      why: expect.stringMatching(/GetMetricData: AccessDenied/),
    });
  });

  it('counts a soak of any length, in the period that CloudWatch still keeps', async () => {
    requests.served.add(APPLICATION_METRIC);
    const from = (days: number) => new Date(LATER - days * DAY).toISOString();
    for (const days of [1, 14.9999, 15, 62.9999, 63, 400]) {
      const [counted] = await traffic.count(
        [source(APPLICATION.dnsName)],
        from(days),
        new Date(NOW).toISOString(),
      );
      expect(counted).toMatchObject({ known: true });
      // A window that begins within a period counts the whole of it: an hour at most, and only in old data.
      const extra = (counted?.known ? counted.requests : 0) - Math.round(days * 24 * 60);
      expect(extra).toBeGreaterThanOrEqual(0);
      expect(extra).toBeLessThanOrEqual(60);
    }
  });

  it('adds up more datapoints than one answer contains', async () => {
    for (const metric of [APPLICATION_METRIC, CLASSIC_METRIC]) requests.served.add(metric);
    for (const { id } of OTHERS)
      requests.served.add(`AWS/ApplicationELB RequestCount ${JSON.stringify({ LoadBalancer: id })}`);
    const sources = [CLASSIC, ...OTHERS, APPLICATION].map(({ dnsName }) => source(dnsName));
    const counted = await traffic.count(
      sources,
      new Date(NOW - 10 * DAY).toISOString(),
      new Date(NOW).toISOString(),
    );
    expect(new Set(counted.map((one) => one.known && one.requests))).toEqual(new Set([14_400]));
    const pages = account.gateway.calls.all().filter(({ operation }) => operation === 'GetMetricData');
    expect(pages.length).toBeGreaterThan(1);
  });

  it('does not know a window without a minute in it', async () => {
    const [counted] = await traffic.count([source(APPLICATION.dnsName)], FROM, FROM);
    expect(counted).toMatchObject({ known: false, why: expect.stringContaining('StartTime') });
  });
});
