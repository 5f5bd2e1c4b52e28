import { DRILL } from '../../contract/states.ts';
import { parseChangePayload } from '../../runtime/change-schemas.ts';
import { drillPorts } from '../../runtime/drill-ports.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { removeDrillName } from './remove-drill-name.ts';

export const handler = makeHandler(DRILL.removeDrillName, parseChangePayload, (payload, context) =>
  removeDrillName(payload, drillPorts(context)),
);
