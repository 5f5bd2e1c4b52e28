/** What AWS says of the functions and state machines that are hooks. Undefined: there is none. */
export interface HookTargets {
  /** @throws what AWS answers if it may not be asked */
  functionOf(arn: string): Promise<SeenFunction | undefined>;
  machineOf(arn: string): Promise<SeenMachine | undefined>;
}

export interface SeenFunction {
  /** As Lambda says it: `Active`, `Pending`, `Inactive`, `Failed`. */
  readonly state: string;
  readonly timeoutSeconds: number;
  /** Reserved concurrency; absent if none is. */
  readonly reserved?: number;
  /** Why Lambda would refuse a call; absent if it would take it. */
  readonly refused?: string;
}

export interface SeenMachine {
  readonly status: string;
  readonly type: string;
}
