import * as z from 'zod/mini';
import { SfnReplacements } from '../shared/adapters/sfn-replacements.ts';
import { MASTERS_ENV } from '../shared/contract/environment.ts';
import { DECIDE_MASTERS } from '../shared/contract/masters/states.ts';
import { environmentValue } from '../shared/runtime/environment.ts';
import { makeMastersHandler } from '../shared/runtime/make-masters-handler.ts';
import { mastersStoreOf } from '../shared/runtime/masters-store.ts';
import { parserFor, runSchema } from '../shared/runtime/parse.ts';
import { recordMastersDecision } from './record-masters-decision.ts';

const payload = z.object({ run: runSchema, input: z.unknown() });

export const handler = makeMastersHandler(
  DECIDE_MASTERS.recordMastersDecision,
  parserFor(payload),
  (asked, { settings, clock }) =>
    recordMastersDecision(asked, {
      clock,
      store: mastersStoreOf(settings),
      replacements: new SfnReplacements(environmentValue(MASTERS_ENV.replaceMasterArn)),
    }),
);
