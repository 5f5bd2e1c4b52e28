import { environmentValue } from '../../../shared/runtime/environment.ts';
import { SfnReplacements } from '../../adapters/sfn-replacements.ts';
import { ENV } from '../../contract/environment.ts';
import { REPLACE_MASTER } from '../../contract/states.ts';
import { clusterPorts } from '../../runtime/cluster-ports.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { parseReplacePayload } from '../../runtime/payloads.ts';
import { acquireLease } from './acquire-lease.ts';

export const handler = makeHandler(REPLACE_MASTER.acquireLease, parseReplacePayload, (payload, context) =>
  acquireLease(payload, {
    ...clusterPorts(context),
    replacements: new SfnReplacements(environmentValue(ENV.replaceMasterArn)),
  }),
);
