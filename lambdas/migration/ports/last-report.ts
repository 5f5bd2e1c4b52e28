/** Where the last readiness report of a migration is kept for the next one. */
export interface LastReport {
  /** Its text, whatever it is; undefined where there is none. */
  load(): Promise<string | undefined>;
  /** Replaces it. Throws `TransientFailure` when the store cannot be written for now. */
  keep(text: string): Promise<void>;
}
