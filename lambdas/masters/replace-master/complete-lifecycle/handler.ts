import * as z from 'zod/mini';
import { parserFor } from '../../../shared/runtime/parse.ts';
import { REPLACE_MASTER } from '../../contract/states.ts';
import { clusterPorts } from '../../runtime/cluster-ports.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { healthSchema, replaceFields, viewSchema } from '../../runtime/payloads.ts';
import { completeLifecycle } from './complete-lifecycle.ts';

export const handler = makeHandler(
  REPLACE_MASTER.completeLifecycle,
  parserFor(z.object({ ...replaceFields, view: viewSchema, health: healthSchema })),
  (payload, context) => completeLifecycle(payload, clusterPorts(context)),
);
