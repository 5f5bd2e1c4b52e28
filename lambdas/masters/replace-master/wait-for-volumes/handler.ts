import * as z from 'zod/mini';
import { parserFor } from '../../../shared/runtime/parse.ts';
import { AwsAutoScaling } from '../../adapters/auto-scaling.ts';
import { Ec2Instances } from '../../adapters/ec2-instances.ts';
import { REPLACE_MASTER } from '../../contract/states.ts';
import { mastersJournalOf } from '../../runtime/journal.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { replaceFields } from '../../runtime/payloads.ts';
import { waitForVolumes } from './wait-for-volumes.ts';

export const handler = makeHandler(
  REPLACE_MASTER.waitForVolumes,
  parserFor(z.object(replaceFields)),
  (payload, { settings, clock }) =>
    waitForVolumes(payload, {
      settings,
      clock,
      journal: mastersJournalOf(settings),
      autoScaling: new AwsAutoScaling(settings.cluster),
      instances: new Ec2Instances(settings.cluster),
    }),
);
