import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createSecureContext, type SecureContext, type TLSSocket, connect as tlsConnect } from 'node:tls';
import type { Hello, Place } from '../../ports/web-probe.ts';
import type { WebLimits } from './limits.ts';
import { asWebError } from './web-error.ts';

/** @throws WebError */
export async function openConnection({ address, port }: Place, { connectMs }: WebLimits): Promise<Socket> {
  const socket = connect({ host: address, port });
  // Errors after the wait are met by whoever waits next; without a listener they would end the process.
  socket.on('error', () => undefined);
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(connectMs) });
    return socket.setNoDelay(true);
  } catch (error) {
    socket.destroy();
    const doing = `the connection to ${address} port ${port}, ${connectMs / 1000} s`;
    throw asWebError(error, { doing, late: 'no-connection' });
  }
}

/** What an old client offers is refused by OpenSSL's own security level unless that is lowered. */
const ANY_STRENGTH = '@SECLEVEL=0';

type Kind = Pick<Hello, 'version' | 'ciphers'>;

/**
 * One for each kind of client. Of its own, each connection would have the trusted authorities once more, outside of the heap, where the
 * garbage collector doesn't see that they are large.
 */
const contexts = new Map<string, SecureContext>();

function contextFor({ version, ciphers }: Kind): SecureContext {
  const key = JSON.stringify([version, ciphers]);
  const context =
    contexts.get(key) ??
    createSecureContext({
      ...(version && { minVersion: version, maxVersion: version }),
      ...((version || ciphers) && { ciphers: `${ciphers ?? 'DEFAULT'}:${ANY_STRENGTH}` }),
    });
  contexts.set(key, context);
  return context;
}

/** The certificate is not judged here: only then it can be described. @throws WebError */
export async function secure(
  socket: Socket,
  { serverName, ...kind }: Hello,
  { handshakeMs }: WebLimits,
): Promise<TLSSocket> {
  const tls = tlsConnect({
    socket,
    servername: serverName,
    rejectUnauthorized: false,
    ALPNProtocols: ['http/1.1'],
    secureContext: contextFor(kind),
  });
  tls.on('error', () => undefined);
  try {
    await once(tls, 'secureConnect', { signal: AbortSignal.timeout(handshakeMs) });
    return tls;
  } catch (error) {
    tls.destroy();
    throw asWebError(error, { doing: `the TLS handshake, ${handshakeMs / 1000} s`, late: 'handshake-late' });
  }
}
