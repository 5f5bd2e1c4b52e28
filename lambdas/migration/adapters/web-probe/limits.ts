/** How long a server may take, and how much it may send. */
export interface WebLimits {
  /** For a connection, milliseconds. */
  readonly connectMs: number;
  /** From then on for the TLS handshake. */
  readonly handshakeMs: number;
  /** From the request on for the whole header. */
  readonly headerMs: number;
  /** From the header on for the whole body. */
  readonly bodyMs: number;
  readonly headerBytes: number;
  /** Of the body so much is read, and no more. */
  readonly bodyBytes: number;
}

export const WEB_LIMITS: WebLimits = {
  connectMs: 3000,
  handshakeMs: 5000,
  headerMs: 10_000,
  bodyMs: 10_000,
  headerBytes: 32_768,
  bodyBytes: 262_144,
};
