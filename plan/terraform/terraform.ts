/** What Terraform would do to a migration, and what to write into its configuration. */
import type { Finding } from '../../lambdas/migration/contract/findings.ts';
import type { MigrationSettings } from '../../lambdas/migration/contract/settings.ts';
import { estateOf } from '../../rehearsal/estate/migration/estate.ts';
import { groupsBehindLegacy } from '../../rehearsal/estate/migration/legacy-groups.ts';
import type { Snapshot } from '../../rehearsal/snapshot/snapshot.ts';
import { terraformClaims } from '../../rehearsal/snapshot/terraform.ts';
import { recordsIn } from '../offline/legacy-zones.ts';
import { claimsOn } from './claims.ts';
import { ignoredBefore, writtenAfter } from './configuration.ts';
import { judgeClaims } from './judge.ts';
import { movedRecords } from './moved-records.ts';

export interface Terraform {
  /** HCL to add before the migration; '' for nothing. */
  readonly before: string;
  /** HCL as it is to be after it; '' for nothing. */
  readonly after: string;
}

/** @throws SnapshotRefused where what Terraform printed can't be read */
export function terraformIn(
  snapshot: Snapshot,
  settings: MigrationSettings,
): { readonly findings: readonly Finding[]; readonly terraform: Terraform } {
  const { records, groups: claimed } = terraformClaims(snapshot);
  const groups = new Set(
    groupsBehindLegacy(estateOf(settings, snapshot)).map(({ AutoScalingGroupName }) => AutoScalingGroupName),
  );
  const claims = {
    ...claimsOn(settings, records, movedRecords(settings, snapshot), (id) => recordsIn(snapshot, id)),
    groups: claimed.filter(({ name }) => groups.has(name)),
  };
  return {
    findings: judgeClaims(claims),
    terraform: { before: ignoredBefore(claims), after: writtenAfter(claims) },
  };
}
