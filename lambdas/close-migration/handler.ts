import * as z from 'zod/mini';
import { S3Reports } from '../shared/adapters/s3-reports.ts';
import { sfn } from '../shared/adapters/sfn-client.ts';
import { SfnHistory } from '../shared/adapters/sfn-history.ts';
import { SnsTopic } from '../shared/adapters/sns-topic.ts';
import { ENV } from '../shared/contract/environment.ts';
import { MIGRATE } from '../shared/contract/states.ts';
import { environmentValue } from '../shared/runtime/environment.ts';
import { makeHandler } from '../shared/runtime/make-handler.ts';
import { parserFor, runSchema } from '../shared/runtime/parse.ts';
import { swapWorld } from '../shared/runtime/swap-world.ts';
import { closeMigration } from './close-migration.ts';

export const handler = makeHandler(
  MIGRATE.closeMigration,
  parserFor(z.object({ run: runSchema })),
  ({ run }, context) =>
    closeMigration(run, {
      ...swapWorld(context),
      history: new SfnHistory(sfn),
      reports: new S3Reports(environmentValue(ENV.reportBucket), context.settings.migration),
      topic: new SnsTopic(environmentValue(ENV.topicArn)),
    }),
);
