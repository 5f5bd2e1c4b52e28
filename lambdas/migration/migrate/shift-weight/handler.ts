import * as z from 'zod/mini';
import { parserFor, runSchema, stepSchema } from '../../../shared/runtime/parse.ts';
import { fromSchema } from '../../runtime/change-schemas.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { copyPorts } from '../../runtime/swap-ports.ts';
import { shiftWeight } from '../../swap/move-records.ts';

const payload = z.object({
  run: runSchema,
  step: stepSchema,
  from: z.exactOptional(fromSchema),
  jumps: z.exactOptional(stepSchema),
  continues: z.string(),
});

export const handler = makeHandler('ShiftWeight', parserFor(payload), (shift, context) =>
  shiftWeight(shift, copyPorts(context)),
);
