import { REPLACE_MASTER } from '../../contract/states.ts';
import { mastersJournalOf } from '../../runtime/journal.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { parseReplacePayload } from '../../runtime/payloads.ts';
import { releaseLease } from './release-lease.ts';

export const handler = makeHandler(
  REPLACE_MASTER.releaseLease,
  parseReplacePayload,
  (payload, { settings, clock }) => releaseLease(payload, { clock, journal: mastersJournalOf(settings) }),
);
