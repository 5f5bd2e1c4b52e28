import type { MasterGroup, MasterInstance } from '../contract/view.ts';

/** A group of masters as Auto Scaling alone describes it. */
export interface AutoScalingGroup extends Omit<MasterGroup, 'instances' | 'volumes'> {
  readonly instances: readonly Pick<MasterInstance, 'id' | 'lifecycle' | 'zone'>[];
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
  /** What its events contain besides, as whoever put it has written it; '' when nothing. A hook that is put needs some. */
  readonly metadata: string;
}

export interface LifecycleAction {
  readonly group: string;
  readonly hook: string;
  readonly instance: string;
  /** Absent where its event was lost: Auto Scaling then goes by the instance. */
  readonly token?: string;
}
