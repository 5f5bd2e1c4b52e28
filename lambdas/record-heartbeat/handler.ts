import * as z from 'zod/mini';
import { AwsAutoScaling } from '../shared/adapters/auto-scaling.ts';
import { REPLACE_MASTER } from '../shared/contract/masters/states.ts';
import { makeMastersHandler } from '../shared/runtime/make-masters-handler.ts';
import { replaceFields } from '../shared/runtime/masters-payloads.ts';
import { mastersStoreOf } from '../shared/runtime/masters-store.ts';
import { parserFor } from '../shared/runtime/parse.ts';
import { recordHeartbeat } from './record-heartbeat.ts';

export const handler = makeMastersHandler(
  REPLACE_MASTER.recordHeartbeat,
  parserFor(z.object(replaceFields)),
  (payload, { settings, clock }) =>
    recordHeartbeat(payload, {
      settings,
      clock,
      store: mastersStoreOf(settings),
      autoScaling: new AwsAutoScaling(settings.cluster),
    }),
);
