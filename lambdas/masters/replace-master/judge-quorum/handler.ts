import * as z from 'zod/mini';
import { parserFor } from '../../../shared/runtime/parse.ts';
import { people } from '../../../shared/runtime/people.ts';
import { REPLACE_MASTER } from '../../contract/states.ts';
import { mastersJournalOf } from '../../runtime/journal.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { healthSchema, replaceFields, viewSchema } from '../../runtime/payloads.ts';
import { passGate } from './judge-quorum.ts';

export const handler = makeHandler(
  REPLACE_MASTER.judgeQuorum,
  parserFor(z.object({ ...replaceFields, view: viewSchema, health: healthSchema })),
  (payload, { settings, clock }) =>
    passGate(payload, {
      settings,
      clock,
      journal: mastersJournalOf(settings),
      topic: people(),
    }),
);
