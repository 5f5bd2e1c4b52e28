/** What of a load balancer's settings clients and applications notice. */
export interface BalancerTraits {
  readonly family: 'application' | 'network' | 'classic';
  /** A connection without data is closed after this; undefined where it isn't configurable for all listeners at once. */
  readonly idleSeconds: number | undefined;
  /** A client's connection is closed after this, however busy; undefined where it may last for ever. */
  readonly keepAliveSeconds: number | undefined;
  readonly http2: boolean;
  /** What becomes of `X-Forwarded-For`; `none` where the load balancer doesn't know HTTP. */
  readonly forwardedFor: 'append' | 'preserve' | 'remove' | 'none';
  readonly proxyProtocol: boolean;
  readonly sticky: boolean;
}
