import * as z from 'zod/mini';
import { changeResultSchema } from '../shared/runtime/change-schemas.ts';
import { makeHandler } from '../shared/runtime/make-handler.ts';
import { parserFor, runSchema, stepSchema } from '../shared/runtime/parse.ts';
import { swapWorld } from '../shared/runtime/swap-world.ts';
import { confirmWeight } from './confirm-weight.ts';

const payload = z.object({ run: runSchema, step: stepSchema, change: changeResultSchema });

export const handler = makeHandler('ConfirmWeight', parserFor(payload), (confirm, context) =>
  confirmWeight(confirm, swapWorld(context)),
);
