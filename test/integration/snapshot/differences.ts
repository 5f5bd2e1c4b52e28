import { isList, isObject, type Json } from '../../../rehearsal/snapshot/json.ts';

/**
 * Where a file differs from another one, each place once: items of a list are `[]`. Times are compared as times, lists as
 * sets. `lacks …` where it has nothing.
 */
export function differences(one: Json | undefined, other: Json | undefined, at = ''): readonly string[] {
  if (isObject(one) && isObject(other)) {
    const names = new Set([...Object.keys(one), ...Object.keys(other)]);
    return once([...names].flatMap((name) => differences(one[name], other[name], `${at}.${name}`)));
  }
  if (isList(one) && isList(other)) {
    const [a, b] = [byName(one), byName(other)];
    const names = new Set([...a.keys(), ...b.keys()]);
    return once([...names].flatMap((name) => differences(a.get(name), b.get(name), `${at}[]`)));
  }
  if (plain(one) === plain(other)) return [];
  return [
    plain(one) === undefined ? `lacks ${at}` : `${at}: ${JSON.stringify(one)} for ${JSON.stringify(other)}`,
  ];
}

function once(places: readonly string[]): readonly string[] {
  return [...new Set(places)].toSorted();
}

/** By what an item is known, the first that it has. */
const KNOWN_BY = [
  'VolumeId',
  'InstanceId',
  'AutoScalingGroupName',
  'LoadBalancerName',
  'TargetGroupName',
  'AlarmName',
  'PolicyName',
  'DBInstanceIdentifier',
  'Key',
  'Name',
  'ZoneName',
  'SubnetId',
  'CidrIp',
  'PrefixListId',
  'GroupId',
];

/** Items without a name are known by their places, when they are in order. */
function byName(list: readonly Json[]): ReadonlyMap<string, Json> {
  const ordered = list.toSorted((a, b) => (sorted(a) < sorted(b) ? -1 : 1));
  return new Map(ordered.map((item, i) => [nameOf(item) ?? String(i), item]));
}

function sorted(value: Json): string {
  if (isList(value)) return `[${value.map(sorted).toSorted().join()}]`;
  if (!isObject(value)) return JSON.stringify(value);
  return JSON.stringify(
    Object.keys(value)
      .toSorted()
      .map((name) => [name, sorted(value[name] ?? null)]),
  );
}

function nameOf(item: Json): string | undefined {
  if (!isObject(item)) return undefined;
  const name = KNOWN_BY.find((each) => item[each] !== undefined && !isList(item[each]));
  return name && String(item[name]);
}

function plain(value: Json | undefined): Json | undefined {
  if (value === null) return undefined;
  const isTime = typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value);
  return isTime ? Date.parse(value) : value;
}
