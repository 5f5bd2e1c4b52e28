import * as z from 'zod/mini';
import { instant, parserFor } from '../../../shared/runtime/parse.ts';
import { ElbTargets } from '../../adapters/targets.ts';
import { REPLACE_MASTER } from '../../contract/states.ts';
import { clusterPorts } from '../../runtime/cluster-ports.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { replaceFields } from '../../runtime/payloads.ts';
import { drainMaster } from './drain-master.ts';

export const handler = makeHandler(
  REPLACE_MASTER.drainMaster,
  parserFor(z.object({ ...replaceFields, seenAt: instant })),
  (payload, context) =>
    drainMaster(payload, {
      ...clusterPorts(context),
      targets: new ElbTargets(),
    }),
);
