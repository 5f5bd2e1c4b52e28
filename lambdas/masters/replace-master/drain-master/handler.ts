import * as z from 'zod/mini';
import { instant, parserFor } from '../../../shared/runtime/parse.ts';
import { AwsAutoScaling } from '../../adapters/auto-scaling.ts';
import { Ec2Instances } from '../../adapters/ec2-instances.ts';
import { ElbTargets } from '../../adapters/targets.ts';
import { REPLACE_MASTER } from '../../contract/states.ts';
import { mastersJournalOf } from '../../runtime/journal.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { replaceFields } from '../../runtime/payloads.ts';
import { drainMaster } from './drain-master.ts';

export const handler = makeHandler(
  REPLACE_MASTER.drainMaster,
  parserFor(z.object({ ...replaceFields, seenAt: instant })),
  (payload, { settings, clock }) =>
    drainMaster(payload, {
      settings,
      clock,
      journal: mastersJournalOf(settings),
      autoScaling: new AwsAutoScaling(settings.cluster),
      instances: new Ec2Instances(settings.cluster),
      targets: new ElbTargets(),
    }),
);
