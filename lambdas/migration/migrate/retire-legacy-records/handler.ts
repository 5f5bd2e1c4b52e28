import * as z from 'zod/mini';
import { parserFor, runSchema } from '../../../shared/runtime/parse.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { swapPorts } from '../../runtime/swap-ports.ts';
import { retireLegacyRecords } from '../../swap/move-records.ts';

export const handler = makeHandler(
  'RetireLegacyRecords',
  parserFor(z.object({ run: runSchema })),
  ({ run }, context) => retireLegacyRecords(run, swapPorts(context)),
);
