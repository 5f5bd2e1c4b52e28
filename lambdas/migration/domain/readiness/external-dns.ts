/**
 * Which names external-dns says it owns. Its TXT records stand at the name itself (the old form) or at
 * `<type>-<name>` (the new one), both perhaps with a prefix or a suffix to the first label, a replaced `*`, or
 * encrypted. Source: external-dns, registry/txt.
 */
import type { ResourceRecordSet } from '../record-set.ts';

export interface OwnershipClaim {
  /** Where the TXT record is. */
  readonly txtName: string;
  /** The name that it claims. */
  readonly name: string;
  /** The claim in clear text; '' when it only looks like an encrypted one. */
  readonly text: string;
}

/** Types that external-dns writes; a claim on one that a migration doesn't move is no matter. */
const MOVED_PREFIX = /^(?:a|aaaa|cname)-/;
const OTHER_PREFIX = /^(?:ns|mx|srv|naptr|ptr|txt)-/;

/** @param records the whole zone */
export function ownershipClaims(records: readonly ResourceRecordSet[]): OwnershipClaim[] {
  const names = new Set(records.filter(({ Type }) => Type !== 'TXT').map(({ Name }) => Name));
  return records
    .filter(({ Type }) => Type === 'TXT')
    .flatMap((txt) => {
      const values = (txt.ResourceRecords ?? []).map(({ Value }) => joined(Value));
      const text = values.find((value) => value.startsWith('heritage=external-dns'));
      if (text === undefined && !values.some(looksEncrypted)) return [];
      return claimedNames(txt.Name, names).map((name) => ({ txtName: txt.Name, name, text: text ?? '' }));
    });
}

/** A TXT value is one or more quoted strings, which count as one text. */
function joined(value: string): string {
  return [...value.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, part]) => part).join('');
}

/** AES-GCM as base64: 12 bytes of nonce, 16 of tag, and something between. */
const LEAST_ENCRYPTED = 29;
function looksEncrypted(value: string): boolean {
  if (value.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(value)) return false;
  return Buffer.from(value, 'base64').length >= LEAST_ENCRYPTED;
}

/** The names of the zone that a TXT record at `txtName` can be meant for, by the most exact reading that fits any. */
function claimedNames(txtName: string, names: ReadonlySet<string>): string[] {
  if (names.has(txtName)) return [txtName];
  if (names.has(txtName.replace(OTHER_PREFIX, ''))) return [];
  const typed = txtName.replace(MOVED_PREFIX, '');
  if (names.has(typed)) return [typed];
  const affixed = longest([...names].filter((name) => isAffixed(txtName, name)));
  const [, ...parent] = typed.split('.');
  const wildcard = `\\052.${parent.join('.')}`;
  return names.has(wildcard) && !affixed.includes(wildcard) ? [...affixed, wildcard] : affixed;
}

/** The TXT record is at `name` with something before or after its first label. */
function isAffixed(txtName: string, name: string): boolean {
  const dot = name.indexOf('.');
  const [first, parent] = [name.slice(0, dot), name.slice(dot)];
  if (!txtName.endsWith(parent)) return false;
  const affixed = txtName.slice(0, -parent.length);
  return affixed.startsWith(first) || affixed.endsWith(first) || standsAlone(first, affixed);
}

/** `part` is in `text`, set off on both sides by what is neither a letter nor a digit. */
function standsAlone(part: string, text: string): boolean {
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
    const [before = '-', after = '-'] = [text[at - 1], text[at + part.length]];
    if (!/[a-z0-9]/.test(before + after)) return true;
  }
  return false;
}

function longest(names: readonly string[]): string[] {
  const most = Math.max(...names.map((name) => name.length));
  return names.filter((name) => name.length === most);
}
