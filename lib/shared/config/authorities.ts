/** Certificate authorities that a configuration contains as PEM text. Errors never show what such a text contains. */

import { X509Certificate } from 'node:crypto';
import type { Place } from './place.ts';
import { readText } from './values.ts';

export interface AuthorityWords {
  readonly what: string;
  readonly example: string;
  /** Where to find one that has not expired. */
  readonly current: string;
}

export interface Authorities {
  /** PEM, without the text between them. */
  readonly certificates: readonly string[];
  /** What is to be said of those that have expired. */
  readonly expired: readonly string[];
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/** One or more certificates, all of authorities and at least one not expired. @param now epoch milliseconds */
export function readAuthorities(place: Place, words: AuthorityWords, now: number): Authorities | undefined {
  const certificates = readCertificates(place, words);
  if (!certificates || !allAreAuthorities(place, words, certificates)) return undefined;
  const expired = certificates
    .map((pem) => new X509Certificate(pem))
    .filter(({ validTo }) => Date.parse(validTo) <= now)
    .map(({ subject, validTo }) => `the certificate of ${subject}, which expired on ${validTo}`);
  return expired.length === certificates.length
    ? place.problem(`${words.what}, not expired`, words.current, expired.join('; '))
    : { certificates, expired };
}

function readCertificates(place: Place, words: AuthorityWords): readonly string[] | undefined {
  const text = readText(place, words);
  if (text === undefined) return undefined;
  if (text.includes('PRIVATE KEY-----'))
    return place.problem(words.what, 'only the certificate, never the key', 'a private key');
  const found = text.match(CERTIFICATE) ?? [];
  const begun = text.match(/-----BEGIN CERTIFICATE-----/g) ?? [];
  if (begun.length > found.length)
    return place.problem(
      words.what,
      `the whole file: ${words.example}`,
      'a truncated certificate: its END line is missing',
    );
  if (found.length > 0) return found;
  const decoded = Buffer.from(text, 'base64').toString();
  const fix = decoded.includes('BEGIN CERTIFICATE') ? 'it, decoded from base64' : words.example;
  return place.problem(words.what, fix, text.length > 60 ? `a text of ${text.length} characters` : undefined);
}

function allAreAuthorities(place: Place, words: AuthorityWords, found: readonly string[]): boolean {
  for (const pem of found) {
    try {
      const { ca, subject } = new X509Certificate(pem);
      if (ca) continue;
      const fix = `the authority's certificate, not a server's: ${words.example}`;
      place.problem(words.what, fix, `the certificate of ${subject}, which is no authority`);
    } catch (error) {
      const value = `a certificate that cannot be read: ${(error as Error).message}`;
      place.problem(words.what, words.example, value);
    }
    return false;
  }
  return true;
}
