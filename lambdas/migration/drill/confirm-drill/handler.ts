import * as z from 'zod/mini';
import { parserFor } from '../../../shared/runtime/parse.ts';
import { DnsNameServers } from '../../adapters/dns-name-servers.ts';
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

// Made once for each execution environment.
const nameServers = new DnsNameServers();
const serversOf = new Map<string, readonly string[]>();

export const handler = makeHandler(DRILL.confirmDrill, parserFor(payload), (asked, context) =>
  confirmDrill(asked, { ...drillPorts(context, asked.zones), nameServers, serversOf }),
);
