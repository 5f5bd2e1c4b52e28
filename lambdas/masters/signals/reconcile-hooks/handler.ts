import { AwsAutoScaling } from '../../adapters/auto-scaling.ts';
import { MASTERS_EVENTS } from '../../contract/states.ts';
import { mastersJournalOf } from '../../runtime/journal.ts';
import { asItIs, makeEventHandler } from '../../runtime/make-handler.ts';
import { reconcileHooks } from './reconcile-hooks.ts';

// CloudFormation and the schedule call it. Which of them does is read, strictly, where the request is worked on.
export const handler = makeEventHandler(MASTERS_EVENTS.reconcileHooks, asItIs, (event, { settings, clock }) =>
  reconcileHooks(event, {
    settings,
    clock,
    journal: mastersJournalOf(settings),
    autoScaling: new AwsAutoScaling(settings.cluster),
  }),
);
