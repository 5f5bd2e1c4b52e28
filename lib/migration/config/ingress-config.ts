/** How the moved names are requested from the cluster before the start: from outside, as clients request them. */
export interface IngressConfig {
  /**
   * Which of the moved names are requested, at most 200.
   * @default all of them
   */
  readonly names?: readonly string[];
  /** The name that is requested in place of each wildcard: `{ '*.apps.example.com': 'basket.apps.example.com' }`. */
  readonly askFor?: Readonly<Record<string, string>>;
  /**
   * Names of the cluster's own domain, on which it is tried out before any name moves; at most 50. They are
   * requested in the same way, but compared with nothing.
   * @default none
   */
  readonly ownNames?: readonly string[];
  /**
   * What is requested of each name, at most 20. The cluster must answer as legacy does.
   * @default [{ path: '/' }]
   */
  readonly paths?: readonly PathConfig[];
  /**
   * What runs behind the cluster's load balancer: `'traefik'`, `'ingress-nginx'`, …
   * @default guessed from its answers
   */
  readonly controller?: string;
}

/** A path that is requested, and what its answer must have. */
export interface PathConfig {
  /** Begins with `/`; may have a query. Requested by GET, so it must change nothing. */
  readonly path: string;
  /**
   * `'http'` uses port 80, where most answers are redirects.
   * @default 'https'
   */
  readonly scheme?: 'http' | 'https';
  /**
   * Of which of these names, as they are in `names` and `ownNames`.
   * @default all of them
   */
  readonly names?: readonly string[];
  /**
   * Headers whose values must be legacy's. Status and redirects are always compared.
   * @default none
   */
  readonly headers?: readonly string[];
  /**
   * A text that the cluster's answer must have in its first 256 KiB.
   * @default any body will do
   */
  readonly contains?: string;
}
