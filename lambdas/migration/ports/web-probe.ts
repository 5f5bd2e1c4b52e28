/** Where an exchange with a server ended before its end. */
export type WebFailure =
  | 'refused'
  | 'unreachable'
  /** No connection in time: a security group, a route, or nobody there. */
  | 'no-connection'
  /** A connection, but no end of the TLS handshake in time. */
  | 'handshake-late'
  /** The server closed the connection: in the handshake, or before the end of its answer. */
  | 'closed'
  /** Something answers, and it isn't TLS. */
  | 'no-tls'
  /** The server ended the handshake with an alert: it takes no such client, or knows no such name. */
  | 'tls-refused'
  | 'tls-failed'
  /** No whole header of an answer in time. */
  | 'answer-late'
  /** The header came, but not the whole body in time. */
  | 'answer-slow'
  | 'header-too-long'
  | 'not-http'
  /** All the time that there was is used up. */
  | 'not-asked'
  | 'other';

export type Attempt<T> =
  | { readonly answered: true; readonly value: T }
  | { readonly answered: false; readonly failure: WebFailure; readonly message: string };

export interface Place {
  readonly address: string;
  readonly port: number;
}

/** What a client says first. */
export interface Hello {
  /** The name in SNI; '' sends none, as very old clients do. */
  readonly serverName: string;
  /** The only version that the client speaks; by default 1.2 and 1.3. */
  readonly version?: TlsVersion;
  /** In OpenSSL's notation; by default those of Node. */
  readonly ciphers?: string;
}

export type TlsVersion = 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';

export interface Handshake {
  /** `TLSv1.3`, … */
  readonly version: string;
  readonly cipher: string;
  readonly certificate: ServerCertificate;
}

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

export interface WebRequest {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  /** With the query. */
  readonly path: string;
}

export interface WebAnswer {
  readonly status: number;
  /** By name in lower case; several of a name are joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  /** As far as it was read. */
  readonly body: string;
  /** The body goes on after the limit, in bytes, at which reading ended; undefined where it was read whole. */
  readonly cutAt?: number;
}

/** A client that trusts nothing that it meets: each step has a limit. Never throws for what it meets. */
export interface WebProbe {
  /** Connects and hangs up. */
  connect(place: Place): Promise<Attempt<undefined>>;
  /** @param host the name that the certificate must be for */
  handshake(place: Place, host: string, hello?: Hello): Promise<Attempt<Handshake>>;
  /** A GET, of one answer: no redirect is followed. A certificate is not judged. */
  get(place: Place, request: WebRequest): Promise<Attempt<WebAnswer>>;
}
