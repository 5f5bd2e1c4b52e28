import * as z from 'zod/mini';
import { AwsAutoScaling } from '../shared/adapters/auto-scaling.ts';
import { Ec2Instances } from '../shared/adapters/ec2-instances.ts';
import { SfnReplacements } from '../shared/adapters/sfn-replacements.ts';
import { SnsTopic } from '../shared/adapters/sns-topic.ts';
import { ElbTargets } from '../shared/adapters/targets.ts';
import { MASTERS_ENV } from '../shared/contract/environment.ts';
import { REPLACE_MASTER } from '../shared/contract/masters/states.ts';
import { environmentValue } from '../shared/runtime/environment.ts';
import { makeMastersHandler } from '../shared/runtime/make-masters-handler.ts';
import { pageSchema, replaceFields } from '../shared/runtime/masters-payloads.ts';
import { mastersStoreOf } from '../shared/runtime/masters-store.ts';
import { parserFor } from '../shared/runtime/parse.ts';
import { pageOperator } from './page-operator.ts';

export const handler = makeMastersHandler(
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
      topic: new SnsTopic(environmentValue(MASTERS_ENV.topicArn)),
      replacements: new SfnReplacements(environmentValue(MASTERS_ENV.replaceMasterArn)),
      decideArn: environmentValue(MASTERS_ENV.decideArn),
    }),
);
