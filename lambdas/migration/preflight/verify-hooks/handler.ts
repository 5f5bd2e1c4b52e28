import { LambdaClient } from '@aws-sdk/client-lambda';
import { ANSWER_TIMES } from '../../../shared/adapters/answer-times.ts';
import { sfn } from '../../../shared/adapters/sfn-client.ts';
import { AwsHookTargets } from '../../adapters/aws-hook-targets.ts';
import { MIGRATE } from '../../contract/states.ts';
import { parseCheckPayload } from '../../runtime/check-payload.ts';
import { makeCheckHandler } from '../../runtime/make-check-handler.ts';
import { verifyHooks } from './verify-hooks.ts';

const targets = new AwsHookTargets(new LambdaClient({ requestHandler: ANSWER_TIMES }), sfn);

export const handler = makeCheckHandler(MIGRATE.verifyHooks, parseCheckPayload, (_, { settings }) =>
  verifyHooks(settings, targets),
);
