import * as z from 'zod/mini';
import { SnsTopic } from '../shared/adapters/sns-topic.ts';
import { MASTERS_ENV } from '../shared/contract/environment.ts';
import { REPLACE_MASTER } from '../shared/contract/masters/states.ts';
import { environmentValue } from '../shared/runtime/environment.ts';
import { makeMastersHandler } from '../shared/runtime/make-masters-handler.ts';
import { healthSchema, replaceFields, viewSchema } from '../shared/runtime/masters-payloads.ts';
import { mastersStoreOf } from '../shared/runtime/masters-store.ts';
import { parserFor } from '../shared/runtime/parse.ts';
import { passGate } from './judge-quorum.ts';

export const handler = makeMastersHandler(
  REPLACE_MASTER.judgeQuorum,
  parserFor(z.object({ ...replaceFields, view: viewSchema, health: healthSchema })),
  (payload, { settings, clock }) =>
    passGate(payload, {
      settings,
      clock,
      store: mastersStoreOf(settings),
      topic: new SnsTopic(environmentValue(MASTERS_ENV.topicArn)),
    }),
);
