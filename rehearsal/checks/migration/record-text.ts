import type { RecordSet } from '../../route53/index.ts';

/** Byte for byte what the API says of a record set, the same for the same. */
export function bytesOf(record: RecordSet): string {
  return JSON.stringify(record, Object.keys(flattened(record)).toSorted());
}

/** A record set for people. */
export function shown({
  Name,
  Type,
  SetIdentifier,
  Weight,
  TTL,
  AliasTarget,
  ResourceRecords,
}: RecordSet): string {
  const target = AliasTarget
    ? `alias ${AliasTarget.DNSName}`
    : (ResourceRecords ?? []).map(({ Value }) => Value).join(' ');
  const weight = SetIdentifier === undefined ? '' : ` [${SetIdentifier} ${Weight}]`;
  return `${Name} ${Type}${weight}${TTL === undefined ? '' : ` ${TTL} s`} ${target}`;
}

/** What differs between two lists of record sets, in plain words. */
export function differences(expected: readonly RecordSet[], found: readonly RecordSet[]): string[] {
  const wanted = new Map(expected.map((record) => [bytesOf(record), record]));
  const had = new Map(found.map((record) => [bytesOf(record), record]));
  return [
    ...[...wanted].flatMap(([bytes, record]) => (had.has(bytes) ? [] : [`is missing: ${shown(record)}`])),
    ...[...had].flatMap(([bytes, record]) =>
      wanted.has(bytes) ? [] : [`should not be there: ${shown(record)}`],
    ),
  ];
}

/** Every key that occurs anywhere in a record set: what JSON.stringify may show, in one order. */
function flattened(value: unknown, keys: Record<string, true> = {}): Record<string, true> {
  if (Array.isArray(value)) for (const each of value) flattened(each, keys);
  else if (value !== null && typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) {
      keys[key] = true;
      flattened(inner, keys);
    }
  }
  return keys;
}
