import { createHash } from 'node:crypto';
import { NamedError } from '../../shared/domain/named-error.ts';
import { ERRORS } from '../contract/errors.ts';
import type { Follow } from '../domain/follows.ts';
import type { BeforeImage } from '../domain/journal-state.ts';
import type { ResourceRecordSet } from '../domain/record-set.ts';
import type { Others } from '../domain/watch/others.ts';

/** A piece of one zone's before-image, small enough for a DynamoDB item (400 KB). */
export interface BeforeImageChunk extends Pick<BeforeImage, 'fenceName' | 'role' | 'others'> {
  readonly zoneId: string;
  /** 1-based; `parts` is how many pieces this zone has, `zones` how many zones the run has. */
  readonly part: number;
  readonly parts: number;
  readonly zones: number;
  /** Says which whole it is a piece of: two tries of the same state may have read the zones at different times. */
  readonly whole: string;
  readonly records: readonly ResourceRecordSet[];
  /** Of those of its names that begin in this piece. */
  readonly follows: readonly Follow[];
}

/** Most record sets of a piece, and most characters: what is kept is ASCII, so as many bytes; half an item is left free. */
const RECORDS_PER_CHUNK = 200;
const CHARACTERS_PER_CHUNK = 200_000;

export function chunksOf(zones: ReadonlyMap<string, BeforeImage>): readonly BeforeImageChunk[] {
  const whole = createHash('sha256')
    .update(JSON.stringify([...zones]))
    .digest('hex');
  return [...zones].flatMap(([zoneId, { records, follows, others, ...ofZone }]) => {
    const otherPieces = others ? othersPieces(others) : [];
    const pieces = piecesOf(records);
    while (pieces.length < otherPieces.length) pieces.push([]);
    const followOf = new Map(follows.map((one) => [one.name, one]));
    const begun = new Set<string>();
    return pieces.map((piece, index) => ({
      zoneId,
      ...ofZone,
      part: index + 1,
      parts: pieces.length,
      zones: zones.size,
      whole,
      records: piece,
      follows: newNames(piece, begun).flatMap((name) => followOf.get(name) ?? []),
      ...(others && { others: otherPieces[index] ?? {} }),
    }));
  });
}

/** The names of a piece that were in none before, which are then in `begun`. */
function newNames(piece: readonly ResourceRecordSet[], begun: Set<string>): readonly string[] {
  const names = [...new Set(piece.map(({ Name }) => Name))].filter((name) => !begun.has(name));
  for (const name of names) begun.add(name);
  return names;
}

/** Beside the record sets of a piece. */
const OTHERS_PER_CHUNK = 150_000;

function othersPieces(others: Others): Others[] {
  const pieces: Record<string, string>[] = [];
  let characters = OTHERS_PER_CHUNK;
  for (const [key, digest] of Object.entries(others)) {
    const size = JSON.stringify({ [key]: digest }).length;
    if (characters + size > OTHERS_PER_CHUNK) {
      pieces.push({});
      characters = 0;
    }
    Object.assign(pieces.at(-1) ?? {}, { [key]: digest });
    characters += size;
  }
  return pieces;
}

/** At least one, so that a zone without record sets is a zone all the same. */
function piecesOf(records: readonly ResourceRecordSet[]): ResourceRecordSet[][] {
  const pieces: ResourceRecordSet[][] = [[]];
  let characters = 0;
  for (const record of records) {
    const size = JSON.stringify(record).length;
    const piece = pieces.at(-1) ?? [];
    if (
      piece.length === RECORDS_PER_CHUNK ||
      (piece.length > 0 && characters + size > CHARACTERS_PER_CHUNK)
    ) {
      pieces.push([]);
      characters = 0;
    }
    pieces.at(-1)?.push(record);
    characters += size;
  }
  return pieces;
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
  const [first] = chunks;
  const whole =
    byZone.size === first?.zones &&
    chunks.every((chunk) => chunk.whole === first.whole && byZone.get(chunk.zoneId)?.length === chunk.parts);
  if (!whole && written) {
    throw new NamedError(
      ERRORS.beforeImageUnreadable,
      `The before-image in the journal is incomplete: ${chunks.length} pieces for ${byZone.size} zones. Restore the table to an earlier time, then start RollBack again.`,
    );
  }
  if (!whole) return new Map();
  return new Map(
    [...byZone].map(([zoneId, parts]) => {
      const { fenceName = '', role } = parts[0] ?? {};
      const records = parts.flatMap((part) => part.records);
      const follows = parts.flatMap((part) => part.follows);
      const others = parts.flatMap((part) => (part.others ? [part.others] : []));
      return [
        zoneId,
        {
          fenceName,
          records,
          follows,
          ...(role !== undefined && { role }),
          ...(others.length > 0 && { others: Object.assign({}, ...others) }),
        },
      ];
    }),
  );
}
