import { CloudWatchAlarms } from '../shared/adapters/cloudwatch-alarms.ts';
import { cloudWatch } from '../shared/adapters/cloudwatch-client.ts';
import { route53 } from '../shared/adapters/route53-client.ts';
import { Route53Zone } from '../shared/adapters/route53-zone.ts';
import { S3Reports } from '../shared/adapters/s3-reports.ts';
import { SnsTopic } from '../shared/adapters/sns-topic.ts';
import { ENV } from '../shared/contract/environment.ts';
import { MIGRATE } from '../shared/contract/states.ts';
import { environmentValue } from '../shared/runtime/environment.ts';
import { makeHandler } from '../shared/runtime/make-handler.ts';
import { turnsOf } from '../shared/runtime/turns.ts';
import { assessReadiness } from './assess-readiness.ts';
import { parseAssessReadinessPayload } from './payload.ts';

const alarms = new CloudWatchAlarms(cloudWatch);

export const handler = makeHandler(
  MIGRATE.assessReadiness,
  parseAssessReadinessPayload,
  (payload, context) => {
    const { settings, clock } = context;
    const turns = turnsOf(context);
    return assessReadiness(payload, {
      settings,
      clock,
      alarms,
      zoneOf: (zoneId) => new Route53Zone(route53, zoneId, clock, turns),
      reports: new S3Reports(environmentValue(ENV.reportBucket), settings.migration),
      topic: new SnsTopic(environmentValue(ENV.topicArn)),
    });
  },
);
