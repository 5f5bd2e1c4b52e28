import type { ProtectionProblem } from './errors.ts';
import { invalidInput, invalidPaginationToken, protectionsRefused } from './errors.ts';
import { readMaxItems } from './listing.ts';
import { isWithin, orderKey, parseName, problemText } from './names.ts';
import { atMost, incomplete, oneOf, required } from './schema-violations.ts';
import { RECORD_TYPES } from './types.ts';

/** A protected name and type, as the API lists it; the name is canonical. */
export interface Protection {
  readonly RecordName: string;
  readonly RecordType: string;
  readonly Comment?: string;
}

/** An entry of a request as somebody sends it; nothing about it is trusted. */
export interface ProtectionInput {
  readonly RecordName?: string | undefined;
  readonly RecordType?: string | undefined;
  readonly Comment?: string | undefined;
}

export interface ListProtectionsInput {
  readonly maxResults?: number | undefined;
  /** What the page before gave. */
  readonly nextToken?: string | undefined;
}

export interface ProtectionsPage {
  readonly protections: readonly Protection[];
  readonly nextToken: string | undefined;
}

/** Entries of one request. */
const MAX_ENTRIES = 100;
/** The most protections on one page. */
const MAX_PAGE = 300;
const MAX_COMMENT = 256;

/** The names and types of one zone that nobody may change, whether they have a record set or not. */
export class Protections {
  readonly #zoneName: string;
  readonly #held = new Map<string, Protection>();

  /** @param zoneName canonical */
  constructor(zoneName: string) {
    this.#zoneName = zoneName;
  }

  /** All of the entries, or none. */
  create(entries: readonly ProtectionInput[] | undefined): void {
    const read = this.#read(entries, 'ResourceRecordSetProtectionConfig');
    const existing = read.filter((entry) => this.#held.has(keyOf(entry)));
    refuseIfAny(
      existing,
      read.length,
      'ProtectionAlreadyExists',
      'A protection already exists for this name and type.',
    );
    for (const entry of read) this.#held.set(keyOf(entry), entry);
  }

  /** All of the entries, or none. */
  delete(entries: readonly ProtectionInput[] | undefined): void {
    const read = this.#read(entries, 'ResourceRecordSetProtectionKey');
    const missing = read.filter((entry) => !this.#held.has(keyOf(entry)));
    refuseIfAny(missing, read.length, 'ProtectionNotFound', 'No protection exists for this name and type.');
    for (const entry of read) this.#held.delete(keyOf(entry));
  }

  list({ maxResults, nextToken }: ListProtectionsInput): ProtectionsPage {
    const start = nextToken === undefined ? '' : placeIn(nextToken);
    const count = readMaxItems(maxResults, MAX_PAGE);
    const all = [...this.#held.values()].sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
    const from = all.filter((protection) => placeOf(protection) >= start);
    const next = from[count];
    return { protections: from.slice(0, count), nextToken: next && tokenOf(next) };
  }

  /** Undefined where the name and type may be changed. */
  of(name: string, type: string): Protection | undefined {
    return this.#held.get(`${name}\n${type}`);
  }

  /** Canonical entries. Throws for those that can't be taken, whatever is protected already. */
  #read(entries: readonly ProtectionInput[] = [], element: string): Protection[] {
    checkEntries(entries, element);
    const readings = entries.map((entry) => readEntry(entry, this.#zoneName));
    const protections = readings.flatMap((reading) => (reading.ok ? reading.protection : []));
    const keys = protections.map(keyOf);
    const problems = readings.flatMap((reading, index) => {
      const entry = entries[index] as ProtectionInput;
      if (!reading.ok) return asProblem(entry, 'InvalidInput', reading.why);
      const key = keyOf(reading.protection);
      return keys.indexOf(key) === keys.lastIndexOf(key) ? [] : asProblem(entry, 'InvalidInput', TWICE);
    });
    if (problems.length > 0) throw protectionsRefused(problems, entries.length);
    return protections;
  }
}

const TWICE = 'The name and type appear more than once in the request.';

function checkEntries(entries: readonly ProtectionInput[], element: string): void {
  if (entries.length === 0) throw incomplete('Protections', element);
  if (entries.length > MAX_ENTRIES)
    throw invalidInput(`A request can have ${MAX_ENTRIES} protections at most`);
  for (const { RecordName, RecordType, Comment } of entries) {
    required(RecordName, 'RecordName', element);
    atMost(RecordName, 1024, 'DNSName');
    oneOf(RecordType, RECORD_TYPES, 'RecordType', element);
    atMost(Comment, MAX_COMMENT, 'ResourceDescription');
  }
}

type Reading =
  | { readonly ok: true; readonly protection: Protection }
  | { readonly ok: false; readonly why: string };

function readEntry(
  { RecordName = '', RecordType = '', Comment }: ProtectionInput,
  zoneName: string,
): Reading {
  const name = parseName(RecordName);
  if (!name.ok) return { ok: false, why: problemText(name.problem) };
  if (!isWithin(name.value, zoneName)) {
    return { ok: false, why: `The name ${name.value} is not permitted in zone ${zoneName}` };
  }
  const protection = { RecordName: name.value, RecordType, ...(Comment !== undefined && { Comment }) };
  return { ok: true, protection };
}

function refuseIfAny(
  entries: readonly Protection[],
  of: number,
  code: ProtectionProblem['Code'],
  message: string,
): void {
  if (entries.length === 0) return;
  throw protectionsRefused(
    entries.map((entry) => asProblem(entry, code, message)),
    of,
  );
}

function asProblem(
  { RecordName = '', RecordType = '' }: ProtectionInput,
  Code: ProtectionProblem['Code'],
  Message: string,
): ProtectionProblem {
  return { RecordName, RecordType, Code, Message };
}

function keyOf({ RecordName, RecordType }: Protection): string {
  return `${RecordName}\n${RecordType}`;
}

/** Where a protection stands in the list: by reversed name, then by type. */
function placeOf({ RecordName, RecordType }: Protection): string {
  return `${orderKey(RecordName)}\n${RecordType}`;
}

function tokenOf(protection: Protection): string {
  return Buffer.from(placeOf(protection)).toString('base64url');
}

function placeIn(token: string): string {
  const place = Buffer.from(token, 'base64url').toString();
  if (!place.includes('\n')) throw invalidPaginationToken();
  return place;
}
