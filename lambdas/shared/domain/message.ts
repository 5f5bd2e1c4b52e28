export interface Section {
  readonly heading: string;
  readonly lines: readonly string[];
}

/** A notification as people read it. */
export interface Message {
  /** At most 100 printable ASCII characters (SNS's limit for e-mail subjects). */
  readonly subject: string;
  readonly body: string;
  /** What the body is made of. */
  readonly sections?: readonly Section[];
}
