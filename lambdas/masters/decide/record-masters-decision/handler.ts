import { environmentValue } from '../../../shared/runtime/environment.ts';
import { parseInputPayload } from '../../../shared/runtime/input-payload.ts';
import { SfnReplacements } from '../../adapters/sfn-replacements.ts';
import { ENV } from '../../contract/environment.ts';
import { DECIDE_MASTERS } from '../../contract/states.ts';
import { mastersJournalOf } from '../../runtime/journal.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { recordMastersDecision } from './record-masters-decision.ts';

export const handler = makeHandler(
  DECIDE_MASTERS.recordMastersDecision,
  parseInputPayload,
  (asked, { settings, clock }) =>
    recordMastersDecision(asked, {
      clock,
      journal: mastersJournalOf(settings),
      replacements: new SfnReplacements(environmentValue(ENV.replaceMasterArn)),
    }),
);
