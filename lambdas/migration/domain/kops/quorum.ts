/** Which losses an etcd cluster survives, by where its members are. */

/** Where a member is. */
export interface Placement {
  readonly member: string;
  /** What goes together when an instance is lost: its instance group, which has one instance. */
  readonly instance: string;
  readonly zone: string;
}

/** The loss of the instance or the zone that has the most members. */
export interface Loss {
  readonly of: string;
  readonly lost: number;
  readonly left: number;
  readonly survives: boolean;
}

export interface Survival {
  readonly members: number;
  /** Votes that etcd needs: more than half. */
  readonly quorum: number;
  readonly ofInstance: Loss;
  readonly ofZone: Loss;
}

/** Raft goes on as long as more than half of the members do. Source: etcd's FAQ, "What is failure tolerance?" */
export function quorumOf(members: number): number {
  return Math.floor(members / 2) + 1;
}

/** @param placements of all members, one at least */
export function survivalOf(placements: readonly Placement[]): Survival {
  const members = placements.length;
  const quorum = quorumOf(members);
  const worst = (places: readonly string[]): Loss => {
    const [of, lost] = mostOften(places);
    return { of, lost, left: members - lost, survives: members - lost >= quorum };
  };
  return {
    members,
    quorum,
    ofInstance: worst(placements.map(({ instance }) => instance)),
    ofZone: worst(placements.map(({ zone }) => zone)),
  };
}

/** How many members each zone has, in the order of the zones. */
export function membersByZone(placements: readonly Placement[]): ReadonlyMap<string, number> {
  return counted(placements.map(({ zone }) => zone).toSorted());
}

function mostOften(places: readonly string[]): readonly [string, number] {
  const [first = ['', 0] as const] = [...counted(places)].toSorted(
    ([one, n], [other, m]) => m - n || (one < other ? -1 : 1),
  );
  return first;
}

function counted(places: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const place of places) counts.set(place, (counts.get(place) ?? 0) + 1);
  return counts;
}
