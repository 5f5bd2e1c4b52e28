import * as z from 'zod/mini';
import { parserFor } from '../../../shared/runtime/parse.ts';
import { REPLACE_MASTER } from '../../contract/states.ts';
import { mastersJournalOf } from '../../runtime/journal.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { replaceFields } from '../../runtime/payloads.ts';
import { releaseLease } from './release-lease.ts';

export const handler = makeHandler(
  REPLACE_MASTER.releaseLease,
  parserFor(z.object(replaceFields)),
  (payload, { settings, clock }) => releaseLease(payload, { clock, journal: mastersJournalOf(settings) }),
);
