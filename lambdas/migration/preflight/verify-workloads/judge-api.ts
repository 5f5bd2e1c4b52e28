import { ERRORS } from '../../contract/errors.ts';
import type { Finding } from '../../contract/findings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { notes } from './notes.ts';

/** Nothing is known without it, so one finding stands for all. @param reason why it gave no answer, beginning with the error's name */
export function judgeApi(reason: string): Finding {
  const subject = MIGRATE.verifyWorkloads;
  const why = 'What runs in the cluster is known only by its API.';
  if (reason.startsWith(ERRORS.credentialsUnreadable))
    return notes.fail(subject, 'workloads-token-refused', {
      seen: `The API server could not be asked: ${reason}`,
      why,
      toDo: 'Store the ServiceAccount’s present token in the secret `workloads.api.tokenSecret`.',
    });
  return notes.fail(subject, 'workloads-api-unreachable', {
    seen: `The API server could not be asked: ${reason}`,
    why,
    toDo: 'Check `workloads.api`: its address from `clusterNetwork`, its authority, port 443 of the masters’ security group, and the way to Secrets Manager.',
  });
}
