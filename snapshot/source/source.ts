/** Where a snapshot's files come from: from AWS, or, for who makes them by hand, from the folder in which they grow. */
import type { FileKind, Place } from '../../rehearsal/snapshot/file-kind.ts';
import type { Call, FileCall, Listing } from '../calls/call.ts';

/** Asks AWS once, for all pages. Undefined: AWS has no such thing. */
export type Ask<I, C> = (input: I) => Promise<C | undefined>;

export interface S3Object {
  readonly Bucket: string;
  readonly Key: string;
}

export interface Source {
  /**
   * One file.
   * @param make what is in it, by as many questions as it takes
   * @returns undefined when AWS has no such thing, or when it can't be known
   */
  file<I, C>(
    call: FileCall<I, C>,
    place: Place,
    make: (ask: Ask<I, C>) => Promise<C | undefined>,
  ): Promise<C | undefined>;
  /** A file that only people can make: of what is in a cluster. */
  byHand(kind: FileKind, place: Place): Promise<void>;
  /** What a call is asked, kept beside its answer. @returns what an earlier run has asked, if there was one */
  input<C>(kind: FileKind<C>, place: Place, content: C): Promise<C>;
  /** The text of an object in S3, if it is there. */
  object(call: Call<S3Object>, bucket: string, key: string): Promise<void>;
  /** What only says what else to ask for. */
  list<I, A>(call: Listing<I, A>, place: Place, input: I): Promise<A | undefined>;
}

/** A file that one question makes. */
export function one<I, C>(
  source: Source,
  call: FileCall<I, C>,
  place: Place,
  input: I,
): Promise<C | undefined> {
  return source.file(call, place, (ask) => ask(input));
}
