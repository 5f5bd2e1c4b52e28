import type { TrailRead } from '../domain/watch/judge-trail.ts';

/** What CloudTrail keeps of the calls that change zones, in the account that each zone belongs to. */
export interface WriteTrails {
  /** The newest first, as far as one look reads. @throws TransientFailure, UnreadableAnswer, RoleNotAssumed */
  read(account: string, window: TrailWindow): Promise<TrailAnswer>;
}

/** Both included, ISO 8601. */
export interface TrailWindow {
  readonly from: string;
  readonly to: string;
}

export type TrailAnswer =
  | ({ readonly kind: 'read' } & TrailRead)
  /** CloudTrail may not be read: why, in its own words. */
  | { readonly kind: 'denied'; readonly why: string };
