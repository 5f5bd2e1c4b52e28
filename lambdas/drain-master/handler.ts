import * as z from 'zod/mini';
import { AwsAutoScaling } from '../shared/adapters/auto-scaling.ts';
import { Ec2Instances } from '../shared/adapters/ec2-instances.ts';
import { ElbTargets } from '../shared/adapters/targets.ts';
import { REPLACE_MASTER } from '../shared/contract/masters/states.ts';
import { makeMastersHandler } from '../shared/runtime/make-masters-handler.ts';
import { replaceFields } from '../shared/runtime/masters-payloads.ts';
import { mastersStoreOf } from '../shared/runtime/masters-store.ts';
import { instant, parserFor } from '../shared/runtime/parse.ts';
import { drainMaster } from './drain-master.ts';

export const handler = makeMastersHandler(
  REPLACE_MASTER.drainMaster,
  parserFor(z.object({ ...replaceFields, seenAt: instant })),
  (payload, { settings, clock }) =>
    drainMaster(payload, {
      settings,
      clock,
      store: mastersStoreOf(settings),
      autoScaling: new AwsAutoScaling(settings.cluster),
      instances: new Ec2Instances(settings.cluster),
      targets: new ElbTargets(),
    }),
);
