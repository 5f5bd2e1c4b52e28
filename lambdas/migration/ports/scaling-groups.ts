import type { GroupSeen } from '../domain/legacy/scaling-group.ts';

export interface ScalingGroups {
  /**
   * The groups whose instances are registered at one of these: names of classic load balancers, ARNs of target groups. Throws
   * when they cannot be read.
   */
  at(places: readonly string[]): Promise<readonly GroupSeen[]>;
}
