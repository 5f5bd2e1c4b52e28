import { DRILL } from '../../contract/states.ts';
import { drillPorts } from '../../runtime/drill-ports.ts';
import { parseDrillPayload } from '../../runtime/drill-schemas.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { moveDrillName } from './move-drill-name.ts';

export const handler = makeHandler(DRILL.moveDrillName, parseDrillPayload, (payload, context) =>
  moveDrillName(payload, drillPorts(context, payload.zones)),
);
