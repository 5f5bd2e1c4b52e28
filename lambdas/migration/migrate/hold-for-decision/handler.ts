import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import * as z from 'zod/mini';
import { ANSWER_TIMES } from '../../../shared/adapters/answer-times.ts';
import { environmentValue } from '../../../shared/runtime/environment.ts';
import { parserFor, runSchema, stepSchema } from '../../../shared/runtime/parse.ts';
import { people } from '../../../shared/runtime/people.ts';
import { EventBridgeEvents } from '../../adapters/eventbridge-events.ts';
import { ENV } from '../../contract/environment.ts';
import { MIGRATE } from '../../contract/states.ts';
import { journalOf } from '../../runtime/journal.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { holdForDecision } from './hold-for-decision.ts';

const payload = z.object({
  run: runSchema,
  taskToken: z.string().check(z.minLength(1)),
  step: stepSchema,
  state: z.string().check(z.minLength(1)),
  reasons: z.array(z.string()),
  legacy: z.array(z.string()),
  oneWay: z.boolean(),
  again: z.boolean(),
});

const events = new EventBridgeClient({ requestHandler: ANSWER_TIMES });

export const handler = makeHandler(MIGRATE.holdForDecision, parserFor(payload), (hold, { settings, clock }) =>
  holdForDecision(hold, {
    settings,
    clock,
    journal: journalOf(settings),
    topic: people(),
    events: new EventBridgeEvents(events),
    decideArn: environmentValue(ENV.decideArn),
  }),
);
