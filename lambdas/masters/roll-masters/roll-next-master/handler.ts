import * as z from 'zod/mini';
import { environmentValue } from '../../../shared/runtime/environment.ts';
import { parserFor, runSchema } from '../../../shared/runtime/parse.ts';
import { people } from '../../../shared/runtime/people.ts';
import { AwsAutoScaling } from '../../adapters/auto-scaling.ts';
import { SfnReplacements } from '../../adapters/sfn-replacements.ts';
import { ENV } from '../../contract/environment.ts';
import { ROLL_MASTERS } from '../../contract/states.ts';
import { mastersJournalOf } from '../../runtime/journal.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { rollNextMaster } from './roll-next-master.ts';

export const handler = makeHandler(
  ROLL_MASTERS.rollNextMaster,
  parserFor(z.object({ run: runSchema, replacing: z.string() })),
  (payload, { settings, clock }) =>
    rollNextMaster(payload, {
      settings,
      clock,
      journal: mastersJournalOf(settings),
      autoScaling: new AwsAutoScaling(settings.cluster),
      replacements: new SfnReplacements(environmentValue(ENV.replaceMasterArn)),
      topic: people(),
    }),
);
