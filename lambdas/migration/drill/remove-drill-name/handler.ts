import * as z from 'zod/mini';
import { parserFor, runSchema } from '../../../shared/runtime/parse.ts';
import { DRILL } from '../../contract/states.ts';
import { drillPorts } from '../../runtime/drill-ports.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { removeDrillName } from './remove-drill-name.ts';

export const handler = makeHandler(
  DRILL.removeDrillName,
  parserFor(z.object({ run: runSchema })),
  (payload, context) => removeDrillName(payload, drillPorts(context)),
);
