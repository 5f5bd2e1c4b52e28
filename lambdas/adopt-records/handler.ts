import * as z from 'zod/mini';
import { makeHandler } from '../shared/runtime/make-handler.ts';
import { parserFor, runSchema } from '../shared/runtime/parse.ts';
import { swapWorld } from '../shared/runtime/swap-world.ts';
import { adoptRecords } from './adopt-records.ts';

export const handler = makeHandler(
  'AdoptRecords',
  parserFor(z.object({ run: runSchema })),
  ({ run }, context) => adoptRecords(run, swapWorld(context)),
);
