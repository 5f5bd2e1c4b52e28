/** What a server's certificate says, and what OpenSSL says of its chain. */

import { checkServerIdentity, type PeerCertificate, type TLSSocket } from 'node:tls';
import type { Chain, ServerCertificate } from '../../domain/certificate.ts';

/** @param host the name that it must be for */
export function certificateOf(socket: TLSSocket, host: string): ServerCertificate {
  const certificate = socket.getPeerCertificate();
  const { subject, issuer, subjectaltname = '', valid_from, valid_to } = certificate;
  return {
    subject: textOf(subject?.CN) || 'no name',
    issuer: [textOf(issuer?.O), textOf(issuer?.CN)].filter((part) => part !== '').join(', ') || 'nobody',
    names: [...subjectaltname.matchAll(/DNS:("(?:[^"\\]|\\.)*"|[^,]+)/g)].map(([, name = '']) => name),
    coversName: isFor(host, certificate),
    validFrom: new Date(valid_from).toISOString(),
    validUntil: new Date(valid_to).toISOString(),
    chain: chainOf(socket),
  };
}

/** An attribute that is there twice is a list, though the type says text. */
function textOf(attribute: unknown): string {
  return attribute === undefined ? '' : String(attribute);
}

function isFor(host: string, certificate: PeerCertificate): boolean {
  return checkServerIdentity(host, certificate) === undefined;
}

/** Codes of OpenSSL's verification. The last one counts: one about time hides what is known of the chain. */
const CHAINS: Readonly<Record<string, Chain>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknown-authority',
  UNABLE_TO_GET_ISSUER_CERT: 'incomplete',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'incomplete',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'incomplete',
  // Only asked where the chain is trusted.
  ERR_TLS_CERT_ALTNAME_INVALID: 'trusted',
  CERT_HAS_EXPIRED: 'not-known',
  CERT_NOT_YET_VALID: 'not-known',
};

function chainOf(socket: TLSSocket): Chain {
  if (socket.authorized) return 'trusted';
  // An error's code at run time, though the type says Error.
  return CHAINS[String(socket.authorizationError)] ?? 'unknown-authority';
}
