export { ComputeEngine } from './engine.ts';
export { ComputeError } from './errors.ts';
export type { Delivery, Happenings, LaunchTrouble } from './happenings.ts';
export type { ComputeListener, Disk, Machine } from './listener.ts';
export type * from './operations.ts';
export type {
  ClassicSeed,
  ComputeOptions,
  ForeignCompletion,
  GroupSeed,
  HookSeed,
  Registration,
  Seconds,
  StandingInstance,
  TargetGroupSeed,
  Timing,
  VolumeSeed,
} from './options.ts';
export { USUAL } from './options.ts';
export type { Resource, Resources } from './resources.ts';
export type * from './types.ts';
export { LIFECYCLE_STATES } from './types.ts';
