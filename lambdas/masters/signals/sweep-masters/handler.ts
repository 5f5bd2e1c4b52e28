import { SnsTopic } from '../../../shared/adapters/sns-topic.ts';
import { environmentValue } from '../../../shared/runtime/environment.ts';
import { AwsAutoScaling } from '../../adapters/auto-scaling.ts';
import { Ec2Instances } from '../../adapters/ec2-instances.ts';
import { SfnReplacements } from '../../adapters/sfn-replacements.ts';
import { ElbTargets } from '../../adapters/targets.ts';
import { ENV } from '../../contract/environment.ts';
import { MASTERS_EVENTS } from '../../contract/states.ts';
import { makeEventHandler } from '../../runtime/make-handler.ts';
import { mastersStoreOf } from '../../runtime/store.ts';
import { sweepMasters } from './sweep-masters.ts';

// The schedule's event says nothing that the sweep goes by.
const nothing = () => undefined;

export const handler = makeEventHandler(
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
      topic: new SnsTopic(environmentValue(ENV.topicArn)),
      replacements: new SfnReplacements(environmentValue(ENV.replaceMasterArn)),
      decideArn: environmentValue(ENV.decideArn),
    }),
);
