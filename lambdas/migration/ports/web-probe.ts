import type { ServerCertificate } from '../domain/certificate.ts';

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
  /** Undefined without TLS. */
  readonly certificate?: ServerCertificate;
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
