import { REPLACE_MASTER } from '../../contract/states.ts';
import { clusterPorts } from '../../runtime/cluster-ports.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { parseReplacePayload } from '../../runtime/payloads.ts';
import { waitForVolumes } from './wait-for-volumes.ts';

export const handler = makeHandler(REPLACE_MASTER.waitForVolumes, parseReplacePayload, (payload, context) =>
  waitForVolumes(payload, clusterPorts(context)),
);
