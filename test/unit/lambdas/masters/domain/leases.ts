import {
  type Applicant,
  applyForLease,
  type Broken,
  FREE_LEASE,
  type Lease,
} from '../../../../../lambdas/masters/domain/lease.ts';

export const at = '2026-03-01T00:00:00Z';
export const NONE: ReadonlySet<string> = new Set();

export function applicant(replacement: string, how: Partial<Applicant> = {}): Applicant {
  return {
    executionArn: `arn:${replacement}-1`,
    replacement,
    since: at,
    reason: 'terminating',
    request: 'involuntary',
    runs: true,
    ...how,
  };
}

export function brokenBy(replacement: string): Broken {
  return { replacement, at, page: { heading: 'VolumeStuck', reason: 'vol-1 is busy' } };
}

export function held(by: Applicant, lease = FREE_LEASE): Lease {
  return applyForLease(lease, by, NONE).lease;
}
