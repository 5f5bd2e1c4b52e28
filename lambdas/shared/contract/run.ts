/** Who is running: from `$states.context.Execution`. `name` is what the fence carries. */
export interface Run {
  readonly name: string;
  readonly arn: string;
  readonly startedAt: string;
}
