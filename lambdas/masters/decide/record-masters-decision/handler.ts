import * as z from 'zod/mini';
import { environmentValue } from '../../../shared/runtime/environment.ts';
import { parserFor, runSchema } from '../../../shared/runtime/parse.ts';
import { SfnReplacements } from '../../adapters/sfn-replacements.ts';
import { ENV } from '../../contract/environment.ts';
import { DECIDE_MASTERS } from '../../contract/states.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { mastersStoreOf } from '../../runtime/store.ts';
import { recordMastersDecision } from './record-masters-decision.ts';

const payload = z.object({ run: runSchema, input: z.unknown() });

export const handler = makeHandler(
  DECIDE_MASTERS.recordMastersDecision,
  parserFor(payload),
  (asked, { settings, clock }) =>
    recordMastersDecision(asked, {
      clock,
      store: mastersStoreOf(settings),
      replacements: new SfnReplacements(environmentValue(ENV.replaceMasterArn)),
    }),
);
