import { leadsTo, type RecordSet } from '../../route53/index.ts';
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
  const addresses = own.flatMap(({ Type, ResourceRecords = [] }) =>
    Type === 'CNAME' ? [] : ResourceRecords.map(({ Value }) => Value),
  );
  return {
    dnsNames: [...new Set(own.flatMap(dnsNamesOf))],
    addresses: [...new Set(addresses)],
  };
}

/** DNS names where each moved name ends, by way of those that it follows; those of addresses are left out. */
export function endsByName({ snapshot, moving, followers }: Estate): ReadonlyMap<string, readonly string[]> {
  const records = publicRecords(snapshot).filter(moving.isMoved);
  const on = new Map(followers.map((follower) => [follower.name, follower.on]));
  const leaderOf = (name: string, hops = 0): string => {
    const next = on.get(name);
    return next === undefined || hops > on.size ? name : leaderOf(next, hops + 1);
  };
  const names = [...new Set(records.map(({ Name }) => Name))];
  return new Map(
    names.map((name) => {
      const leader = leaderOf(name);
      return [name, [...new Set(records.filter(({ Name }) => Name === leader).flatMap(dnsNamesOf))]] as const;
    }),
  );
}

function dnsNamesOf(record: RecordSet): readonly string[] {
  const name = leadsTo(record);
  return name === undefined ? [] : [withoutDualstack(name)];
}
