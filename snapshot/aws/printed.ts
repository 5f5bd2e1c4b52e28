/** What the SDK returns, as the AWS CLI prints it. */
import type { Json, JsonObject } from '../../rehearsal/snapshot/json.ts';

/** By which AWS says that there is more, or how much there was on a page: the CLI joins all pages. */
const OF_PAGES: ReadonlySet<string> = new Set([
  '$metadata',
  'IsTruncated',
  'Marker',
  'MaxItems',
  'NextMarker',
  'NextRecordIdentifier',
  'NextRecordName',
  'NextRecordType',
  'NextToken',
  'PaginationToken',
  'Truncated',
]);

/**
 * One answer of all pages: lists are joined, and of everything else the last page's counts.
 * @param decoded members that are text to AWS, URL-encoded, and that the CLI prints as the JSON in them
 */
export function printed(pages: readonly object[], decoded: readonly string[] = []): JsonObject {
  const whole: Record<string, Json> = {};
  for (const page of pages)
    for (const [member, value] of Object.entries(page)) {
      if (OF_PAGES.has(member) || value === undefined) continue;
      const [before, now] = [whole[member], memberOf(member, value, decoded)];
      whole[member] = Array.isArray(before) && Array.isArray(now) ? [...before, ...now] : now;
    }
  return whole;
}

function plain(value: unknown, decoded: readonly string[]): Json {
  if (value instanceof Date) return timeOf(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map((each) => plain(each, decoded));
  if (typeof value !== 'object' || value === null) return value as Json;
  const members = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(members.map(([name, each]) => [name, memberOf(name, each, decoded)]));
}

function memberOf(name: string, value: unknown, decoded: readonly string[]): Json {
  return decoded.includes(name) && typeof value === 'string' ? documentIn(value) : plain(value, decoded);
}

/** `2027-01-04T08:00:00+00:00`, with microseconds only where there are any. */
function timeOf(time: Date): string {
  const [seconds = '', fraction = ''] = time.toISOString().replace('Z', '').split('.');
  return `${seconds}${Number(fraction) === 0 ? '' : `.${fraction}000`}+00:00`;
}

function documentIn(text: string): Json {
  return JSON.parse(decodeURIComponent(text));
}
