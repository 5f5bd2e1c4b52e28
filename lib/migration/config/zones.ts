/** The zones and the names in them. */
import type { ZoneRole, ZoneSettings } from '../../../lambdas/migration/contract/settings.ts';
import { displayName, isWithin } from '../../../lambdas/shared/contract/dns-names.ts';
import type { Home } from '../../shared/config/arn.ts';
import { refuseRepeats } from '../../shared/config/lists.ts';
import { isTooLong, readName } from '../../shared/config/names.ts';
import type { Place } from '../../shared/config/place.ts';
import { readText, readTextOrToken } from '../../shared/config/values.ts';
import { readZoneRole } from './zone-role.ts';

interface ReadRecord {
  readonly place: Place;
  readonly name: string;
}

export interface ReadZones {
  readonly zones: ZoneSettings[];
  /** All names, canonical, whatever else is wrong with their zones; undefined where one is wrong: another may be meant. */
  readonly moved: readonly string[] | undefined;
}

interface ReadZone {
  readonly place: Place;
  /** The place of the records; undefined where the zone is no object. */
  readonly names: Place | undefined;
  readonly id: ReadRecord | undefined;
  readonly zone: ReadRecord | undefined;
  readonly records: readonly ReadRecord[];
  readonly role?: ZoneRole | undefined;
}

/** Route 53's default limit of record sets in a zone; a migration can't move more. */
export const MOST_RECORDS = 10_000;
const ZONE_EXAMPLE = "[{ id: 'Z0123456789ABCDEFGHIJ', name: 'example.com', records: ['www.example.com'] }]";
const NO_PRIVATE_ZONES =
  'remove the zone: only public zones can be migrated; a private zone answers only inside its VPCs';
/** Top-level domains that are never delegated: zones of these names can't be public. RFC 6762, RFC 6761, RFC 8375, ICANN 2024. */
const PRIVATE_NAMES = ['local.', 'localhost.', 'internal.', 'home.arpa.'];

/** @param migration the migration's name, which the fences carry; undefined when it couldn't be read */
export function readZones(place: Place, migration: string | undefined, home: Home): ReadZones {
  const places = place.items({ of: 'a zone', atLeast: 1, atMost: 100, example: ZONE_EXAMPLE });
  const zones = places?.map((each) => readZone(each, home)) ?? [];
  refuseRepeats(present(zones.map(({ id }) => id)).map(keyed), 'each hosted zone');
  refuseRepeats(
    present(zones.map(({ zone }) => zone)).map(keyed),
    'each zone name (only one zone per name is delegated)',
  );
  refuseMisplaced(zones);
  const settings = zones.flatMap((zone) => settingsOf(zone, migration));
  const areKnown = places !== undefined && zones.every(({ names }) => names?.isInOrder);
  return {
    zones: settings,
    moved: areKnown ? zones.flatMap(({ records }) => records.map(({ name }) => name)) : undefined,
  };
}

function readZone(place: Place, home: Home): ReadZone {
  const fields = place.fields(['id', 'name', 'records', 'private', 'role'], {
    what: 'a zone',
    hints: { vpc: NO_PRIVATE_ZONES, vpcId: NO_PRIVATE_ZONES, privateZone: NO_PRIVATE_ZONES },
  });
  if (!fields) return { place, names: undefined, id: undefined, zone: undefined, records: [] };
  if (!fields.private.isLeftOut && fields.private.value !== false)
    fields.private.problem('a public zone', NO_PRIVATE_ZONES);
  const names = fields.records.items({
    of: 'a name in the zone',
    atLeast: 1,
    atMost: MOST_RECORDS,
    example: "records: ['www.example.com']",
  });
  return {
    place,
    names: fields.records,
    id: named(fields.id, readZoneId(fields.id)),
    zone: named(fields.name, readZoneName(fields.name)),
    records: present((names ?? []).map((at) => named(at, readDnsName(at, 'a name to move')))),
    role: readZoneRole(fields.role, home),
  };
}

/** A hosted zone's id, or a token for one. */
export function readZoneId(place: Place): string | undefined {
  const id = readTextOrToken(place, { what: "a hosted zone's id", example: "'Z0123456789ABCDEFGHIJ'" });
  if (id === undefined || place.isToken || /^Z[A-Z0-9]{1,31}$/.test(id)) return id;
  const bare = id.replace(/^\/?hostedzone\//, '').toUpperCase();
  const fix = /^Z[A-Z0-9]{1,31}$/.test(bare)
    ? `'${bare}'`
    : 'the id that `aws route53 list-hosted-zones` shows';
  return place.problem("a hosted zone's id: Z and capital letters and digits, 32 characters at most", fix);
}

function readZoneName(place: Place): string | undefined {
  const name = readDnsName(place, "the zone's name");
  if (name === undefined) return undefined;
  if (name.startsWith('\\052.'))
    return place.problem(
      "a zone's name without a wildcard",
      `'${displayName(name).slice(2) || 'example.com'}'`,
    );
  if (name.indexOf('.') === name.length - 1)
    return place.problem('the name of a public zone, with at least two labels', "'example.com', for example");
  if (PRIVATE_NAMES.some((suffix) => isWithin(name, suffix)))
    return place.problem('a public zone', NO_PRIVATE_ZONES);
  return name;
}

function readDnsName(place: Place, what: string): string | undefined {
  const text = readText(place, { what: `${what}, a DNS name`, example: "'www.example.com', for example" });
  if (text === undefined) return undefined;
  const reading = readName(text);
  return 'name' in reading ? reading.name : place.problem(`${what}: ${reading.expected}`, reading.fix);
}

/** Refuses names that are given twice, and names that their zone doesn't answer for; each for one reason only. */
function refuseMisplaced(zones: readonly ReadZone[]): void {
  const all = zones.flatMap(({ zone, records }) =>
    records.map((record) => {
      const home = homeOf(record.name, zones);
      return {
        ...record,
        key: record.name,
        zone: zone?.name,
        home,
        misplaced: home?.zone?.name !== zone?.name,
      };
    }),
  );
  const rightFirst = all.toSorted((a, b) => Number(a.misplaced) - Number(b.misplaced));
  const what = 'each name (case, a trailing dot and the notation of `*` make no difference)';
  for (const { place, name, zone, home, misplaced } of refuseRepeats(rightFirst, what)) {
    if (zone && misplaced) refuseOutside({ place, name }, zone, home);
  }
}

/** A name belongs to the most specific of the zones, because resolvers ask that one for it. */
function homeOf(name: string, zones: readonly ReadZone[]): ReadZone | undefined {
  const length = ({ zone }: ReadZone) => zone?.name.length ?? 0;
  return zones
    .filter(({ zone }) => zone && isWithin(name, zone.name))
    .toSorted((a, b) => length(b) - length(a))[0];
}

function refuseOutside({ place, name }: ReadRecord, zone: string, home: ReadZone | undefined): void {
  const within = displayName(zone);
  if (home) {
    const why = `${home.place.path} (${displayName(home.zone?.name ?? '')}) answers for it`;
    place.problem(
      `a name that the zone ${within} answers for`,
      `move it to ${home.place.path}.records: ${why}`,
    );
    return;
  }
  const relative = name.split('.').length === 2;
  const fix = relative
    ? `'${displayName(name)}.${within}'`
    : `a name that ends in .${within}, or give it under a zone of its own`;
  place.problem(`a name in the zone ${within}`, fix);
}

function settingsOf(read: ReadZone, migration: string | undefined): ZoneSettings[] {
  const { place, id, zone, records, role } = read;
  if (!id || !zone || migration === undefined) return [];
  const fenceName = `_cutover-${migration}.${zone.name}`;
  const taken = records.find(({ name }) => name === fenceName);
  if (taken)
    taken.place.problem('another name: this one is the fence, which the migration writes', 'remove it');
  if (isTooLong(fenceName))
    place.problem(
      `a zone name that is short enough for the fence, ${displayName(fenceName)}: at most 253 characters`,
      'a shorter name for the migration',
      `'${displayName(zone.name)}'`,
    );
  return [
    {
      id: id.name,
      name: zone.name,
      records: records.map(({ name }) => name),
      fenceName,
      ...(role && { role }),
    },
  ];
}

function named(place: Place, name: string | undefined): ReadRecord | undefined {
  return name === undefined ? undefined : { place, name };
}

function keyed({ place, name }: ReadRecord): { place: Place; key: string } {
  return { place, key: name };
}

function present<T>(values: readonly (T | undefined)[]): T[] {
  return values.filter((value) => value !== undefined);
}
