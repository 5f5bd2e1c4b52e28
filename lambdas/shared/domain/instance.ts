export interface Instance {
  readonly id: string;
  readonly state: string;
  /** Why it is in that state, e.g. `Client.UserInitiatedShutdown: User initiated shutdown`; '' when EC2 doesn't say. */
  readonly stateReason: string;
  readonly zone: string;
  readonly address: string;
  /** ISO 8601. */
  readonly launchedAt: string;
  /** Its tags: who belongs to which cluster and group. */
  readonly tags: Readonly<Record<string, string>>;
}
