import type { IsHealthy } from './choose.ts';
import { draw } from './choose.ts';
import { canonicalName, isWithin, parentOf, WILDCARD } from './names.ts';
import type { RecordSet, RecordType } from './types.ts';
import type { Node, ZoneView } from './zone-content.ts';

/** One record of an answer: `value` as in the API, `ttl` in seconds, names canonical. */
export interface AnswerRecord {
  readonly name: string;
  readonly type: RecordType;
  readonly ttl: number;
  readonly value: string;
}

/** What DNS answers. `NOERROR` without answers is NODATA, or a referral when `authoritative` is false. */
export interface Answer {
  readonly rcode: 'NOERROR' | 'NXDOMAIN' | 'REFUSED' | 'SERVFAIL';
  readonly authoritative: boolean;
  readonly answers: readonly AnswerRecord[];
  /** The zone's SOA in a negative answer, the delegated NS in a referral. */
  readonly authority: readonly AnswerRecord[];
  /** The record sets that were drawn to make this answer, in the order of the CNAME chain. */
  readonly drawn: readonly RecordSet[];
}

/** What answering needs beside the zones. */
export interface ResolveContext {
  /** The zone that a name belongs to, as DNS serves it: the one with the longest name. */
  zoneFor(name: string): { readonly id: string; readonly view: ZoneView } | undefined;
  /** Addresses that an alias target outside the zone resolves to, none when it has none of that type. */
  resolveAlias(dnsName: string, type: RecordType): readonly string[];
  readonly isHealthy: IsHealthy;
  readonly random: () => number;
}

/** TTL of an alias to a load balancer, in seconds. */
export const ALIAS_TTL = 60;

/** Names that one answer follows through CNAMEs and aliases before it gives up. */
const MAX_HOPS = 16;

/** Answers a question of class IN. `name` is canonical; `type` may be one that no record set has. */
export function resolve(name: string, type: string, context: ResolveContext): Answer {
  const answers: AnswerRecord[] = [];
  const drawn: RecordSet[] = [];
  let current = name;
  for (let hops = 0; hops < MAX_HOPS; hops++) {
    const zone = context.zoneFor(current);
    if (zone === undefined) {
      // The chain leaves what is served here: the resolver follows it elsewhere.
      return { ...EMPTY, rcode: hops === 0 ? 'REFUSED' : 'NOERROR', authoritative: hops > 0, answers, drawn };
    }
    const step = answerInZone(current, type, zone.view, context);
    answers.push(...step.answers);
    drawn.push(...step.drawn);
    const last = step.answers[step.answers.length - 1];
    if (type === 'CNAME' || last?.type !== 'CNAME') return { ...step, answers, drawn };
    current = canonicalName(last.value);
  }
  return { ...EMPTY, rcode: 'SERVFAIL', authoritative: true };
}

const EMPTY = { authority: [], answers: [], drawn: [] } as const;

function answerInZone(name: string, type: string, view: ZoneView, context: ResolveContext): Answer {
  const cut = delegationAbove(name, type, view);
  if (cut !== undefined) {
    return { ...EMPTY, rcode: 'NOERROR', authoritative: false, authority: cut.flatMap(valuesOf) };
  }
  const answering = answeringName(name, view);
  if (answering === undefined) return negative('NXDOMAIN', view);
  const node = view.at(answering);
  const cname = node.filter((record) => record.Type === 'CNAME');
  const group = cname.length > 0 ? cname : node.filter((record) => record.Type === type);
  if (group.length === 0) return negative('NOERROR', view);
  const drawn = draw(group, context.isHealthy, context.random);
  const answers = recordsOf(name, drawn, view, context, 0);
  if (answers.length === 0) return { ...negative('NOERROR', view), drawn: [drawn] };
  return { ...EMPTY, rcode: 'NOERROR', authoritative: true, answers, drawn: [drawn] };
}

function negative(rcode: Answer['rcode'], view: ZoneView): Answer {
  return { ...EMPTY, rcode, authoritative: true, authority: soaOf(view) };
}

/** NS of a zone cut at or above the name; at the cut itself a DS is still the parent's to answer. */
function delegationAbove(name: string, type: string, view: ZoneView): Node | undefined {
  let cut: Node | undefined;
  for (let at = name; at !== view.zoneName && isWithin(at, view.zoneName); at = parentOf(at)) {
    const servers = view.at(at).filter((record) => record.Type === 'NS');
    if (servers.length > 0 && !(at === name && type === 'DS')) cut = servers;
  }
  return cut;
}

/**
 * Whose record sets answer for a name of the zone: its own, or those of the wildcard right below the closest encloser
 * (RFC 4592, 3.3). Undefined where the name doesn't exist. A name that only has names below it exists, empty.
 */
export function answeringName(name: string, view: ZoneView): string | undefined {
  if (view.exists(name) || name === view.zoneName) return name;
  let encloser = parentOf(name);
  while (encloser !== view.zoneName && !view.exists(encloser)) encloser = parentOf(encloser);
  const wildcard = `${WILDCARD}.${encloser}`;
  return view.exists(wildcard) ? wildcard : undefined;
}

/** The name that a record set leads to, as an alias or a CNAME; undefined where it has values of its own. */
export function leadsTo({ Type, AliasTarget, ResourceRecords = [] }: RecordSet): string | undefined {
  const next = AliasTarget?.DNSName ?? (Type === 'CNAME' ? ResourceRecords[0]?.Value : undefined);
  return next === undefined ? undefined : canonicalName(next);
}

/** A record set as records owned by `name` (which may be below the wildcard that it came from). */
function recordsOf(
  name: string,
  record: RecordSet,
  view: ZoneView,
  context: ResolveContext,
  depth: number,
): AnswerRecord[] {
  const target = record.AliasTarget;
  if (target === undefined) return valuesOf(record).map((value) => ({ ...value, name }));
  if (depth >= MAX_HOPS) return [];
  if (isWithin(target.DNSName, view.zoneName)) {
    const group = view.at(target.DNSName).filter(({ Type }) => Type === record.Type);
    if (group.length === 0) return [];
    const next = draw(group, context.isHealthy, context.random);
    return recordsOf(name, next, view, context, depth + 1);
  }
  return context
    .resolveAlias(target.DNSName, record.Type)
    .map((value) => ({ name, type: record.Type, ttl: ALIAS_TTL, value }));
}

function valuesOf(record: RecordSet): AnswerRecord[] {
  return (record.ResourceRecords ?? []).map(({ Value }) => ({
    name: record.Name,
    type: record.Type,
    ttl: record.TTL as number,
    value: Value,
  }));
}

/** The SOA with the TTL of negative answers: the smaller of its TTL and its minimum (RFC 2308). */
function soaOf(view: ZoneView): AnswerRecord[] {
  return view
    .at(view.zoneName)
    .filter((record) => record.Type === 'SOA')
    .flatMap(valuesOf)
    .map((soa) => ({ ...soa, ttl: Math.min(soa.ttl, Number(soa.value.trim().split(/[ \t]+/)[6])) }));
}
