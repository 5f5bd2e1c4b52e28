/** What Watch may do. */
import type { Hold } from '../hold.ts';
import type { HeldRequest } from '../one-way.ts';
import type { ZoneWatched } from './judge-zone.ts';
import type { OneWaySeen } from './seen.ts';
import type { WaitingSoak } from './waiting.ts';

export type WatchAct =
  /** The schedule has nothing to watch any more. */
  | { readonly kind: 'remove-schedule'; readonly reason: string }
  /** Whether a rollback is owed, for the health check on the cluster's records. */
  | { readonly kind: 'say-owed'; readonly owed: boolean }
  /** @param predecessor the execution of RollBack whose place is taken; '' for none */
  | { readonly kind: 'roll-back'; readonly reason: string; readonly predecessor: string }
  | { readonly kind: 'end-soak'; readonly soak: WaitingSoak; readonly reason: string }
  /** `key` is the same as long as the same is seen, so people are notified of it once. `hold` waits for a decision. */
  | {
      readonly kind: 'notify-zones';
      readonly key: string;
      readonly zones: readonly ChangedZone[];
      readonly hold?: Hold;
    }
  /** Names that aren't moved: the migration continues. */
  | { readonly kind: 'notify-others'; readonly key: string; readonly zones: readonly OthersOfZone[] }
  | { readonly kind: 'notify-hold'; readonly key: string; readonly hold: Hold }
  /** A rollback that only a person may start. */
  | {
      readonly kind: 'notify-held';
      readonly key: string;
      readonly request: HeldRequest;
      readonly oneWay: OneWaySeen;
    };

export interface OthersOfZone {
  readonly zone: string;
  readonly lines: readonly string[];
}

export type ChangedZone = Extract<ZoneWatched, { kind: 'foreign' | 'vanished' }>;
