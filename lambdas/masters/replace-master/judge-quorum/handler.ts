import * as z from 'zod/mini';
import { SnsTopic } from '../../../shared/adapters/sns-topic.ts';
import { environmentValue } from '../../../shared/runtime/environment.ts';
import { parserFor } from '../../../shared/runtime/parse.ts';
import { ENV } from '../../contract/environment.ts';
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
      topic: new SnsTopic(environmentValue(ENV.topicArn)),
    }),
);
