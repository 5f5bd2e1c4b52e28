import * as z from 'zod/mini';
import { sfn } from '../../../shared/adapters/sfn-client.ts';
import { SfnExecutions } from '../../../shared/adapters/sfn-executions.ts';
import { parserFor, runSchema } from '../../../shared/runtime/parse.ts';
import { ROLL_BACK } from '../../contract/states.ts';
import { restoreResultSchema } from '../../runtime/change-schemas.ts';
import { journalOf } from '../../runtime/journal.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { joinRollBack } from './join-roll-back.ts';

const payload = z.object({ run: runSchema, restore: restoreResultSchema });

export const handler = makeHandler(ROLL_BACK.joinRollBack, parserFor(payload), (asked, context) =>
  joinRollBack(asked, {
    journal: journalOf(context.settings),
    executions: new SfnExecutions(sfn),
    clock: context.clock,
  }),
);
