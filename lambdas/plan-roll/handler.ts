import * as z from 'zod/mini';
import { sfn } from '../shared/adapters/sfn-client.ts';
import { SfnExecutions } from '../shared/adapters/sfn-executions.ts';
import { ElbTargetTags } from '../shared/adapters/target-tags.ts';
import { ROLL_MASTERS } from '../shared/contract/masters/states.ts';
import { makeMastersHandler } from '../shared/runtime/make-masters-handler.ts';
import { versionsSchema, viewSchema } from '../shared/runtime/masters-payloads.ts';
import { mastersStoreOf } from '../shared/runtime/masters-store.ts';
import { parserFor, runSchema } from '../shared/runtime/parse.ts';
import { planRoll } from './plan-roll.ts';

const payload = z.object({
  run: runSchema,
  input: z.unknown(),
  view: viewSchema,
  versions: versionsSchema,
});

export const handler = makeMastersHandler(
  ROLL_MASTERS.planRoll,
  parserFor(payload),
  (asked, { settings, clock }) =>
    planRoll(asked, {
      clock,
      store: mastersStoreOf(settings),
      executions: new SfnExecutions(sfn),
      settings,
      targetTags: new ElbTargetTags(),
    }),
);
