import { classicElb } from '../../../shared/adapters/classic-elb-client.ts';
import { elbv2 } from '../../../shared/adapters/elbv2-client.ts';
import { environmentValue } from '../../../shared/runtime/environment.ts';
import { people } from '../../../shared/runtime/people.ts';
import { BalancerConnections } from '../../adapters/balancer-connections.ts';
import { CloudWatchAlarms } from '../../adapters/cloudwatch-alarms.ts';
import { cloudWatch } from '../../adapters/cloudwatch-client.ts';
import { Route53Zone } from '../../adapters/route53-zone.ts';
import { S3LastReport } from '../../adapters/s3-last-report.ts';
import { S3Reports } from '../../adapters/s3-reports.ts';
import { ENV } from '../../contract/environment.ts';
import { MIGRATE } from '../../contract/states.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { route53Access } from '../../runtime/route53-access.ts';
import { assessReadiness } from './assess-readiness.ts';
import { parseAssessReadinessPayload } from './payload.ts';

const alarms = new CloudWatchAlarms(cloudWatch);

export const handler = makeHandler(
  MIGRATE.assessReadiness,
  parseAssessReadinessPayload,
  (payload, context) => {
    const { settings, clock } = context;
    const access = route53Access(context);
    const bucket = environmentValue(ENV.reportBucket);
    return assessReadiness(payload, {
      settings,
      clock,
      alarms,
      connections: new BalancerConnections(elbv2, classicElb),
      zoneOf: (zoneId) => new Route53Zone(zoneId, access(zoneId), clock),
      reports: new S3Reports(bucket, settings.migration),
      lastReport: new S3LastReport(bucket, settings.migration),
      topic: people(),
    });
  },
);
