import { REPLACE_MASTER } from '../../contract/states.ts';
import { clusterPorts } from '../../runtime/cluster-ports.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { parseReplacePayload } from '../../runtime/payloads.ts';
import { waitForReplacement } from './wait-for-replacement.ts';

export const handler = makeHandler(
  REPLACE_MASTER.waitForReplacement,
  parseReplacePayload,
  (payload, context) => waitForReplacement(payload, clusterPorts(context)),
);
