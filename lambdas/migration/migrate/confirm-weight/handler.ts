import * as z from 'zod/mini';
import { parserFor, runSchema, stepSchema } from '../../../shared/runtime/parse.ts';
import { changeResultSchema } from '../../runtime/change-schemas.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { swapPorts } from '../../runtime/swap-ports.ts';
import { confirmWeight } from './confirm-weight.ts';

const payload = z.object({ run: runSchema, step: stepSchema, change: changeResultSchema });

export const handler = makeHandler('ConfirmWeight', parserFor(payload), (confirm, context) =>
  confirmWeight(confirm, swapPorts(context)),
);
