/** One state that an execution was in. Times are ISO 8601 in UTC. */
export interface StateVisit {
  readonly state: string;
  readonly enteredAt: string;
  /** '' while it is still there, or when it failed there. */
  readonly leftAt: string;
  /** What the state gave on; undefined when it isn't known or isn't JSON. */
  readonly output: unknown;
}

export interface ExecutionHistory {
  /** The states of an execution in the order in which they were entered. Throws `TransientFailure` when it cannot be asked. */
  visits(executionArn: string): Promise<readonly StateVisit[]>;
}
