import type { Reading } from './reading.ts';

/** What of a load balancer's settings clients and applications notice. */
export interface BalancerTraits {
  readonly family: 'application' | 'network' | 'classic';
  /** A connection without data is closed after this, at the listener that closes it first; undefined where none takes TCP. */
  readonly idleSeconds: number | undefined;
  /** A client's connection is closed after this, however busy; undefined where it may last for ever. */
  readonly keepAliveSeconds: number | undefined;
  readonly http2: boolean;
  /** What becomes of `X-Forwarded-For`; `none` where the load balancer doesn't know HTTP. */
  readonly forwardedFor: 'append' | 'preserve' | 'remove' | 'none';
  readonly proxyProtocol: boolean;
  readonly sticky: boolean;
  /** The web ACL of AWS WAF that filters its requests. Only an application load balancer can have one. */
  readonly webAcl: Reading<WebAcl | undefined>;
}

export interface WebAcl {
  readonly arn: string;
  readonly name: string;
}

/** Of a load balancer that can have none. */
export const NO_WEB_ACL: BalancerTraits['webAcl'] = { known: true, value: undefined };
