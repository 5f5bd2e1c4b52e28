import { Route53MetricChecks } from '../../../../lambdas/migration/adapters/route53-metric-checks.ts';
import { type SdkWorld, startSdkWorld } from '../../route53/sdk-world.ts';

const turns = { take: <T>(call: () => Promise<T>) => call() };
const COPY = {
  EvaluationPeriods: 3,
  Threshold: 0.5,
  ComparisonOperator: 'GreaterThanThreshold',
  Period: 60,
  MetricName: 'TargetResponseTime',
  Namespace: 'AWS/ApplicationELB',
  Statistic: 'Average',
  Dimensions: [{ Name: 'LoadBalancer', Value: 'app/k8s/1' }],
};

describe('health checks on metrics in Route 53', () => {
  let world: SdkWorld;
  beforeEach(async () => {
    world = await startSdkWorld();
  });
  afterEach(() => world.close());

  const read = (id: string) => new Route53MetricChecks({ client: world.client, turns }).readAll(id);

  it('are read with their copies, and what the one over them needs', async () => {
    const { healthChecks } = world.engine;
    const AlarmIdentifier = { Name: 'latency', Region: 'us-west-1' };
    const config = { Type: 'CLOUDWATCH_METRIC', AlarmIdentifier, InsufficientDataHealthStatus: 'Healthy' };
    healthChecks.add('metric', { ...config, Disabled: true }, COPY);
    healthChecks.add('endpoint');
    healthChecks.add('all', {
      Type: 'CALCULATED',
      HealthThreshold: 2,
      ChildHealthChecks: ['metric', 'endpoint'],
    });
    const plain = { disabled: false, inverted: false, children: [], threshold: 0 };
    expect(await read('all')).toEqual({
      parent: { ...plain, id: 'all', children: ['metric', 'endpoint'], threshold: 2 },
      children: [
        {
          ...plain,
          id: 'metric',
          disabled: true,
          alarm: {
            name: 'latency',
            withoutData: 'Healthy',
            copy: {
              namespace: 'AWS/ApplicationELB',
              metricName: 'TargetResponseTime',
              dimensions: { LoadBalancer: 'app/k8s/1' },
              statistic: 'Average',
              periodSeconds: 60,
              evaluationPeriods: 3,
              threshold: 0.5,
              comparison: 'GreaterThanThreshold',
            },
          },
        },
        { ...plain, id: 'endpoint' },
      ],
    });
  });

  it('are undefined where they are gone', async () => {
    const { healthChecks } = world.engine;
    healthChecks.add('gone');
    healthChecks.add('all', { Type: 'CALCULATED', HealthThreshold: 1, ChildHealthChecks: ['gone'] });
    healthChecks.delete('gone');
    expect((await read('all'))?.children).toEqual([undefined]);
    expect(await read('other')).toBeUndefined();
  });
});
