import * as z from 'zod/mini';
import { parserFor, stepSchema } from '../../../shared/runtime/parse.ts';
import { ElbTargets } from '../../adapters/targets.ts';
import { REPLACE_MASTER } from '../../contract/states.ts';
import { mastersJournalOf } from '../../runtime/journal.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { healthSchema, replaceFields, viewSchema } from '../../runtime/payloads.ts';
import { verifyMaster } from './verify-master.ts';

export const handler = makeHandler(
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
    verifyMaster(payload, {
      settings,
      clock,
      journal: mastersJournalOf(settings),
      targets: new ElbTargets(),
    }),
);
