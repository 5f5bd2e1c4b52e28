import * as z from 'zod/mini';
import { AwsAutoScaling } from '../shared/adapters/auto-scaling.ts';
import { SfnReplacements } from '../shared/adapters/sfn-replacements.ts';
import { MASTERS_ENV } from '../shared/contract/environment.ts';
import { ROLL_MASTERS } from '../shared/contract/masters/states.ts';
import { environmentValue } from '../shared/runtime/environment.ts';
import { makeMastersHandler } from '../shared/runtime/make-masters-handler.ts';
import { mastersStoreOf } from '../shared/runtime/masters-store.ts';
import { parserFor, runSchema } from '../shared/runtime/parse.ts';
import { rollNextMaster } from './roll-next-master.ts';

export const handler = makeMastersHandler(
  ROLL_MASTERS.rollNextMaster,
  parserFor(z.object({ run: runSchema, replacing: z.string() })),
  (payload, { settings, clock }) =>
    rollNextMaster(payload, {
      settings,
      clock,
      store: mastersStoreOf(settings),
      autoScaling: new AwsAutoScaling(settings.cluster),
      replacements: new SfnReplacements(environmentValue(MASTERS_ENV.replaceMasterArn)),
    }),
);
