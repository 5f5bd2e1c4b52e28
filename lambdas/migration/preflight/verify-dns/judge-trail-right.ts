import { mayAccess, type OwnPolicies } from '../../domain/access/may.ts';
import { type AccessRequest, REQUESTED_REGION, roleOf } from '../../domain/access/policy.ts';
import { type Remark, remarks } from '../../domain/readiness/finding.ts';
import type { Reading } from '../../domain/reading.ts';

/** Who reads an account's CloudTrail for Watch. */
export interface TrailReader {
  /** A moved zone of that account, or the function. */
  readonly subject: string;
  readonly arn: string;
  /** The zone's role, in another account; otherwise the function's own. */
  readonly isLent: boolean;
}

/** To read what CloudTrail has in its region. */
export function trailRequest({ arn }: TrailReader, trailRegion: string): AccessRequest {
  return {
    role: roleOf(arn),
    action: 'cloudtrail:LookupEvents',
    resource: '*',
    context: { [REQUESTED_REGION]: [trailRegion] },
  };
}

/** The migration works all the same, so it is no more than a warning. */
export function judgeTrailRight(
  { subject, arn, isLent }: TrailReader,
  request: AccessRequest,
  own: Reading<OwnPolicies>,
): Remark[] {
  const seen = seenOf(arn, request, own);
  if (seen === undefined) return [];
  return [
    remarks.warn(subject, isLent ? 'zone-role-without-trail' : 'watch-without-trail', {
      seen,
      why: 'After a foreign write Watch can’t find out who wrote. The migration works all the same.',
      toDo: isLent
        ? 'Add the statement of “Who wrote” in docs/configuration.md to the role’s policy. If you don’t want that, no action.'
        : 'Find out which policy of your organization, or which boundary, denies it. Or leave out watch.cloudTrail.',
    }),
  ];
}

/** Undefined if it may. */
function seenOf(arn: string, request: AccessRequest, own: Reading<OwnPolicies>): string | undefined {
  const does = `do ${request.action} in ${request.context[REQUESTED_REGION]?.join()}`;
  if (!own.known) return `IAM could not be asked whether the role ${arn} may ${does}: ${own.why}`;
  const { may, because } = mayAccess({ request, own: own.value, policy: [], leaveNeeded: false });
  if (may === 'yes') return undefined;
  return may === 'no'
    ? `The role ${arn} may not ${does}: ${because}.`
    : `Only a request shows whether the role ${arn} may ${does}: ${because}.`;
}
