import * as z from 'zod/mini';
import { parserFor, runSchema } from '../../../shared/runtime/parse.ts';
import { MIGRATE } from '../../contract/states.ts';
import { legacyNowPorts } from '../../runtime/legacy-ports.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { judgeTimedOutHold } from './judge-timed-out-hold.ts';

const payload = z.object({
  run: runSchema,
  held: z.array(z.string()),
  state: z.string(),
  oneWay: z.boolean(),
});

export const handler = makeHandler(MIGRATE.judgeTimeOut, parserFor(payload), (asked, context) =>
  judgeTimedOutHold(asked, legacyNowPorts(context)),
);
