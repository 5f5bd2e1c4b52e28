import { sfn } from '../../../shared/adapters/sfn-client.ts';
import { environmentValue } from '../../../shared/runtime/environment.ts';
import { people } from '../../../shared/runtime/people.ts';
import { S3Reports } from '../../adapters/s3-reports.ts';
import { SfnHistory } from '../../adapters/sfn-history.ts';
import { ENV } from '../../contract/environment.ts';
import { MIGRATE } from '../../contract/states.ts';
import { parseChangePayload } from '../../runtime/change-schemas.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { swapPorts } from '../../runtime/swap-ports.ts';
import { closeMigration } from './close-migration.ts';

export const handler = makeHandler(MIGRATE.closeMigration, parseChangePayload, ({ run }, context) =>
  closeMigration(run, {
    ...swapPorts(context),
    history: new SfnHistory(sfn),
    reports: new S3Reports(environmentValue(ENV.reportBucket), context.settings.migration),
    topic: people(),
  }),
);
