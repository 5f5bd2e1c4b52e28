import { environmentValue } from '../../../shared/runtime/environment.ts';
import { SfnReplacements } from '../../adapters/sfn-replacements.ts';
import { ENV } from '../../contract/environment.ts';
import { MASTERS_EVENTS } from '../../contract/states.ts';
import { clusterPorts } from '../../runtime/cluster-ports.ts';
import { asItIs, makeEventHandler } from '../../runtime/make-handler.ts';
import { takeSignal } from './take-signal.ts';

// A malformed event is no failure of this function, so it is read where it can be reported as ignored.
export const handler = makeEventHandler(MASTERS_EVENTS.takeSignal, asItIs, (event, context) =>
  takeSignal(event, {
    ...clusterPorts(context),
    replacements: new SfnReplacements(environmentValue(ENV.replaceMasterArn)),
  }),
);
