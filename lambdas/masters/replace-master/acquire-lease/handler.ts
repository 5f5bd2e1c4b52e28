import * as z from 'zod/mini';
import { environmentValue } from '../../../shared/runtime/environment.ts';
import { parserFor } from '../../../shared/runtime/parse.ts';
import { AwsAutoScaling } from '../../adapters/auto-scaling.ts';
import { Ec2Instances } from '../../adapters/ec2-instances.ts';
import { SfnReplacements } from '../../adapters/sfn-replacements.ts';
import { ENV } from '../../contract/environment.ts';
import { REPLACE_MASTER } from '../../contract/states.ts';
import { mastersJournalOf } from '../../runtime/journal.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { replaceFields } from '../../runtime/payloads.ts';
import { acquireLease } from './acquire-lease.ts';

export const handler = makeHandler(
  REPLACE_MASTER.acquireLease,
  parserFor(z.object(replaceFields)),
  (payload, { settings, clock }) =>
    acquireLease(payload, {
      settings,
      clock,
      journal: mastersJournalOf(settings),
      autoScaling: new AwsAutoScaling(settings.cluster),
      instances: new Ec2Instances(settings.cluster),
      replacements: new SfnReplacements(environmentValue(ENV.replaceMasterArn)),
    }),
);
