import { once } from 'node:events';
import { isIP } from 'node:net';
import {
  connect,
  createSecureContext,
  getCACertificates,
  type SecureContext,
  type TLSSocket,
} from 'node:tls';
import { certificateProblem } from '../../../shared/adapters/certificate.ts';
import type { ProbeFailure } from '../../contract/database-probes.ts';
import type { DatabaseEndpoint } from '../../contract/payloads.ts';
import { AUTHORITIES } from './authorities.ts';
import { asProbeError, ProbeError } from './probe-error.ts';
import { Wire } from './wire.ts';

/**
 * PEM: the authorities of the kind, those given, and whatever the environment adds (`NODE_EXTRA_CA_CERTS`). Nothing else
 * is trusted.
 */
export function authoritiesOf(kind: DatabaseEndpoint['kind'], given: readonly string[]): readonly string[] {
  return [...AUTHORITIES[kind], ...given, ...getCACertificates('extra')];
}

export function trustedAuthorities(kind: DatabaseEndpoint['kind'], given: readonly string[]): SecureContext {
  return createSecureContext({ ca: [...authoritiesOf(kind, given)], minVersion: 'TLSv1.2' });
}

/**
 * TLS over a connection on which the database has just agreed to it. Nothing is sent before the certificate
 * was judged.
 * @throws ProbeError with a code of its own for each way in which a certificate can be wrong
 */
export async function upgradeToTls(
  wire: Wire,
  host: string,
  trusted: SecureContext,
): Promise<Wire<TLSSocket>> {
  const { socket, timeoutMs } = wire;
  if (wire.unread > 0) {
    // Whoever puts bytes in clear text before the handshake wants them to be taken for the database's.
    throw new ProbeError(
      'other-protocol',
      'the server sent data between its agreement to TLS and the handshake',
    );
  }
  // Judged below in place of rejected at once, because only then the certificate can be described.
  const secure = connect({
    socket,
    host,
    ...(isIP(host) === 0 && { servername: host }),
    secureContext: trusted,
    rejectUnauthorized: false,
  });
  secure.on('error', () => undefined);
  try {
    await once(secure, 'secureConnect', { signal: AbortSignal.timeout(timeoutMs) });
  } catch (error) {
    secure.destroy();
    throw tlsError(error);
  }
  if (secure.authorized) return new Wire(secure, timeoutMs);
  const failure = certificateError(secure, host);
  secure.destroy();
  throw failure;
}

/** Codes of OpenSSL's verification, and Node's own for a name that doesn't match. Any other is about the issuer. */
const CERTIFICATE_FAILURES: Readonly<Record<string, ProbeFailure>> = {
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate-name',
  CERT_HAS_EXPIRED: 'certificate-expired',
  CERT_NOT_YET_VALID: 'certificate-not-yet-valid',
};

function certificateError(socket: TLSSocket, host: string): ProbeError {
  const { code, message } = certificateProblem(socket, host);
  return new ProbeError(CERTIFICATE_FAILURES[code] ?? 'certificate-unknown-authority', message);
}

function tlsError(error: unknown): ProbeError {
  const { failure, message } = asProbeError(error, 'the TLS handshake');
  return new ProbeError(failure === 'no-answer' ? failure : 'tls-failed', message, { cause: error });
}
