import { S3Client } from '@aws-sdk/client-s3';
import { ANSWER_TIMES } from '../../../shared/adapters/answer-times.ts';
import { S3StateBucket } from '../../adapters/s3-state-bucket.ts';
import { MIGRATE } from '../../contract/states.ts';
import { parseCheckPayload } from '../../runtime/check-payload.ts';
import { makeCheckHandler } from '../../runtime/make-check-handler.ts';
import { provisionStateBucket } from './provision-state-bucket.ts';

const client = new S3Client({ followRegionRedirects: true, requestHandler: ANSWER_TIMES });

export const handler = makeCheckHandler(
  MIGRATE.provisionStateBucket,
  parseCheckPayload,
  async ({ run, dryRun }, { settings }) => {
    const { stateBucket, account, region } = settings;
    if (!stateBucket)
      return {
        check: MIGRATE.provisionStateBucket,
        findings: [],
        notAsked: 'No `stateBucket` is configured.',
      };
    const bucket = new S3StateBucket({ name: stateBucket.name, account, region }, client);
    // arn:<partition>:states:…
    const partition = run.arn.split(':')[1] ?? 'aws';
    return provisionStateBucket(bucket, { settings: stateBucket, dryRun, partition });
  },
);
