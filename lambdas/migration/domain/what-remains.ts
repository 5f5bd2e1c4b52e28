/** What may be deleted once a migration is closed, and what stays. */
import { displayName } from '../../shared/contract/dns-names.ts';
import type { MigrationSettings } from '../contract/settings.ts';
import type { BeforeImage, JournalState } from './journal-state.ts';
import type { ResourceRecordSet } from './record-set.ts';

export interface WhatRemains {
  /** One line for each thing, with what to check first. */
  readonly mayBeDeleted: readonly string[];
  readonly stays: readonly string[];
}

const CHECK = 'if no other name leads there, and nothing else uses it';

/** It knows what the moved names led to, not who else uses that: each line says what to check. */
export function whatRemains(
  { migration, zones }: Pick<MigrationSettings, 'migration' | 'zones'>,
  { beforeImage }: Pick<JournalState, 'beforeImage'>,
): WhatRemains {
  const images = [...beforeImage.values()];
  const retired = images.flatMap(retiredIn);
  const places = sorted(retired.flatMap(placesOf));
  const checks = sorted(retired.flatMap(({ HealthCheckId }) => HealthCheckId ?? []));
  const roles = sorted(zones.flatMap(({ role }) => role?.arn ?? []));
  return {
    mayBeDeleted: [
      ...places.map((place) => `Legacy's ${place}, and what is behind it: ${CHECK}.`),
      ...checks.map((id) => `The health check ${id}: if no other record has it.`),
      `The stack of the migration ${migration}: \`npx cdk destroy\`, once no execution of its machines runs.`,
      ...roles.map((arn) => `The role ${arn}, once the stack is gone.`),
    ],
    stays: [
      ...images.map(
        ({ fenceName }) =>
          `The fence ${displayName(fenceName)} TXT: it blocks late writes. It costs nothing.`,
      ),
      "The journal's table and the report bucket, also when the stack is deleted: they say what legacy answered, and who decided what.",
      "The cluster's load balancer or addresses: all moved names lead there.",
    ],
  };
}

/** A name that follows another one keeps its record. */
function retiredIn({ records, follows }: BeforeImage): readonly ResourceRecordSet[] {
  const followers = new Set(follows.map(({ name }) => name));
  return records.filter(({ Name }) => !followers.has(Name));
}

function placesOf({ AliasTarget, ResourceRecords = [] }: ResourceRecordSet): readonly string[] {
  const places = AliasTarget ? [AliasTarget.DNSName] : ResourceRecords.map(({ Value }) => Value);
  return places.map((place) => displayName(place.replace(/^dualstack\./, '')));
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].toSorted();
}
