/** Whose record sets answer for a name, of some zones that are known whole (RFC 1034, 4.3.2; RFC 4592). */
import { isWithin } from '../../shared/contract/dns-names.ts';
import type { ResourceRecordSet } from './record-set.ts';

/** A zone with everything in it, as Route 53 lists it. */
export interface ListedZone {
  readonly name: string;
  readonly records: readonly ResourceRecordSet[];
}

/** A name of a zone: the one in the question, or the wildcard that answers for it. */
export interface AnsweringName {
  readonly name: string;
  /** None where the name exists only because there are names below it, or not at all. */
  readonly records: readonly ResourceRecordSet[];
}

/** Undefined for names that others answer for: outside of all the zones, or delegated to other name servers. */
export type Answering = (name: string) => AnsweringName | undefined;

/** Every name belongs to the zone with the longest name that it lies in. */
export function answeringZones(zones: readonly ListedZone[]): Answering {
  const indexed = zones
    .toSorted((a, b) => b.name.length - a.name.length)
    .map((zone) => ({ name: zone.name, answering: answeringZone(zone) }));
  return (name) => indexed.find((zone) => lineage(name, zone.name) !== undefined)?.answering(name);
}

function answeringZone({ name: zoneName, records }: ListedZone): Answering {
  const byName = Map.groupBy(records, ({ Name }) => Name);
  const existing = new Set([...byName.keys()].flatMap((name) => lineage(name, zoneName) ?? []));
  const cuts = new Set(
    records.filter(({ Name, Type }) => Type === 'NS' && Name !== zoneName).map(({ Name }) => Name),
  );
  return (name) => {
    const line = lineage(name, zoneName) ?? [];
    if (line.some((at) => cuts.has(at))) return undefined;
    const [closest = zoneName] = line.filter((at) => existing.has(at));
    const answering = closest === name ? name : `\\052.${closest}`;
    return { name: answering, records: byName.get(answering) ?? [] };
  };
}

/** The name and all that it lies in, up to the zone's own; undefined where it isn't in the zone. */
function lineage(name: string, zoneName: string): readonly string[] | undefined {
  if (!isWithin(name, zoneName)) return undefined;
  const labels = name.slice(0, -zoneName.length).split('.').slice(0, -1);
  return [...labels.map((_, i) => `${labels.slice(i).join('.')}.${zoneName}`), zoneName];
}
