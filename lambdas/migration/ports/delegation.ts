import type { Delegation } from '../domain/delegation.ts';

export interface ParentZone {
  /** Asks a name server of the zone above `zoneName`. Throws when none can be asked. */
  delegationOf(zoneName: string): Promise<Delegation>;
}
