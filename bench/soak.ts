/**
 * JudgeSoak over two weeks with 20 compared metrics beside errors and latency: how long it takes, and how often CloudWatch is called. By the
 * product's adapters, against the rehearsal's CloudWatch and load balancers on this machine.
 */
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { CloudWatchAlarms } from '../lambdas/migration/adapters/cloudwatch-alarms.ts';
import { CloudWatchSeries } from '../lambdas/migration/adapters/cloudwatch-series.ts';
import { CloudWatchTraffic } from '../lambdas/migration/adapters/cloudwatch-traffic.ts';
import { Elbv2LoadBalancers } from '../lambdas/migration/adapters/elbv2-load-balancers.ts';
import { COMPARED_BY_DEFAULT, type CompareSettings } from '../lambdas/migration/contract/compare-settings.ts';
import { judgeStep } from '../lambdas/migration/migrate/judge-soak/judge-step.ts';
import {
  elasticLoadBalancingService,
  type MonitoringSource,
  monitoringService,
} from '../rehearsal/gateway/index.ts';
import { metricAlarm } from '../test/integration/gateway/monitoring-account.ts';
import { FUNCTION_CREDENTIALS } from '../test/integration/gateway/policies.ts';
import { rehearsedAccount } from '../test/integration/gateway/rehearsed-account.ts';
import { CLUSTER_ELB, LEGACY_ELB, Shop } from '../test/support/migration/shop.ts';
import { countRow, median, type Row } from './row.ts';

const DAY = 86_400_000;
const SOAK_DAYS = 13.5;
const METRICS = 20;
const ROUNDS = 5;
const REGION = 'us-west-1';

export async function soakRows(): Promise<Row[]> {
  const shop = await Shop.atStep(0, { compare: comparing() });
  const soakFrom = new Date(shop.now).toISOString();
  shop.now += SOAK_DAYS * DAY;
  const account = await rehearsedAccount({
    services: {
      monitoring: monitoringService(busy(shop), { now: shop.clock.now }),
      elasticloadbalancing: elasticLoadBalancingService({ loadBalancers: () => BALANCERS }),
    },
  });
  try {
    const config = account.client(FUNCTION_CREDENTIALS);
    const cloudWatch = new CloudWatchClient(config);
    const loadBalancers = [new Elbv2LoadBalancers(new ElasticLoadBalancingV2Client(config))];
    const ports = {
      ...shop.world,
      alarms: new CloudWatchAlarms(cloudWatch),
      series: new CloudWatchSeries(cloudWatch),
      traffic: new CloudWatchTraffic({ cloudWatch, loadBalancers, region: REGION, now: shop.clock.now }),
    };
    const calls = () => account.gateway.calls.all().filter(({ service }) => service === 'monitoring').length;
    const soak = { run: shop.run, step: 0, soakFrom, soakUntil: soakFrom, extensions: 0 };
    const times: number[] = [];
    let made = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const [before, begin] = [calls(), performance.now()];
      const { verdict, reasons } = await judgeStep(soak, ports);
      times.push(performance.now() - begin);
      made = calls() - before;
      if (verdict !== 'pass') throw new Error(`The soak is ${verdict}: ${reasons.join(' ')}`);
    }
    const what = `JudgeSoak, ${SOAK_DAYS} days, ${METRICS + 2} things compared`;
    const seconds = median(times) / 1000;
    return [
      countRow(`${what}: seconds`, `${seconds.toFixed(2)} s`, seconds, 2),
      countRow(`${what}: calls of CloudWatch`, `${made}`, made, 40),
    ];
  } finally {
    await account.stop();
  }
}

function comparing(): CompareSettings {
  const metric = (side: string, i: number) => ({
    namespace: 'Shop',
    metricName: `m${i}`,
    dimensions: { side },
  });
  return {
    ...COMPARED_BY_DEFAULT,
    metrics: Array.from({ length: METRICS }, (_, i) => ({
      name: `Metric ${i}`,
      statistic: i % 2 === 0 ? 'Sum' : 'p90',
      legacy: metric('legacy', i),
      cluster: metric('cluster', i),
      tolerance: { absolute: 0.01, relative: 0.25 },
    })),
  };
}

const BALANCERS = [CLUSTER_ELB, LEGACY_ELB].map((dnsName) => ({
  family: 'application' as const,
  name: dnsName,
  id: `app/${dnsName}/1`,
  dnsName,
  hostedZoneId: 'Z368ELLRRE2KJ0',
  scheme: 'internet-facing' as const,
  dualStack: true,
  createdAt: 0,
  tags: {},
}));

/** A hundred requests a second on the cluster, nineteen hundred on legacy, one in a thousand of which fails; and all is well. */
function busy({ now: until, alarms }: Shop): MonitoringSource {
  return {
    metrics: () => [],
    alarms: () => alarms.alarms.map(({ name }) => metricAlarm(name, { state: 'OK' })),
    history: () => [],
    query: (...[metric, start, end, periodSeconds, statistic]) => {
      const period = periodSeconds * 1000;
      const isCluster =
        JSON.stringify(metric.dimensions).includes(CLUSTER_ELB) || metric.dimensions.side === 'cluster';
      const requests = periodSeconds * (isCluster ? 100 : 1900);
      const valueAt = (at: number) => {
        const uneven = 1 + ((at / period) % 7) / 20;
        if (statistic === 'SampleCount' || metric.metricName === 'RequestCount') return requests;
        return statistic === 'Sum' ? (requests / 1000) * uneven : 0.2 * uneven;
      };
      const length = Math.max(0, Math.ceil((Math.min(end, until) - start) / period));
      return Array.from({ length }, (_, n) => start + n * period).map((at) => ({ at, value: valueAt(at) }));
    },
  };
}
