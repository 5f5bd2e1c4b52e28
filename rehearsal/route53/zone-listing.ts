import { invalidInput, noSuchHostedZone } from './errors.ts';
import type { HostedZoneInfo } from './hosted-zone.ts';
import { readMaxItems } from './listing.ts';
import { orderKey, parseName, problemText } from './names.ts';

/** Zones that one page holds at most. */
const MAX_ZONES = 100;

export interface ZonePage {
  readonly zones: readonly HostedZoneInfo[];
  readonly isTruncated: boolean;
  readonly maxItems: number;
  /** The first zone of the next page. */
  readonly next: HostedZoneInfo | undefined;
}

/** A page of zones from the one whose id is `marker` onwards. */
export function zonesAfter(
  zones: readonly HostedZoneInfo[],
  { marker, maxItems }: { marker?: string | undefined; maxItems?: number | undefined },
): ZonePage {
  const start = marker === undefined ? 0 : zones.findIndex(({ id }) => id === marker);
  if (start < 0) throw noSuchHostedZone(marker as string);
  return pageOf(zones.slice(start), readMaxItems(maxItems, MAX_ZONES));
}

/** A page of zones ordered by reversed name, then id, from a name and id onwards. */
export function zonesByNameAfter(
  zones: readonly HostedZoneInfo[],
  input: {
    dnsName?: string | undefined;
    hostedZoneId?: string | undefined;
    maxItems?: number | undefined;
  },
): ZonePage {
  const { dnsName, hostedZoneId, maxItems } = input;
  if (hostedZoneId !== undefined && dnsName === undefined) {
    throw invalidInput('The hostedzoneid parameter needs a dnsname');
  }
  const parsed = dnsName === undefined ? undefined : parseName(dnsName);
  if (parsed && !parsed.ok) throw invalidInput(problemText(parsed.problem));
  const start = parsed ? `${orderKey(parsed.value)}\n${hostedZoneId ?? ''}` : '';
  const keyed = zones
    .map((zone) => ({ zone, key: `${orderKey(zone.name)}\n${zone.id}` }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .filter(({ key }) => key >= start);
  return pageOf(
    keyed.map(({ zone }) => zone),
    readMaxItems(maxItems, MAX_ZONES),
  );
}

function pageOf(zones: readonly HostedZoneInfo[], maxItems: number): ZonePage {
  const next = zones[maxItems];
  return { zones: zones.slice(0, maxItems), isTruncated: next !== undefined, maxItems, next };
}
