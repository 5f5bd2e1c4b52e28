import * as z from 'zod/mini';
import { sfn } from '../../../shared/adapters/sfn-client.ts';
import { SfnExecutions } from '../../../shared/adapters/sfn-executions.ts';
import { parserFor, runSchema } from '../../../shared/runtime/parse.ts';
import { ElbTargetTags } from '../../adapters/target-tags.ts';
import { ROLL_MASTERS } from '../../contract/states.ts';
import { mastersJournalOf } from '../../runtime/journal.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { versionsSchema, viewSchema } from '../../runtime/payloads.ts';
import { planRoll } from './plan-roll.ts';

const payload = z.object({
  run: runSchema,
  input: z.unknown(),
  view: viewSchema,
  versions: versionsSchema,
});

export const handler = makeHandler(ROLL_MASTERS.planRoll, parserFor(payload), (asked, { settings, clock }) =>
  planRoll(asked, {
    clock,
    journal: mastersJournalOf(settings),
    executions: new SfnExecutions(sfn),
    settings,
    targetTags: new ElbTargetTags(),
  }),
);
