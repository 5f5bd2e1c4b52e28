/** What is known of a server's certificate, and why clients would refuse it. */

/**
 * What is known of the chain: `trusted` leads to an authority that is trusted here. `incomplete`: the issuer of the
 * last certificate sent is neither sent nor trusted. `unknown-authority`: the root is sent, but not trusted.
 */
export type Chain = 'trusted' | 'self-signed' | 'incomplete' | 'unknown-authority' | 'not-known';

export interface ServerCertificate {
  readonly subject: string;
  /** Its organization and its common name, as far as it has them: `Let's Encrypt, R13`. */
  readonly issuer: string;
  /** The DNS names that it is for. */
  readonly names: readonly string[];
  /** Whether the name asked for is among them. */
  readonly coversName: boolean;
  /** ISO 8601. */
  readonly validFrom: string;
  readonly validUntil: string;
  readonly chain: Chain;
}

/** Chains that clients refuse, as the rest of a sentence. */
export const REFUSED_CHAINS: Readonly<Partial<Record<Chain, string>>> = {
  'self-signed': 'it is self-signed',
  incomplete: 'the certificate of its issuer is not sent, and the issuer is not trusted',
  'unknown-authority': 'it leads to an authority that is not trusted',
};

const MOST_NAMED = 5;

/** What a certificate is for, for people. */
export function namesIn({ names }: ServerCertificate): string {
  return names.slice(0, MOST_NAMED).join(', ') || 'no name';
}

/** The first reason; undefined if clients accept it. @param now ISO 8601 */
export function whyRefused(certificate: ServerCertificate, now: string): string | undefined {
  const { coversName, chain, validFrom, validUntil, subject } = certificate;
  if (!coversName) return `its certificate is for ${namesIn(certificate)}`;
  if (validUntil <= now) return `its certificate expired at ${validUntil}`;
  if (validFrom > now) return `its certificate is valid from ${validFrom}`;
  const refused = REFUSED_CHAINS[chain];
  return refused === undefined ? undefined : `its certificate, CN=${subject}: ${refused}`;
}
