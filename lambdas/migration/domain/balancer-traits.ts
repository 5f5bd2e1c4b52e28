import type { Reading } from './reading.ts';

/** What of a load balancer's settings clients and applications notice. */
export interface BalancerTraits {
  readonly family: 'application' | 'network' | 'classic';
  /** As its metrics name it: a classic one by its name, others `app/<name>/<id>`, `net/<name>/<id>`. */
  readonly metricsId: string;
  /** A connection without data is closed after this, at the listener that closes it first; undefined where none takes TCP. */
  readonly idleSeconds: number | undefined;
  readonly http2: boolean;
  /** What becomes of `X-Forwarded-For`; `none` where the load balancer doesn't know HTTP. */
  readonly forwardedFor: 'append' | 'preserve' | 'remove' | 'none';
  readonly proxyProtocol: boolean;
  readonly sticky: boolean;
  /** The web ACL of AWS WAF that filters its requests. Only an application load balancer can have one. */
  readonly webAcl: Reading<WebAcl | undefined>;
}

/** What a load balancer has at least, however little traffic it gets. In load balancer capacity units (LCU). */
export interface Reservation {
  readonly requested: number;
  /** In all zones together. */
  readonly provisioned: number;
  /** The least that AWS reserves. */
  readonly least: number;
}

export interface WebAcl {
  readonly arn: string;
  readonly name: string;
}

/** Of a load balancer that can have no web ACL. */
export const NONE: Reading<undefined> = { known: true, value: undefined };
