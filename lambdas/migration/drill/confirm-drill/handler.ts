import * as z from 'zod/mini';
import { parserFor } from '../../../shared/runtime/parse.ts';
import { DRILL } from '../../contract/states.ts';
import { zoneChangesSchema } from '../../runtime/change-schemas.ts';
import { drillPorts } from '../../runtime/drill-ports.ts';
import { drillFields, seenSchema } from '../../runtime/drill-schemas.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { confirmDrill } from './confirm-drill.ts';

const payload = z.object({
  ...drillFields,
  phase: z.enum(['moved', 'restored']),
  changes: zoneChangesSchema,
  seen: seenSchema,
});

export const handler = makeHandler(DRILL.confirmDrill, parserFor(payload), (asked, context) =>
  confirmDrill(asked, drillPorts(context, asked.zones)),
);
