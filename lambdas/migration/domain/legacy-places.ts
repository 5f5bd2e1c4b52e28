/** Where clients of a name come to as legacy answers, of zones that are known whole. */
import { dotted, undotted } from '../../shared/contract/dns-names.ts';
import { type Answering, answeringZones, type ListedZone } from './answering-zones.ts';
import { isMoved, type ResourceRecordSet } from './record-set.ts';

export type LegacyPlace =
  /** A load balancer, or whatever else has a name that these zones don't answer for; without its dot. */
  | { readonly kind: 'name'; readonly dnsName: string }
  | { readonly kind: 'address'; readonly address: string };

export interface LegacyAnswer {
  /** Each once; none where nothing answers. */
  readonly places: readonly LegacyPlace[];
  /** Whether clients get AAAA records of it, or a CNAME, which has whatever its target has. */
  readonly ipv6: boolean;
}

/** A chain that is longer leads nowhere, or back. */
const LONGEST_CHAIN = 16;

/** @param zones as legacy answers (`asBefore`) @returns for names as the zones list them, wildcards too */
export function legacyAnswers(zones: readonly ListedZone[]): (name: string) => LegacyAnswer {
  const answering = answeringZones(zones);
  const listed = Map.groupBy(
    zones.flatMap(({ records }) => records),
    ({ Name }) => Name,
  );
  return (name) => {
    const own = (listed.get(name) ?? []).filter(isMoved);
    const places = own.flatMap((record) => placesOf(record, answering, LONGEST_CHAIN));
    return {
      places: [...new Map(places.map((place) => [JSON.stringify(place), place])).values()],
      ipv6: own.some(({ Type }) => Type !== 'A'),
    };
  };
}

function placesOf(record: ResourceRecordSet, answering: Answering, left: number): readonly LegacyPlace[] {
  const { AliasTarget, ResourceRecords = [], Type } = record;
  const values = ResourceRecords.map(({ Value }) => Value);
  const next = AliasTarget?.DNSName ?? (Type === 'CNAME' ? values[0] : undefined);
  if (next === undefined) return values.map((address) => ({ kind: 'address', address }));
  const node = answering(dotted(next));
  if (node === undefined) return [{ kind: 'name', dnsName: undotted(next) }];
  if (left === 0) return [];
  const wanted = AliasTarget ? [Type, 'CNAME'] : undefined;
  return node.records
    .filter((each) => isMoved(each) && (wanted?.includes(each.Type) ?? true))
    .flatMap((each) => placesOf(each, answering, left - 1));
}
