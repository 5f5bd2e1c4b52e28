/**
 * Which names external-dns says it owns. Beside what it writes it puts TXT records as marks, in clear text or encrypted.
 * Source: external-dns, docs/registry/txt.md and endpoint/labels.go.
 */
import type { ResourceRecordSet } from '../../record-set.ts';
import { type Hosts, hasAffix, type Rank, type Reading, readingsOf } from './readings.ts';

export interface OwnershipClaim {
  /** Where the TXT record is. */
  readonly txtName: string;
  /** The name that it claims. */
  readonly name: string;
  /** The claim in clear text; '' when it only looks like an encrypted one. */
  readonly text: string;
  /** Otherwise the mark may just as well be left from a name, or a record, that is gone. */
  readonly isCertain: boolean;
}

interface Mark {
  readonly txtName: string;
  readonly text: string;
}

interface ReadMark {
  readonly mark: Mark;
  readonly readings: readonly Reading[];
}

/** @param records the whole zone */
export function ownershipClaims(records: readonly ResourceRecordSet[]): OwnershipClaim[] {
  const hosts = hostsOf(records);
  const read = marksIn(records).map((mark) => ({ mark, readings: readingsOf(mark.txtName, hosts) }));
  const byOwner = Map.groupBy(read, ({ mark }) => ownerIn(mark.text));
  return [...byOwner.values()].flatMap((owned) => {
    const usual = usualAffixes(owned);
    return owned.flatMap(({ mark, readings }) =>
      [...Map.groupBy(readings, ({ name }) => name)].map(([name, ways]) => ({
        ...mark,
        name,
        isCertain: ways.some(({ rank, affix }) => CERTAIN.has(rank) || (rank === 'far' && usual.has(affix))),
      })),
    );
  });
}

const CERTAIN = new Set<Rank>(['plain', 'affixed']);

/**
 * external-dns has the same flags for all names. So an affix is no chance where all marks of one owner have it, and it
 * leads to two names at least.
 */
function usualAffixes(owned: readonly ReadMark[]): ReadonlySet<string> {
  const far = owned.flatMap(({ readings }) => readings.filter(({ rank }) => rank === 'far'));
  const shared = [...Map.groupBy(far, ({ affix }) => affix)].filter(
    ([affix, readings]) =>
      affix !== '' &&
      new Set(readings.map(({ name }) => name)).size > 1 &&
      owned.every(({ mark }) => hasAffix(mark.txtName, affix)),
  );
  return new Set(shared.map(([affix]) => affix));
}

/** '' where the text of a mark doesn't say it. */
export function ownerIn(text: string): string {
  return /external-dns\/owner=([^,]*)/.exec(text)?.[1] ?? '';
}

function hostsOf(records: readonly ResourceRecordSet[]): Hosts {
  const hosts = new Map<string, Set<string>>();
  for (const { Name, Type, AliasTarget } of records) {
    if (Type === 'TXT') continue;
    const types = hosts.get(Name) ?? new Set();
    hosts.set(Name, types.add(Type));
    // Before 0.22 an alias was marked as what it was made from.
    if (AliasTarget) types.add('CNAME');
  }
  return hosts;
}

function marksIn(records: readonly ResourceRecordSet[]): Mark[] {
  return records
    .filter(({ Type }) => Type === 'TXT')
    .flatMap((txt) => {
      const values = (txt.ResourceRecords ?? []).map(({ Value }) => joined(Value));
      const text = values.find(isPlainMark);
      if (text === undefined && !values.some(looksEncrypted)) return [];
      return [{ txtName: txt.Name, text: text ?? '' }];
    });
}

/** Whether a TXT value is such a mark, or an encrypted one. */
export function isMark(value: string): boolean {
  const text = joined(value);
  return isPlainMark(text) || looksEncrypted(text);
}

function isPlainMark(text: string): boolean {
  return text.split(',').includes('heritage=external-dns');
}

/** A TXT value is one or more quoted strings, which count as one text. */
function joined(value: string): string {
  return [...value.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, part]) => part).join('');
}

/**
 * AES-GCM as base64, bytes: 12 of nonce, 16 of tag, and between them what Go's gzip makes of `heritage=external-dns`, to
 * which a mark adds its owner. Shorter ones are tokens by which others verify a domain. Source: external-dns,
 * endpoint/crypto.go (EncryptText).
 */
const LEAST_ENCRYPTED = 12 + 16 + 50;
function looksEncrypted(value: string): boolean {
  if (value.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(value)) return false;
  return Buffer.from(value, 'base64').length >= LEAST_ENCRYPTED;
}
