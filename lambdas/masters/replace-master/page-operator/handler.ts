import * as z from 'zod/mini';
import { SnsTopic } from '../../../shared/adapters/sns-topic.ts';
import { environmentValue } from '../../../shared/runtime/environment.ts';
import { parserFor } from '../../../shared/runtime/parse.ts';
import { AwsAutoScaling } from '../../adapters/auto-scaling.ts';
import { Ec2Instances } from '../../adapters/ec2-instances.ts';
import { SfnReplacements } from '../../adapters/sfn-replacements.ts';
import { ElbTargets } from '../../adapters/targets.ts';
import { ENV } from '../../contract/environment.ts';
import { REPLACE_MASTER } from '../../contract/states.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { pageSchema, replaceFields } from '../../runtime/payloads.ts';
import { mastersStoreOf } from '../../runtime/store.ts';
import { pageOperator } from './page-operator.ts';

export const handler = makeHandler(
  REPLACE_MASTER.pageOperator,
  parserFor(z.object({ ...replaceFields, page: pageSchema })),
  (payload, { settings, clock }) =>
    pageOperator(payload, {
      settings,
      clock,
      store: mastersStoreOf(settings),
      autoScaling: new AwsAutoScaling(settings.cluster),
      instances: new Ec2Instances(settings.cluster),
      targets: new ElbTargets(),
      topic: new SnsTopic(environmentValue(ENV.topicArn)),
      replacements: new SfnReplacements(environmentValue(ENV.replaceMasterArn)),
      decideArn: environmentValue(ENV.decideArn),
    }),
);
