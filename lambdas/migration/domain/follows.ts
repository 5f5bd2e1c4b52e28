/**
 * Which names lead to others that a migration moves: by a CNAME, or by an alias to another record of the zone, directly
 * or by way of names that aren't moved.
 */
import { dotted } from '../../shared/contract/dns-names.ts';
import { type Answering, type AnsweringName, answeringZones, type ListedZone } from './answering-zones.ts';
import { isMoved, MOVED_TYPES, type ResourceRecordSet } from './record-set.ts';

export interface LeadingZone extends ListedZone {
  /** The names of it that are moved. */
  readonly moved: readonly string[];
}

/** A name whose clients get what the moved name `on` answers. */
export interface Follow {
  readonly name: string;
  /** As the zone lists it: a wildcard where that is what answers. */
  readonly on: string;
  /** Names on the way that aren't moved. */
  readonly through: readonly string[];
  /** How long resolvers may hold what those answer, one after the other. Seconds. */
  readonly throughSeconds: number;
}

/** A moved name of which nobody could say when it gets which share. */
export interface Unfit {
  readonly name: string;
  /** `in-part`: only some of its answers lead to a moved name, or to different ones. `circle`: they lead back to it. */
  readonly kind: 'in-part' | 'circle';
  /** The moved names that it leads to. */
  readonly on: readonly string[];
}

export interface Follows {
  /** Moved names that follow another one. */
  readonly moved: readonly Follow[];
  readonly unfit: readonly Unfit[];
  /** Names that aren't moved, and follow one that is, at least in part. */
  readonly unmoved: readonly Follow[];
}

/** @param zones all zones of the migration, whole, as legacy answers */
export function followsIn(zones: readonly LeadingZone[]): Follows {
  const answering = answeringZones(zones);
  const moved = new Set(zones.flatMap((zone) => zone.moved));
  const land = landingIn(zones, answering, moved);
  const names = zones.flatMap(({ records }) => [...Map.groupBy(records.filter(isMoved), ({ Name }) => Name)]);
  const landed = names.map(([name, own]) => ({
    name,
    landings: own.flatMap((record) => familiesOf(record).flatMap((family) => land(record, family))),
  }));
  const judged = landed.filter(({ name }) => moved.has(name)).flatMap((one) => judge(one) ?? []);
  const [whole, unfit] = split(judged);
  const circles = circlesIn(whole);
  return {
    moved: whole.filter(({ name }) => !circles.has(name)),
    unfit: [...unfit, ...whole.filter(({ name }) => circles.has(name)).map(inCircle)],
    unmoved: landed
      // Nobody is sent here for what is delegated away.
      .filter(({ name }) => !moved.has(name) && answering(name) !== undefined)
      .flatMap((one) => followOf(one) ?? []),
  };
}

function split(judged: readonly (Follow | Unfit)[]): readonly [readonly Follow[], readonly Unfit[]] {
  return [
    judged.flatMap((one) => ('kind' in one ? [] : one)),
    judged.flatMap((one) => ('kind' in one ? one : [])),
  ];
}

/** Where an answer comes from in the end, as far as this migration goes. */
type Landing =
  | {
      readonly kind: 'moved';
      readonly on: string;
      readonly through: readonly string[];
      readonly seconds: number;
    }
  /** Addresses, a load balancer, or a name that somebody else serves. */
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'circle' };

/** What all answers of a name come to; nothing for a family of addresses without an answer. */
interface Landed {
  readonly name: string;
  readonly landings: readonly Landing[];
}

type Land = (record: ResourceRecordSet, family: string) => readonly Landing[];

const ELSEWHERE: Landing = { kind: 'elsewhere' };

/** Follows a record set to where it leads, once for each record set that may be drawn on the way; nothing: no answer. */
function landingIn(zones: readonly LeadingZone[], answering: Answering, moved: ReadonlySet<string>): Land {
  const listed = Map.groupBy(
    zones.flatMap(({ records }) => records),
    ({ Name }) => Name,
  );
  /** An alias goes to a record set of its zone, whoever else may answer for that name. */
  const nodeOf = ({ AliasTarget }: ResourceRecordSet, next: string): AnsweringName | undefined => {
    if (!AliasTarget) return answering(next);
    const records = listed.get(next);
    return records && { name: next, records };
  };
  const land = (record: ResourceRecordSet, family: string, passed: readonly string[]): readonly Landing[] => {
    const next = leadsTo(record);
    const node = next === undefined ? undefined : nodeOf(record, next);
    if (next === undefined || node === undefined) return [ELSEWHERE];
    if (passed.includes(next)) return [{ kind: 'circle' }];
    const cnames = node.records.filter(({ Type }) => Type === 'CNAME');
    const group = cnames.length > 0 ? cnames : node.records.filter(({ Type }) => Type === family);
    if (group.length > 0 && moved.has(node.name))
      return [{ kind: 'moved', on: node.name, through: [], seconds: 0 }];
    return group.flatMap((each) =>
      land(each, family, [...passed, next]).map((landing) => passing(each, landing)),
    );
  };
  return (record, family) => land(record, family, []);
}

function passing({ Name, TTL = 0 }: ResourceRecordSet, landing: Landing): Landing {
  if (landing.kind !== 'moved') return landing;
  // An alias to a record of its zone has no TTL of its own: it answers with its target's.
  return { ...landing, through: [Name, ...landing.through], seconds: TTL + landing.seconds };
}

function leadsTo({ Type, AliasTarget, ResourceRecords }: ResourceRecordSet): string | undefined {
  const name = AliasTarget?.DNSName ?? (Type === 'CNAME' ? ResourceRecords?.[0]?.Value : undefined);
  return name === undefined ? undefined : dotted(name).replace(/^\*/, '\\052');
}

/** The kinds of address for which clients come by this record set. */
function familiesOf({ Type }: ResourceRecordSet): readonly string[] {
  return Type === 'CNAME' ? MOVED_TYPES.filter((type) => type !== 'CNAME') : [Type];
}

/** Undefined for a name that leads to no moved one. */
function judge(landed: Landed): Follow | Unfit | undefined {
  const { name, landings } = landed;
  const all = movedIn(landings).map((landing) => landing.on);
  const on = [...new Set(all)];
  if (landings.some(({ kind }) => kind === 'circle')) return { name, kind: 'circle', on };
  const isWhole = on.length === 1 && all.length === landings.length;
  return isWhole || on.length === 0 ? followOf(landed) : { name, kind: 'in-part', on };
}

function followOf({ name, landings }: Landed): Follow | undefined {
  const moved = movedIn(landings);
  const [first] = moved;
  if (!first) return undefined;
  return {
    name,
    on: first.on,
    through: [...new Set(moved.flatMap(({ through }) => through))],
    throughSeconds: Math.max(...moved.map(({ seconds }) => seconds)),
  };
}

function inCircle({ name, on }: Follow): Unfit {
  return { name, kind: 'circle', on: [on] };
}

function movedIn(landings: readonly Landing[]): readonly Extract<Landing, { kind: 'moved' }>[] {
  return landings.filter((landing) => landing.kind === 'moved');
}

/** The names of which the chain never comes to an end. */
function circlesIn(follows: readonly Follow[]): ReadonlySet<string> {
  const next = new Map(follows.map(({ name, on }) => [name, on]));
  const isEndless = (name: string): boolean => {
    const passed = new Set<string>();
    for (let at: string | undefined = name; at !== undefined; at = next.get(at)) {
      if (passed.has(at)) return true;
      passed.add(at);
    }
    return false;
  };
  return new Set([...next.keys()].filter(isEndless));
}
