import { S3Client } from '@aws-sdk/client-s3';
import { ANSWER_TIMES } from '../../shared/adapters/answer-times.ts';

export const s3 = new S3Client({ maxAttempts: 5, requestHandler: ANSWER_TIMES });
