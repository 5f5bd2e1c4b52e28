import { canonicalName } from '../../route53/index.ts';
import type { Estate } from './estate.ts';
import { publicRecords } from './public-records.ts';

/** Where clients end that ask for moved names before the migration. */
export interface LegacyEnds {
  /** Of load balancers, or of anything outside of the zones, canonical; those of followers are their leaders'. */
  readonly dnsNames: readonly string[];
  readonly addresses: readonly string[];
}

/** What such a name is sometimes written with, to say that it has IPv6 too. */
const DUALSTACK = 'dualstack.';

export function withoutDualstack(dnsName: string): string {
  return dnsName.startsWith(DUALSTACK) ? dnsName.slice(DUALSTACK.length) : dnsName;
}

export function legacyEndsOf({ snapshot, moving, followers }: Estate): LegacyEnds {
  const following = new Set(followers.map(({ name }) => name));
  const own = publicRecords(snapshot).filter(
    (record) => moving.isMoved(record) && !following.has(record.Name),
  );
  const dnsNames = own.flatMap(({ Type, AliasTarget, ResourceRecords = [] }) => {
    if (AliasTarget) return [AliasTarget.DNSName];
    return Type === 'CNAME' ? ResourceRecords.map(({ Value }) => Value) : [];
  });
  const addresses = own.flatMap(({ Type, ResourceRecords = [] }) =>
    Type === 'CNAME' ? [] : ResourceRecords.map(({ Value }) => Value),
  );
  return {
    dnsNames: [...new Set(dnsNames.map((name) => withoutDualstack(canonicalName(name))))],
    addresses: [...new Set(addresses)],
  };
}
