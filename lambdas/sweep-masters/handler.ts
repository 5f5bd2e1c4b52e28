import { AwsAutoScaling } from '../shared/adapters/auto-scaling.ts';
import { Ec2Instances } from '../shared/adapters/ec2-instances.ts';
import { SfnReplacements } from '../shared/adapters/sfn-replacements.ts';
import { SnsTopic } from '../shared/adapters/sns-topic.ts';
import { ElbTargets } from '../shared/adapters/targets.ts';
import { MASTERS_ENV } from '../shared/contract/environment.ts';
import { MASTERS_EVENTS } from '../shared/contract/masters/states.ts';
import { environmentValue } from '../shared/runtime/environment.ts';
import { makeMastersHandler } from '../shared/runtime/make-masters-handler.ts';
import { mastersStoreOf } from '../shared/runtime/masters-store.ts';
import { sweepMasters } from './sweep-masters.ts';

// The schedule's event says nothing that the sweep goes by.
const nothing = () => undefined;

export const handler = makeMastersHandler(
  MASTERS_EVENTS.sweepMasters,
  nothing,
  (_nothing, { settings, clock }) =>
    sweepMasters({
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
