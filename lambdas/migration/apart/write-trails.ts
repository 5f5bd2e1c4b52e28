import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { ANSWER_TIMES } from '../../shared/adapters/answer-times.ts';
import type { EndingCredentials } from '../adapters/assumed-role.ts';
import { CloudTrailWrites, type TrailAccess } from '../adapters/cloud-trail-writes.ts';
import type { WriteTrails } from '../ports/write-trails.ts';

export function openWriteTrails(accessTo: (account: string) => TrailAccess): WriteTrails {
  return new CloudTrailWrites(accessTo);
}

/** @param credentials of another account; by default the function's own */
export function trailClient(
  region: string,
  credentials?: () => Promise<EndingCredentials>,
): CloudTrailClient {
  return new CloudTrailClient({
    region,
    maxAttempts: 3,
    requestHandler: ANSWER_TIMES,
    ...(credentials && { credentials }),
  });
}
