import { DRILL } from '../../contract/states.ts';
import { drillPorts } from '../../runtime/drill-ports.ts';
import { parseDrillPayload } from '../../runtime/drill-schemas.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { restoreDrillName } from './restore-drill-name.ts';

export const handler = makeHandler(DRILL.restoreDrillName, parseDrillPayload, (payload, context) =>
  restoreDrillName(payload, drillPorts(context, payload.zones)),
);
