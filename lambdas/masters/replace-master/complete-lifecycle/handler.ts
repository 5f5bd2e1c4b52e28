import * as z from 'zod/mini';
import { parserFor } from '../../../shared/runtime/parse.ts';
import { AwsAutoScaling } from '../../adapters/auto-scaling.ts';
import { Ec2Instances } from '../../adapters/ec2-instances.ts';
import { REPLACE_MASTER } from '../../contract/states.ts';
import { mastersJournalOf } from '../../runtime/journal.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { healthSchema, replaceFields, viewSchema } from '../../runtime/payloads.ts';
import { completeLifecycle } from './complete-lifecycle.ts';

export const handler = makeHandler(
  REPLACE_MASTER.completeLifecycle,
  parserFor(z.object({ ...replaceFields, view: viewSchema, health: healthSchema })),
  (payload, { settings, clock }) =>
    completeLifecycle(payload, {
      settings,
      clock,
      journal: mastersJournalOf(settings),
      autoScaling: new AwsAutoScaling(settings.cluster),
      instances: new Ec2Instances(settings.cluster),
    }),
);
