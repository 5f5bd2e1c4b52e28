/** Where the way to a database ended. */
export const PROBE_FAILURES = [
  'not-resolved',
  'refused',
  /** Nobody said anything in time: a security group, a route, or a server that hangs. */
  'no-answer',
  'unreachable',
  /** The connection was closed in the middle. */
  'closed',
  /** Something answers, and it isn't a database of this kind. */
  'other-protocol',
  'no-tls',
  'tls-failed',
  'certificate-name',
  'certificate-unknown-authority',
  'certificate-expired',
  'certificate-not-yet-valid',
  /** The database itself answers that it has no connection to spare. */
  'no-connections',
  /** The database itself answers that nobody may come from here. */
  'host-refused',
  /** The database itself answers with another error of its own: it is starting, for example. */
  'refused-by-database',
  'other',
] as const;

export type ProbeFailure = (typeof PROBE_FAILURES)[number];

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

/** How slow something is, in all that matters of its distribution, milliseconds. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** Connections made one after the other. */
export interface Measured {
  readonly tried: number;
  /** How many of them got no answer. */
  readonly lost: number;
  /** The parts of those that led through; absent where none did. */
  readonly times?: Readonly<Record<'connect' | 'tls' | 'answer', Percentiles>>;
}

/** An endpoint as it was found from one place. */
export interface ProbedDatabase {
  /** Together they say which endpoint. */
  readonly subject: string;
  readonly host: string;
  readonly reach: Reach;
  /** Absent where it was not reached. */
  readonly measured?: Measured;
}

/** What ProbeDatabases returns from one place: fewer databases than asked where time or room was used up. */
export interface ProbedFromHere {
  readonly databases: readonly ProbedDatabase[];
  /** Why the function returned nothing; the machine says it in the function's place. */
  readonly broken?: BrokenProbe;
}

export interface BrokenProbe {
  /** The error and its cause. */
  readonly error: string;
  /** Of the function's log. */
  readonly logGroup: string;
}
