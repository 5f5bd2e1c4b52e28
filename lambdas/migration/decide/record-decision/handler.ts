import { sfn } from '../../../shared/adapters/sfn-client.ts';
import { parseInputPayload } from '../../../shared/runtime/input-payload.ts';
import { SfnTasks } from '../../adapters/sfn-tasks.ts';
import { DECIDE } from '../../contract/states.ts';
import { journalOf } from '../../runtime/journal.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { recordDecision } from './record-decision.ts';

export const handler = makeHandler(DECIDE.recordDecision, parseInputPayload, (asked, { settings, clock }) =>
  recordDecision(asked, {
    settings,
    clock,
    journal: journalOf(settings),
    tasks: new SfnTasks(sfn),
  }),
);
