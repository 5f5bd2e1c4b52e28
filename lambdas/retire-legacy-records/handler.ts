import * as z from 'zod/mini';
import { makeHandler } from '../shared/runtime/make-handler.ts';
import { parserFor, runSchema } from '../shared/runtime/parse.ts';
import { swapWorld } from '../shared/runtime/swap-world.ts';
import { retireLegacyRecords } from './retire-legacy-records.ts';

export const handler = makeHandler(
  'RetireLegacyRecords',
  parserFor(z.object({ run: runSchema })),
  ({ run }, context) => retireLegacyRecords(run, swapWorld(context)),
);
