/** One of the answers that a name server may give now, with how often it gives it (0–1, together 1). */
export interface PossibleAnswer {
  /** A load balancer's DNS name, or an address. Canonical: lower case, dot-terminated when a name. */
  readonly endpoint: string;
  readonly ttlSeconds: number;
  readonly share: number;
}

export type Family = 'A' | 'AAAA';

/** What resolvers ask. Asking about a moment to come gives what will be served if nobody changes anything more. */
export interface NameServer {
  /** None when the name has no answer of this family. */
  possibleAnswers(name: string, family: Family, at: number): readonly PossibleAnswer[];
  /** Differs whenever anything that is served differs. */
  versionAt(at: number): string;
}

/** A name that clients ask for, and its part of all requests (0–1). */
export interface ClientName {
  readonly name: string;
  readonly popularity: number;
}
