import type { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';

/** Functions or state machines of your own that are asked at certain moments. */
export interface HooksConfig {
  /** Before each step's change: alarms, legacy and freezes are judged before it, and again after it. */
  readonly beforeStep?: StepHookConfig;
  /** After each step's soak has passed, or was promoted. */
  readonly afterStep?: StepHookConfig;
  /** Before legacy's records are retired. */
  readonly beforeRetire?: HookConfig;
  /** After a rollback, once legacy serves. Nobody waits for its answer; people are notified of one that isn't `pass`. */
  readonly afterRollback?: HookConfig;
}

/** Give either `function` or `stateMachine`. */
export interface HookConfig {
  /** A Lambda function, or a version or an alias of one: its ARN, or a function of CDK. */
  readonly function?: string | IFunction;
  /** A standard state machine, which is run to its end: its ARN, or a machine of CDK. */
  readonly stateMachine?: string | IStateMachine;
  /**
   * How long it may take to answer: 1 second to 15 minutes for a function, to 14 days for a state machine, to 1 day
   * for one after a rollback.
   * @default 5 minutes for a function, 1 hour for a state machine
   */
  readonly timeLimit?: Duration;
}

/** A hook that is asked about steps. */
export interface StepHookConfig extends HookConfig {
  /**
   * The shares of the steps about which it is asked, percent.
   * @default all
   */
  readonly steps?: readonly number[];
}
