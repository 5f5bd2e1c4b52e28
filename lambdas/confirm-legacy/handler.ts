import * as z from 'zod/mini';
import { restoreResultSchema } from '../shared/runtime/change-schemas.ts';
import { makeHandler } from '../shared/runtime/make-handler.ts';
import { parserFor } from '../shared/runtime/parse.ts';
import { copyWorld } from '../shared/runtime/swap-world.ts';
import { confirmLegacy } from './confirm-legacy.ts';

export const handler = makeHandler(
  'ConfirmLegacy',
  parserFor(z.object({ restore: restoreResultSchema })),
  ({ restore }, context) => confirmLegacy(restore, copyWorld(context)),
);
