/** What comes before the start: which checks are repeated, and what people have decided or done themselves. */

export interface PreflightConfig {
  /**
   * `HH:MM` in UTC: each day a dry run, until the migration begins. People are notified when something that blocks is new
   * or gone.
   * @default not repeated
   */
  readonly repeatDaily?: string;
}

/** A person accepts what a check found. The finding stays in the report, and blocks no more. */
export interface AcceptanceConfig {
  /** The finding's code, as the report has it. Not every finding can be accepted. */
  readonly id: string;
  /** What the finding is about, exactly as the report has it. May be a token. */
  readonly subject: string;
  /** Why it may stay. The report shows it. */
  readonly reason: string;
  /** `YYYY-MM-DD`: holds until the end of this day in UTC. After it the finding blocks again. */
  readonly until: string;
}

/** What only a person can check. It blocks until it is signed off. */
export interface ManualCheckConfig {
  /** Names it in the report: lower-case letters, digits and single hyphens, a letter first. */
  readonly id: string;
  /** What is to be checked. */
  readonly what: string;
  /**
   * Who has checked it.
   * @default nobody has signed it off, so the migration does not start
   */
  readonly signedOff?: SignOffConfig;
}

/** Who has checked something, and until when that counts. */
export interface SignOffConfig {
  /** Who checked it. */
  readonly by: string;
  /** `YYYY-MM-DD`: the day on which it was checked. */
  readonly on: string;
  /** `YYYY-MM-DD`: holds until the end of this day in UTC. After it, it must be checked again. */
  readonly until: string;
}
