import { ERRORS } from '../contract/errors.ts';
import { NamedError } from '../domain/named-error.ts';
import type { ResourceRecordSet } from '../domain/record-set.ts';
import type { BeforeImage } from '../ports/journal.ts';

/** A piece of one zone's before-image, small enough for a DynamoDB item (400 KB). */
export interface BeforeImageChunk {
  readonly zoneId: string;
  readonly fenceName: string;
  /** 1-based; `parts` is how many pieces this zone has, `zones` how many zones the run has. */
  readonly part: number;
  readonly parts: number;
  readonly zones: number;
  readonly records: readonly ResourceRecordSet[];
}

/** A record set is well under 1 KB but for long value lists; a name has at most a few. */
const RECORDS_PER_CHUNK = 200;

export function chunksOf(zones: ReadonlyMap<string, BeforeImage>): readonly BeforeImageChunk[] {
  return [...zones].flatMap(([zoneId, { fenceName, records }]) => {
    const parts = Math.max(1, Math.ceil(records.length / RECORDS_PER_CHUNK));
    return Array.from({ length: parts }, (_, index) => ({
      zoneId,
      fenceName,
      part: index + 1,
      parts,
      zones: zones.size,
      records: records.slice(index * RECORDS_PER_CHUNK, (index + 1) * RECORDS_PER_CHUNK),
    }));
  });
}

/**
 * The before-image that the chunks make up; an empty map when it was never written whole, which is before the
 * first change.
 * @param written whether a zone was written to: then a before-image that isn't whole is damage
 * @throws BeforeImageUnreadable
 */
export function joinChunks(
  chunks: readonly BeforeImageChunk[],
  written: boolean,
): ReadonlyMap<string, BeforeImage> {
  const byZone = Map.groupBy(chunks, (chunk) => chunk.zoneId);
  const whole =
    chunks.length > 0 &&
    byZone.size === chunks[0]?.zones &&
    [...byZone.values()].every((parts) => parts.length === parts[0]?.parts);
  if (!whole && written) {
    throw new NamedError(
      ERRORS.beforeImageUnreadable,
      `The journal holds ${chunks.length} pieces of the before-image for ${byZone.size} zones, and they don't make a whole. Restore the table to a time before now and start RollBack again.`,
    );
  }
  if (!whole) return new Map();
  return new Map(
    [...byZone].map(([zoneId, parts]) => [
      zoneId,
      { fenceName: parts[0]?.fenceName ?? '', records: parts.flatMap((part) => part.records) },
    ]),
  );
}
