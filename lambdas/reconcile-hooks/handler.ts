import { AwsAutoScaling } from '../shared/adapters/auto-scaling.ts';
import { MASTERS_EVENTS } from '../shared/contract/masters/states.ts';
import { makeMastersHandler } from '../shared/runtime/make-masters-handler.ts';
import { mastersStoreOf } from '../shared/runtime/masters-store.ts';
import { reconcileHooks } from './reconcile-hooks.ts';

// Two kinds of callers: the request is told apart, and read strictly, where it is worked on.
const asItIs = (event: unknown) => event;

export const handler = makeMastersHandler(
  MASTERS_EVENTS.reconcileHooks,
  asItIs,
  (event, { settings, clock }) =>
    reconcileHooks(event, {
      settings,
      clock,
      store: mastersStoreOf(settings),
      autoScaling: new AwsAutoScaling(settings.cluster),
    }),
);
