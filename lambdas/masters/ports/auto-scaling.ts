import type {
  Activity,
  AutoScalingGroup,
  LifecycleAction,
  LifecycleHook,
} from '../domain/auto-scaling-group.ts';

/** Auto Scaling, as far as masters need it. All throw `TransientFailure` when it cannot be reached now. */
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
