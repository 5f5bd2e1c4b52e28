import type { DatabaseEndpoint } from '../contract/payloads.ts';

/** Where the way to a database ended. */
export type ProbeFailure =
  | 'not-resolved'
  | 'refused'
  /** Nobody said anything in time: a security group, a route, or a server that hangs. */
  | 'no-answer'
  | 'unreachable'
  /** The connection was closed in the middle. */
  | 'closed'
  /** Something answers, and it isn't a database of this kind. */
  | 'other-protocol'
  | 'no-tls'
  | 'tls-failed'
  | 'certificate-name'
  | 'certificate-unknown-authority'
  | 'certificate-expired'
  | 'certificate-not-yet-valid'
  /** The database itself answers that it has no connection to spare. */
  | 'no-connections'
  /** The database itself answers that nobody may come from here. */
  | 'host-refused'
  /** The database itself answers with another error of its own: it is starting, for example. */
  | 'refused-by-database'
  | 'other';

export type Reach =
  | {
      readonly reached: true;
      readonly addresses: readonly string[];
      /** What the database said of itself, e.g. `MySQL 8.0.36` or `PostgreSQL asks for SCRAM-SHA-256`. */
      readonly server: string;
      /** `TLSv1.3`, … */
      readonly tls: string;
      /** Who issued its certificate, and until when it is good. */
      readonly certificate: string;
    }
  | {
      readonly reached: false;
      readonly addresses: readonly string[];
      readonly failure: ProbeFailure;
      readonly message: string;
    };

/** How long the parts of a way took, milliseconds. There is nothing between them that no part counts. */
export interface TripTimes {
  /** Until TCP is connected. */
  readonly connect: number;
  /** From there until TLS is agreed on, and the certificate judged. */
  readonly tls: number;
  /** From the introduction to the database's answer. */
  readonly answer: number;
}

/** Ways walked one after the other, each on a connection of its own. */
export interface RoundTrips {
  /** Of those that led through, in the order measured. */
  readonly times: readonly TripTimes[];
  /** How many got no answer. */
  readonly lost: number;
}

/** The way to a database, walked as a client walks it, but for the password. Never throws for what it meets. */
export interface DatabaseProbe {
  reach(endpoint: DatabaseEndpoint): Promise<Reach>;
  /** As many as the endpoint wants; fewer when many in a row are lost, or the time is over. */
  roundTrips(endpoint: DatabaseEndpoint, withinMs: number): Promise<RoundTrips>;
}
