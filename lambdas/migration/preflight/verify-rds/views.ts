/** A database as it was seen from each place. */
import type {
  BrokenProbe,
  Measured,
  ProbedDatabase,
  ProbedFromHere,
  Reach,
} from '../../contract/database-probes.ts';
import type { DatabaseEndpoint } from '../../contract/payloads.ts';
import type { ProbingPlace } from '../../contract/probing-places.ts';

/** What one place's function returned. */
export interface FromPlace {
  readonly side: ProbingPlace['side'];
  /** As people call it: `us-west-1a`. */
  readonly from: string;
  readonly databases: readonly ProbedDatabase[];
  readonly broken?: BrokenProbe;
}

/** One endpoint, from one place. */
export interface View {
  readonly from: string;
  readonly reach: Reach;
  readonly measured?: Measured;
}

export function fromPlaces(
  places: readonly ProbingPlace[],
  zones: readonly string[],
  probed: readonly ProbedFromHere[],
): readonly FromPlace[] {
  return probed.flatMap((result, index) => {
    const place = places[index];
    return place ? [{ side: place.side, from: nameOf(places, zones, index), ...result }] : [];
  });
}

/** The zone, with the subnet where that alone tells it from another place; legacy's are called so. */
function nameOf(places: readonly ProbingPlace[], zones: readonly string[], index: number): string {
  const { side, subnetId = '' } = places[index] ?? {};
  const zone = zones[index] ?? '';
  const isAlone = zones.filter((each, other) => each === zone && places[other]?.side === side).length === 1;
  const name = zone === '' ? subnetId : isAlone ? zone : `${zone} (${subnetId})`;
  return side === 'legacy' ? `legacy in ${name}` : name;
}

/** From those of the places that returned anything of the endpoint. */
export function viewsOf({ subject, host }: DatabaseEndpoint, places: readonly FromPlace[]): readonly View[] {
  return places.flatMap(({ from, databases }) => {
    const found = databases.find((each) => each.subject === subject && each.host === host);
    if (!found) return [];
    const { reach, measured } = found;
    return [{ from, reach, ...(measured && { measured }) }];
  });
}

/** `us-west-1a`, `us-west-1a and us-west-1b`, `us-west-1a, us-west-1b and us-west-1c` */
export function placesInWords(places: readonly Pick<View, 'from'>[]): string {
  const names = places.map(({ from }) => from);
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
