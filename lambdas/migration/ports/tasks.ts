/** States of a machine that wait for an answer. */
export interface Tasks {
  /**
   * Gives `output` to the state that waits with `taskToken`. False when it waits no more: it timed out, was answered
   * before, or its execution ended. Throws `TransientFailure` when that is unknown for now.
   */
  succeed(taskToken: string, output: unknown): Promise<boolean>;
  /** Says that somebody still sees to the state that waits. False when it waits no more. Throws `TransientFailure`. */
  beat(taskToken: string): Promise<boolean>;
}
