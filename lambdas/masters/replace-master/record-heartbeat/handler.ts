import { AwsAutoScaling } from '../../adapters/auto-scaling.ts';
import { REPLACE_MASTER } from '../../contract/states.ts';
import { mastersJournalOf } from '../../runtime/journal.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { parseReplacePayload } from '../../runtime/payloads.ts';
import { recordHeartbeat } from './record-heartbeat.ts';

export const handler = makeHandler(
  REPLACE_MASTER.recordHeartbeat,
  parseReplacePayload,
  (payload, { settings, clock }) =>
    recordHeartbeat(payload, {
      settings,
      clock,
      journal: mastersJournalOf(settings),
      autoScaling: new AwsAutoScaling(settings.cluster),
    }),
);
