import { invalidInput } from './errors.ts';
import type { HostedZoneInfo } from './hosted-zone.ts';
import { readMaxItems } from './listing.ts';
import { oneOfIfGiven } from './schema-violations.ts';

/** Zones that one page holds at most. */
const MAX_ZONES = 100;

export interface ListZonesInput {
  /** Id of the zone that the page begins with. */
  readonly marker?: string | undefined;
  readonly maxItems?: number | undefined;
  /** `PrivateHostedZone` leaves public zones out. */
  readonly type?: string | undefined;
}

export interface ZonesPage {
  readonly zones: readonly HostedZoneInfo[];
  readonly isTruncated: boolean;
  /** The page size that was used. */
  readonly maxItems: number;
  /** The first zone of the next page. */
  readonly next: HostedZoneInfo | undefined;
}

/** @param all in the order in which they were made */
export function zonesPage(
  all: readonly HostedZoneInfo[],
  { marker, maxItems: asked, type }: ListZonesInput,
): ZonesPage {
  oneOfIfGiven(type, ['PrivateHostedZone'], 'HostedZoneType');
  const maxItems = readMaxItems(asked, MAX_ZONES);
  const listed = all.filter((zone) => type === undefined || zone.private);
  const start = marker === undefined ? 0 : listed.findIndex(({ id }) => id === marker);
  if (start < 0) throw invalidInput(`Invalid marker '${marker}'`);
  const next = listed[start + maxItems];
  return {
    zones: listed.slice(start, start + maxItems),
    isTruncated: next !== undefined,
    maxItems,
    next,
  };
}
