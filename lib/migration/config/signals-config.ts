import type { Duration } from 'aws-cdk-lib';
import type { IEventBus } from 'aws-cdk-lib/aws-events';

/** An alarm of another product, which events of EventBridge report. */
export interface SignalConfig {
  /** Lower-case letters, digits and single hyphens, at most 32 characters. The alarm that stands for it ends with this. */
  readonly name: string;
  /**
   * The event bus on which its events come: its name, its ARN or a bus of CDK. A partner's begins with `aws.partner/`.
   * @default the account's default bus
   */
  readonly bus?: string | IEventBus;
  /** The events that say that it is in alarm: each starts a rollback. */
  readonly alarm: SignalPattern;
  /** The events that say that it has recovered. No event may match both. */
  readonly recovery: SignalPattern;
  /** Events that come regularly, whatever the state: without them nobody knows whether it still watches. */
  readonly heartbeat: SignalPattern;
  /**
   * How long it may send no event. After that its state is unknown. 2 minutes to 1 day.
   * @default Duration.minutes(15)
   */
  readonly silence?: Duration;
}

/** An event pattern of EventBridge, in its own words: lists of values or of conditions like `{ prefix: 'checkout-' }`. */
export interface SignalPattern {
  /** Who sends it. */
  readonly source?: readonly unknown[];
  /** What kind of event it is: `detail-type`. */
  readonly detailType?: readonly unknown[];
  /** The account that it is about. */
  readonly account?: readonly unknown[];
  /** The region that it is about. */
  readonly region?: readonly unknown[];
  /** The ARNs that it is about. */
  readonly resources?: readonly unknown[];
  /** What it says. */
  readonly detail?: Readonly<Record<string, unknown>>;
}
