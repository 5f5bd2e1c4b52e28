/** Auto Scaling, as far as masters need it. All throw `TransientFailure` when it cannot be asked for now. */
export interface AutoScaling {
  /** The groups that are tagged as masters of the cluster; none is not an error. */
  groups(): Promise<readonly AutoScalingGroup[]>;
  /** What the group did lately, newest first, at most 100 activities. */
  activities(group: string): Promise<readonly Activity[]>;
  hooks(group: string): Promise<readonly LifecycleHook[]>;
  /** Makes it, or makes it as it should be. */
  putHook(group: string, hook: LifecycleHook): Promise<void>;
  /** Deleting one that is not there is harmless. */
  deleteHook(group: string, name: string): Promise<void>;
  /** Extends the wait. `no-action`: nothing waits (any more); never an error. */
  recordHeartbeat(action: LifecycleAction): Promise<'recorded' | 'no-action'>;
  /** CONTINUE. `no-action`: nothing waits (any more), which is what success looks like when it comes late. */
  complete(action: LifecycleAction): Promise<'completed' | 'no-action'>;
  /** Terminates the instance and leaves the group's desired capacity, so that it is replaced. `gone`: the group doesn't know it (any more). */
  terminate(instance: string): Promise<'terminating' | 'gone'>;
}

export interface AutoScalingGroup {
  readonly name: string;
  readonly zones: readonly string[];
  readonly desired: number;
  readonly suspended: readonly { readonly process: string; readonly reason: string }[];
  readonly targetGroupArns: readonly string[];
  readonly loadBalancers: readonly string[];
  readonly instances: readonly { readonly id: string; readonly lifecycle: string; readonly zone: string }[];
}

export interface Activity {
  /** `Successful`, `Failed`, `Cancelled`, `InProgress`, `WaitingForInstanceId` … */
  readonly status: string;
  /** What it says of itself; '' when nothing. */
  readonly message: string;
  /** `Launching a new EC2 instance: i-…`, `Terminating EC2 instance: i-…`. */
  readonly description: string;
  readonly cause: string;
  /** ISO 8601. */
  readonly startedAt: string;
}

export interface LifecycleHook {
  readonly name: string;
  readonly transition: 'autoscaling:EC2_INSTANCE_TERMINATING' | 'autoscaling:EC2_INSTANCE_LAUNCHING';
  readonly heartbeatSeconds: number;
  readonly defaultResult: 'CONTINUE' | 'ABANDON';
  /** What its events tell besides, as whoever put it has written it; '' when nothing. A hook that is put needs some. */
  readonly metadata: string;
}

export interface LifecycleAction {
  readonly group: string;
  readonly hook: string;
  readonly instance: string;
  /** Absent where its event was lost: Auto Scaling then goes by the instance. */
  readonly token?: string;
}
