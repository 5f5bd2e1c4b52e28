/** A running execution of Migrate. */
export interface RunningExecution {
  readonly name: string;
  readonly arn: string;
  readonly startedAt: string;
}
