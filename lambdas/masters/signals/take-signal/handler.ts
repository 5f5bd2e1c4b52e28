import { environmentValue } from '../../../shared/runtime/environment.ts';
import { AwsAutoScaling } from '../../adapters/auto-scaling.ts';
import { Ec2Instances } from '../../adapters/ec2-instances.ts';
import { SfnReplacements } from '../../adapters/sfn-replacements.ts';
import { ENV } from '../../contract/environment.ts';
import { MASTERS_EVENTS } from '../../contract/states.ts';
import { mastersJournalOf } from '../../runtime/journal.ts';
import { makeEventHandler } from '../../runtime/make-handler.ts';
import { takeSignal } from './take-signal.ts';

// A malformed event is no failure of this function, so it is read where it can be reported as ignored.
const asItIs = (event: unknown) => event;

export const handler = makeEventHandler(MASTERS_EVENTS.takeSignal, asItIs, (event, { settings, clock }) =>
  takeSignal(event, {
    settings,
    clock,
    journal: mastersJournalOf(settings),
    autoScaling: new AwsAutoScaling(settings.cluster),
    instances: new Ec2Instances(settings.cluster),
    replacements: new SfnReplacements(environmentValue(ENV.replaceMasterArn)),
  }),
);
