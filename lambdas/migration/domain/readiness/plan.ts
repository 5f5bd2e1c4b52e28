/** What a run will do and when, before it does anything. */

import { displayName } from '../../../shared/contract/dns-names.ts';
import { later, timeAt } from '../../../shared/domain/time.ts';
import { isOneWay } from '../../contract/one-way.ts';
import { PROPAGATION_SECONDS } from '../../contract/propagation.ts';
import type { MigrationSettings, ZoneSettings } from '../../contract/settings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { byName, describe } from '../advance.ts';
import { changeName } from '../batches.ts';
import { longestHeld } from '../chains.ts';
import { comparedNames } from '../compare/named.ts';
import type { OpenConnections } from '../connections.ts';
import { type DataPlanePlan, planOf } from '../data-plane/data-plane-plan.ts';
import type { Follow, Follows } from '../follows.ts';
import { beginOf as beginInFreezes, type Freeze } from '../freeze.ts';
import { fenceOf, type Milestone, type RecordShape, recordsAt, shapeOf } from '../milestones.ts';
import type { ResourceRecordSet } from '../record-set.ts';
import { plannedRollBack, type RollBackTime } from '../rollback-times.ts';
import { shareOf, type Weights, weightsFor } from '../weights.ts';
import { batchCosts, callsOfStep, refillSeconds, secondsFor } from '../writing-time.ts';
import { type PlannedHook, plannedHooks } from './planned-hooks.ts';

export interface PlannedZone {
  readonly settings: ZoneSettings;
  /** What legacy answers with at the zone's names. */
  readonly before: readonly ResourceRecordSet[];
}

/** A name that gets the share of the one that it leads to, at every step. */
export interface Follower {
  /** From its own name to the one whose weights decide, by way of all between. */
  readonly chain: readonly string[];
  /** False: it is not configured to move. */
  readonly configured: boolean;
}

export interface PlanInput {
  readonly settings: MigrationSettings;
  readonly zones: readonly PlannedZone[];
  /** Which names lead to moved ones. */
  readonly follows: Pick<Follows, 'moved' | 'unmoved'>;
  /** Index of the step at which the run begins. */
  readonly step: number;
  /** True when it continues where a stopped run stands. */
  readonly continues: boolean;
  /** Of the slowest alarm; undefined if it is unknown. Seconds. */
  readonly detectionSeconds: number | undefined;
  /** What keeps clients where they are, beyond DNS. */
  readonly connections: OpenConnections;
  /** The share of Route 53's limits that others in the account take (0–1); none where that is not known. */
  readonly taken?: number;
  /** In which no step begins, and nothing is retired. */
  readonly freezes: readonly Freeze[];
  /** Epoch milliseconds. */
  readonly now: number;
}

type TimeInput = Omit<PlanInput, 'detectionSeconds' | 'connections'>;

export interface PlannedChange {
  readonly zone: string;
  readonly name: string;
  /** All records of the name, before and after: a group is read as a whole. */
  readonly from: string;
  readonly to: string;
  /** The same in brief, where only weights change. */
  readonly brief: string;
}

export interface PlannedPhase {
  /** The state that makes the change. */
  readonly state: string;
  /** The cluster's share as configured, and as the weights really give it; percent. */
  readonly percent: number;
  readonly share: number;
  /** Absent where the records are simple. */
  readonly weights?: Weights;
  /** Expected, ISO 8601; the wait for a person is not in it. */
  readonly beginsAt: string;
  readonly endsAt: string;
  /** How long it waits for the end of a freeze before it begins; absent where it doesn't. */
  readonly frozenSeconds?: number;
  /** What is waited for before the next phase. */
  readonly waits: readonly Wait[];
  readonly approval: boolean;
  /** From its begin on only a person restores legacy; absent before that. */
  readonly oneWay?: true;
  /** Which hooks are asked; absent if none is. */
  readonly hooks?: readonly PlannedHook[];
  /** What of the cluster is compared with legacy at the soak's end; absent if nothing is. */
  readonly compared?: readonly string[];
  /** Requests to Route 53 that make the change, of how many records, and how long that takes within the account's limits. */
  readonly batches: number;
  readonly recordChanges: number;
  readonly writingSeconds: number;
  readonly changes: readonly PlannedChange[];
  readonly rollBack: RollBackTime;
}

export interface Wait {
  readonly for: string;
  readonly seconds: number;
}

export interface Plan {
  readonly phases: readonly PlannedPhase[];
  readonly followers: readonly Follower[];
  readonly connections: OpenConnections;
  /** Absent if a rollback needs Route 53's API. */
  readonly dataPlane?: DataPlanePlan;
  readonly endsAt: string;
}

export function planMigration(input: PlanInput): Plan {
  let now = timeAt(input.now);
  const phases = movesOf(input).map((move) => {
    const phase = planPhase(move, now, input);
    now = phase.endsAt;
    return phase;
  });
  return {
    phases,
    followers: followersIn(input.follows),
    connections: input.connections,
    ...planOf(input.settings.dataPlane, heldAt({ kind: 'weighted', percent: 0 }, input)),
    endsAt: now,
  };
}

/** When the run that `planMigration` plans will end, without how: a plan of thousands of names is long. */
export function endOfPlan(input: TimeInput): string {
  return movesOf(input).reduce(
    (now, move) => later(beginOf(move, now, input), timeOf(move, input).seconds),
    timeAt(input.now),
  );
}

function followersIn({ moved, unmoved }: PlanInput['follows']): Follower[] {
  const next = new Map(moved.map((one) => [one.name, one]));
  const chainFrom = ({ name, through, on }: Follow): readonly string[] => {
    const further = next.get(on);
    return [name, ...through, ...(further ? chainFrom(further) : [on])];
  };
  const followers = (follows: readonly Follow[], configured: boolean) =>
    follows.map((follow) => ({ chain: chainFrom(follow).map(displayName), configured }));
  return [...followers(moved, true), ...followers(unmoved, false)];
}

interface Move {
  readonly state: string;
  readonly from: Milestone;
  readonly to: Milestone;
  readonly waits: readonly Wait[];
  readonly approval: boolean;
}

function movesOf(input: TimeInput): Move[] {
  const { settings, step, continues } = input;
  const ttlAt = (milestone: Milestone) => heldAt(milestone, input);
  const before: Milestone = { kind: 'before' };
  const lowered: Milestone = { kind: 'lowered' };
  const adopted: Milestone = { kind: 'weighted', percent: 0 };
  const prepare: Move[] = continues
    ? []
    : [
        moveTo(MIGRATE.lowerTtl, before, lowered, [
          propagation,
          wait('the old TTL to expire', ttlAt(before)),
        ]),
        moveTo(MIGRATE.adoptRecords, lowered, adopted, []),
      ];
  const shifts = settings.steps.slice(step).map((one, i): Move => {
    const percent = continues && i === 0 ? one.percent : (settings.steps[step + i - 1]?.percent ?? 0);
    const from: Milestone = { kind: 'weighted', percent };
    const waits = [propagation, wait('the TTL to expire', ttlAt(from)), wait('the soak', one.soakSeconds)];
    const to: Milestone = { kind: 'weighted', percent: one.percent };
    return { ...moveTo(MIGRATE.shiftWeight, from, to, waits), approval: one.approval };
  });
  const last: Milestone = { kind: 'weighted', percent: 100 };
  const stay = wait('legacy to be quiet, at least', settings.drain.minimumStaySeconds);
  return [...prepare, ...shifts, moveTo(MIGRATE.retireLegacyRecords, last, { kind: 'retired' }, [stay])];
}

const propagation = wait('Route 53 to be in sync', PROPAGATION_SECONDS);

function wait(what: string, seconds: number): Wait {
  return { for: what, seconds };
}

function moveTo(state: string, from: Milestone, to: Milestone, waits: readonly Wait[]): Move {
  return { state, from, to, waits, approval: false };
}

/** @param ready when all before it is done */
function beginOf({ state }: Move, ready: string, { freezes }: TimeInput): string {
  return timeAt(beginInFreezes(state, freezes, Date.parse(ready)));
}

function planPhase(move: Move, ready: string, input: PlanInput): PlannedPhase {
  const { settings, zones, detectionSeconds, connections, taken = 0 } = input;
  const words = sharedWords();
  const shape = shapeOf(settings, input.follows.moved);
  const { state, from, to, waits, approval } = move;
  const held = zones.map(({ before }) => before);
  const costs = held.flatMap((before) => batchCosts(before, from, to, shape));
  const { writingSeconds, seconds } = timeOf(move, input);
  const { weight: percent } = fenceOf(to);
  const weights = to.kind === 'weighted' ? weightsFor(percent) : undefined;
  const ttl = heldAt(to, input);
  const beginsAt = beginOf(move, ready, input);
  const open = percent > 0 ? connections.cluster : undefined;
  const compared = state === MIGRATE.shiftWeight ? comparedNames(settings, percent) : [];
  const hooks = plannedHooks(settings, state, percent);
  const frozenSeconds = (Date.parse(beginsAt) - Date.parse(ready)) / 1000;
  return {
    state,
    percent,
    share: weights ? shareOf(weights) : percent,
    ...(weights && { weights }),
    beginsAt,
    endsAt: later(beginsAt, seconds),
    ...(frozenSeconds > 0 && { frozenSeconds }),
    waits,
    approval,
    ...(isOneWay(settings, percent) && { oneWay: true }),
    ...(hooks.length > 0 && { hooks }),
    ...(compared.length > 0 && { compared }),
    batches: costs.length,
    recordChanges: costs.reduce((sum, cost) => sum + cost, 0),
    writingSeconds,
    changes: zones.flatMap((zone) => changesIn(zone, move, shape, words)),
    rollBack: plannedRollBack(detectionSeconds, ttl, refillSeconds(held, to, shape, taken), open),
  };
}

/** Of a change, and with all that is waited for after it. */
function timeOf({ from, to, waits }: Move, { settings, zones, follows, taken = 0 }: TimeInput) {
  const held = zones.map(({ before }) => before);
  const calls = callsOfStep(held, from, to, shapeOf(settings, follows.moved));
  const writingSeconds = secondsFor(calls, settings.route53, { taken });
  return { writingSeconds, seconds: waits.reduce((sum, one) => sum + one.seconds, writingSeconds) };
}

/** How long resolvers may hold an answer of `milestone`, seconds. */
function heldAt(milestone: Milestone, { settings, zones, follows }: TimeInput): number {
  const records = zones.flatMap(({ before }) => before);
  // Without a look at the zones: what this migration sets.
  if (records.length === 0) return milestone.kind === 'before' ? 0 : settings.ttlSeconds;
  return longestHeld(milestone, [{ records, follows: follows.moved }], settings);
}

function changesIn(zone: PlannedZone, move: Move, shape: RecordShape, words: Words): PlannedChange[] {
  return [...byName(zone.before)].flatMap(([name, records]) => {
    const from = recordsAt(move.from, records, shape);
    const to = recordsAt(move.to, records, shape);
    return changeName(name, from, to) ? [inWords(zone.settings, name, { from, to }, words)] : [];
  });
}

interface NameMove {
  readonly from: readonly ResourceRecordSet[];
  readonly to: readonly ResourceRecordSet[];
}

function inWords(zone: ZoneSettings, name: string, { from, to }: NameMove, shared: Words): PlannedChange {
  const words = { from: shared(describe(from)), to: shared(describe(to)) };
  const brief = shared(weightsInWords(from, to) ?? `${words.from} → ${words.to}`);
  return { zone: displayName(zone.name), name: displayName(name), ...words, brief };
}

type Words = (text: string) => string;

/** Keeps equal texts once: most names change as others do, and there may be thousands in each phase. */
function sharedWords(): Words {
  const known = new Map<string, string>();
  return (text) => {
    const same = known.get(text) ?? text;
    known.set(same, same);
    return same;
  };
}

/** `A, AAAA: legacy 100 → 95, cluster 0 → 5`; undefined where more than the weights changes. */
function weightsInWords(
  from: readonly ResourceRecordSet[],
  to: readonly ResourceRecordSet[],
): string | undefined {
  const members = [...new Set(to.map(({ SetIdentifier = '' }) => SetIdentifier))];
  const weightOf = (records: readonly ResourceRecordSet[], member: string) =>
    records.find(({ SetIdentifier }) => SetIdentifier === member)?.Weight;
  const weights = members.map((member) => [member, weightOf(from, member), weightOf(to, member)] as const);
  if (weights.some(([, before, after]) => before === undefined || after === undefined)) return undefined;
  const types = [...new Set(to.map(({ Type }) => Type))].join(', ');
  return `${types}: ${weights.map(([member, before, after]) => `${member} ${before} → ${after}`).join(', ')}`;
}
