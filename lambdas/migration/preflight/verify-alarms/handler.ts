import { CloudWatchAlarms } from '../../adapters/cloudwatch-alarms.ts';
import { cloudWatch } from '../../adapters/cloudwatch-client.ts';
import { loadBalancers } from '../../adapters/load-balancers.ts';
import { route53 } from '../../adapters/route53-client.ts';
import { Route53MetricChecks } from '../../adapters/route53-metric-checks.ts';
import { MIGRATE } from '../../contract/states.ts';
import { parseCheckPayload } from '../../runtime/check-payload.ts';
import { makeCheckHandler } from '../../runtime/make-check-handler.ts';
import { metricSeries } from '../../runtime/metric-series.ts';
import { turnsOf } from '../../runtime/turns.ts';
import { verifyAlarms } from './verify-alarms.ts';

const alarms = new CloudWatchAlarms(cloudWatch);

export const handler = makeCheckHandler(MIGRATE.verifyAlarms, parseCheckPayload, (_payload, context) =>
  verifyAlarms(context.settings, {
    alarms,
    checks: new Route53MetricChecks({ client: route53, turns: turnsOf(context) }),
    balancers: loadBalancers,
    series: metricSeries,
    clock: context.clock,
  }),
);
