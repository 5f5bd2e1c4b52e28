import type { TLSSocket } from 'node:tls';
import type { Wire } from './wire.ts';

/** Who the probe says it is. No such user should exist; it has no password to give away. */
export const PROBE_USER = 'kops_cutover_probe';

/** The beginning of a database's protocol, as far as one gets without a password. All throw ProbeError. */
export interface Speaker {
  /** Up to the point where the TLS handshake begins; what the server said of itself. */
  agreeOnTls(wire: Wire): Promise<string>;
  /**
   * Over TLS, up to where a password would be wanted; what the server said of itself. Leaves the server nothing to
   * complain of: one that lets anybody in is told that the client goes.
   */
  introduce(wire: Wire<TLSSocket>): Promise<string>;
}
