import * as z from 'zod/mini';
import { parserFor } from '../../../shared/runtime/parse.ts';
import { AwsAutoScaling } from '../../adapters/auto-scaling.ts';
import { REPLACE_MASTER } from '../../contract/states.ts';
import { mastersJournalOf } from '../../runtime/journal.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { replaceFields } from '../../runtime/payloads.ts';
import { recordHeartbeat } from './record-heartbeat.ts';

export const handler = makeHandler(
  REPLACE_MASTER.recordHeartbeat,
  parserFor(z.object(replaceFields)),
  (payload, { settings, clock }) =>
    recordHeartbeat(payload, {
      settings,
      clock,
      journal: mastersJournalOf(settings),
      autoScaling: new AwsAutoScaling(settings.cluster),
    }),
);
