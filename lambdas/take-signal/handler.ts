import { AwsAutoScaling } from '../shared/adapters/auto-scaling.ts';
import { Ec2Instances } from '../shared/adapters/ec2-instances.ts';
import { SfnReplacements } from '../shared/adapters/sfn-replacements.ts';
import { MASTERS_ENV } from '../shared/contract/environment.ts';
import { MASTERS_EVENTS } from '../shared/contract/masters/states.ts';
import { environmentValue } from '../shared/runtime/environment.ts';
import { makeMastersHandler } from '../shared/runtime/make-masters-handler.ts';
import { mastersStoreOf } from '../shared/runtime/masters-store.ts';
import { takeSignal } from './take-signal.ts';

// An event that is not what it must be is no failure of this function, so it is read where it can be told as ignored.
const asItIs = (event: unknown) => event;

export const handler = makeMastersHandler(MASTERS_EVENTS.takeSignal, asItIs, (event, { settings, clock }) =>
  takeSignal(event, {
    settings,
    clock,
    store: mastersStoreOf(settings),
    autoScaling: new AwsAutoScaling(settings.cluster),
    instances: new Ec2Instances(settings.cluster),
    replacements: new SfnReplacements(environmentValue(MASTERS_ENV.replaceMasterArn)),
  }),
);
