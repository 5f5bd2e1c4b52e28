import { RDSClient } from '@aws-sdk/client-rds';
import { ANSWER_TIMES } from '../shared/adapters/answer-times.ts';
import { RdsDatabases } from '../shared/adapters/rds-databases.ts';
import { MIGRATE } from '../shared/contract/states.ts';
import { parseCheckPayload } from '../shared/runtime/check-payload.ts';
import { makeHandler } from '../shared/runtime/make-handler.ts';
import { describeDatabases } from './describe-databases.ts';

const databases = new RdsDatabases(new RDSClient({ requestHandler: ANSWER_TIMES }));

export const handler = makeHandler(MIGRATE.describeDatabases, parseCheckPayload, (_payload, context) =>
  describeDatabases(context.settings.databases, databases, context.clock),
);
