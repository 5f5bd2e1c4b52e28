import type { DescribedOwners, OwnedName } from '../../contract/payloads.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import { ownerIn, ownershipClaims } from '../../domain/readiness/external-dns/claims.ts';
import { readingOf } from '../../domain/reading.ts';
import type { Zone } from '../../ports/zone.ts';

/** VerifyDns refuses a migration for the first one already, and Step Functions hands on 256 KiB at most. */
const MOST_OWNED = 500;

/** Which of the moved names external-dns says it owns, by its marks in the zones. */
export async function describeOwners(
  { workloads, zones }: Pick<MigrationSettings, 'workloads' | 'zones'>,
  zoneOf: (zoneId: string) => Pick<Zone, 'readAll'>,
): Promise<DescribedOwners> {
  if (!workloads) return { owned: [], unread: '' };
  const read = await readingOf(async () => {
    const owned: OwnedName[] = [];
    for (const { id, records: moved } of zones) {
      const claims = ownershipClaims(await zoneOf(id).readAll());
      owned.push(...claims.filter(({ name }) => moved.includes(name)).map(ownedBy));
    }
    return owned;
  });
  return read.known
    ? { owned: read.value.slice(0, MOST_OWNED), unread: '' }
    : { owned: [], unread: read.why };
}

function ownedBy({ name, text }: { readonly name: string; readonly text: string }): OwnedName {
  return { name, owner: ownerIn(text) };
}
