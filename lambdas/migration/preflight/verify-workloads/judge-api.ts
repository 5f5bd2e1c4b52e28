import { ERRORS } from '../../contract/errors.ts';
import type { Finding } from '../../contract/findings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { secretRemedy } from '../../domain/readiness/secret-remedy.ts';
import { notes } from './notes.ts';

const KEY_FIELD = 'workloads.api.tokenSecretKey';

/** As VerifyCredentials calls it. */
function secretName(arn: string): string {
  return arn.split(':').slice(6).join(':');
}

/**
 * Nothing is known without it, so one finding stands for all.
 * @param reason why it gave no answer, beginning with the error's name
 * @param tokenSecret ARN
 */
export function judgeApi(reason: string, tokenSecret: string): Finding {
  const why = 'What runs in the cluster is known only by its API.';
  if (reason.startsWith(ERRORS.credentialsUnreadable))
    return notes.fail(`secret ${secretName(tokenSecret)}`, 'workloads-token-refused', {
      seen: `The API server could not be asked: ${reason}`,
      why,
      toDo: secretRemedy(tokenSecret, reason, KEY_FIELD) ?? 'Store the ServiceAccount’s present token in it.',
    });
  return notes.fail(MIGRATE.verifyWorkloads, 'workloads-api-unreachable', {
    seen: `The API server could not be asked: ${reason}`,
    why,
    toDo: 'Check `workloads.api`: its address from `clusterNetwork`, its authority, port 443 of the masters’ security group, and the way to Secrets Manager.',
  });
}
