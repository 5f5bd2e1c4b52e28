import * as z from 'zod/mini';
import { VERSION } from '../../../shared/runtime/environment.ts';
import { parserFor } from '../../../shared/runtime/parse.ts';
import { MASTERS_CONTROL } from '../../contract/states.ts';
import { clusterPorts } from '../../runtime/cluster-ports.ts';
import { makeEventHandler } from '../../runtime/make-handler.ts';
import { mastersStatus } from './masters-status.ts';

export const handler = makeEventHandler(
  MASTERS_CONTROL.mastersStatus,
  parserFor(z.strictObject({})),
  (_asked, context) => mastersStatus({ ...clusterPorts(context), version: VERSION }),
);
