import * as z from 'zod/mini';
import { ElbTargets } from '../shared/adapters/targets.ts';
import { REPLACE_MASTER } from '../shared/contract/masters/states.ts';
import { makeMastersHandler } from '../shared/runtime/make-masters-handler.ts';
import { healthSchema, replaceFields, viewSchema } from '../shared/runtime/masters-payloads.ts';
import { mastersStoreOf } from '../shared/runtime/masters-store.ts';
import { parserFor, stepSchema } from '../shared/runtime/parse.ts';
import { verifyMaster } from './verify-master.ts';

export const handler = makeMastersHandler(
  REPLACE_MASTER.verifyMaster,
  parserFor(
    z.object({
      ...replaceFields,
      view: viewSchema,
      health: healthSchema,
      passes: stepSchema,
      passedBy: z.string(),
    }),
  ),
  (payload, { settings, clock }) =>
    verifyMaster(payload, { settings, clock, store: mastersStoreOf(settings), targets: new ElbTargets() }),
);
