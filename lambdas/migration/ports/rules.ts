/** A rule of EventBridge, as far as it says what it waits for. */
export interface EventRule {
  readonly name: string;
  /** Name of its event bus; absent: the default one. */
  readonly bus?: string;
  readonly isEnabled: boolean;
  /** As JSON; empty for a schedule. */
  readonly pattern: string;
}

export interface Rules {
  /** Those whose events are sent to this target. */
  sendingTo(targetArn: string): Promise<readonly EventRule[]>;
}
