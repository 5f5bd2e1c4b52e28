import { invalidInput } from './errors.ts';
import { parseName, problemText } from './names.ts';
import type { RecordSet } from './types.ts';
import { RECORD_TYPES } from './types.ts';
import type { ZoneContent } from './zone-content.ts';

/** The most record sets on one page; asking for more gives this many. */
export const MAX_PAGE = 300;

export interface ListInput {
  readonly name?: string | undefined;
  readonly type?: string | undefined;
  readonly identifier?: string | undefined;
  readonly maxItems?: number | undefined;
}

export interface ListPage {
  readonly recordSets: readonly RecordSet[];
  readonly isTruncated: boolean;
  /** The page size that was used. */
  readonly maxItems: number;
  /** The first record set of the next page. */
  readonly next: RecordSet | undefined;
}

/** One page of a zone in order: names by reversed labels, then types, then set identifiers. */
export function listPage(content: ZoneContent, input: ListInput): ListPage {
  const start = readStart(input);
  const maxItems = readMaxItems(input.maxItems, MAX_PAGE);
  const found: RecordSet[] = [];
  const records = start === undefined ? content.records() : content.recordsFrom(start);
  for (const record of records) {
    if (start !== undefined && isBefore(record, start, input)) continue;
    found.push(record);
    if (found.length > maxItems) break;
  }
  const next = found[maxItems];
  return { recordSets: found.slice(0, maxItems), isTruncated: next !== undefined, maxItems, next };
}

function readStart({ name, type, identifier }: ListInput): string | undefined {
  if (type !== undefined && !(RECORD_TYPES as readonly string[]).includes(type)) {
    throw invalidInput(`Invalid type '${type}': expected one of ${RECORD_TYPES.join(', ')}`);
  }
  if (type !== undefined && name === undefined) {
    throw invalidInput('The type parameter needs a name: a listing starts at a name, not at a type');
  }
  if (identifier !== undefined && type === undefined) {
    throw invalidInput('The identifier parameter needs a name and a type');
  }
  if (name === undefined) return undefined;
  const parsed = parseName(name);
  if (!parsed.ok) throw invalidInput(problemText(parsed.problem));
  return parsed.value;
}

/** A page size, at most `max`. */
export function readMaxItems(asked: number | undefined, max: number): number {
  if (asked === undefined) return max;
  if (!Number.isInteger(asked) || asked < 1) {
    throw invalidInput(`Invalid maxitems '${asked}': expected an integer from 1 to ${max}`);
  }
  return Math.min(asked, max);
}

function isBefore(record: RecordSet, start: string, { type, identifier }: ListInput): boolean {
  if (record.Name !== start || type === undefined) return false;
  if (record.Type !== type) return record.Type < type;
  return identifier !== undefined && (record.SetIdentifier ?? '') < identifier;
}
