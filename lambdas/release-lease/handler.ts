import * as z from 'zod/mini';
import { REPLACE_MASTER } from '../shared/contract/masters/states.ts';
import { makeMastersHandler } from '../shared/runtime/make-masters-handler.ts';
import { replaceFields } from '../shared/runtime/masters-payloads.ts';
import { mastersStoreOf } from '../shared/runtime/masters-store.ts';
import { parserFor } from '../shared/runtime/parse.ts';
import { releaseLease } from './release-lease.ts';

export const handler = makeMastersHandler(
  REPLACE_MASTER.releaseLease,
  parserFor(z.object(replaceFields)),
  (payload, { settings, clock }) => releaseLease(payload, { clock, store: mastersStoreOf(settings) }),
);
