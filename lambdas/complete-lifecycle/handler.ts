import * as z from 'zod/mini';
import { AwsAutoScaling } from '../shared/adapters/auto-scaling.ts';
import { Ec2Instances } from '../shared/adapters/ec2-instances.ts';
import { REPLACE_MASTER } from '../shared/contract/masters/states.ts';
import { makeMastersHandler } from '../shared/runtime/make-masters-handler.ts';
import { healthSchema, replaceFields, viewSchema } from '../shared/runtime/masters-payloads.ts';
import { mastersStoreOf } from '../shared/runtime/masters-store.ts';
import { parserFor } from '../shared/runtime/parse.ts';
import { completeLifecycle } from './complete-lifecycle.ts';

export const handler = makeMastersHandler(
  REPLACE_MASTER.completeLifecycle,
  parserFor(z.object({ ...replaceFields, view: viewSchema, health: healthSchema })),
  (payload, { settings, clock }) =>
    completeLifecycle(payload, {
      settings,
      clock,
      store: mastersStoreOf(settings),
      autoScaling: new AwsAutoScaling(settings.cluster),
      instances: new Ec2Instances(settings.cluster),
    }),
);
