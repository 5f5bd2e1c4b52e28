import { STSClient } from '@aws-sdk/client-sts';
import { ANSWER_TIMES } from '../../shared/adapters/answer-times.ts';
import { type Assuming, assumeRole, type EndingCredentials } from '../adapters/assumed-role.ts';

/** Without an endpoint of its own it asks STS in the function's region, which no outage of another one concerns. */
const sts = new STSClient({ maxAttempts: 5, requestHandler: ANSWER_TIMES });

/** Credentials of a role of another account. */
export function credentialsOf(assuming: Assuming): Promise<EndingCredentials> {
  return assumeRole(sts, assuming);
}
