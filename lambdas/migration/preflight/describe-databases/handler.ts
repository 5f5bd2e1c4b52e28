import { RDSClient } from '@aws-sdk/client-rds';
import { ANSWER_TIMES } from '../../../shared/adapters/answer-times.ts';
import { RdsDatabases } from '../../adapters/rds-databases.ts';
import { MIGRATE } from '../../contract/states.ts';
import { parseCheckPayload } from '../../runtime/check-payload.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { describeDatabases } from './describe-databases.ts';

const databases = new RdsDatabases(new RDSClient({ requestHandler: ANSWER_TIMES }));

export const handler = makeHandler(MIGRATE.describeDatabases, parseCheckPayload, (_payload, context) =>
  describeDatabases(context.settings.databases, databases, context.clock),
);
