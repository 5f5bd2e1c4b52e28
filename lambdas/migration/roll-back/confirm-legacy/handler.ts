import * as z from 'zod/mini';
import { parserFor, runSchema } from '../../../shared/runtime/parse.ts';
import { restoreResultSchema } from '../../runtime/change-schemas.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { owedLatchOf } from '../../runtime/owed-latch.ts';
import { copyPorts } from '../../runtime/swap-ports.ts';
import { confirmLegacy } from './confirm-legacy.ts';

export const handler = makeHandler(
  'ConfirmLegacy',
  parserFor(z.object({ run: runSchema, restore: restoreResultSchema })),
  ({ restore }, context) =>
    confirmLegacy(restore, { ...copyPorts(context), latch: owedLatchOf(context.settings) }),
);
