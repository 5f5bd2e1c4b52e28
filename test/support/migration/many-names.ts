import { Pacer } from '../../../lambdas/migration/adapters/pacer.ts';
import { Route53Survey } from '../../../lambdas/migration/adapters/route53-survey.ts';
import { Route53Zone } from '../../../lambdas/migration/adapters/route53-zone.ts';
import type { Route53Settings } from '../../../lambdas/migration/contract/settings.ts';
import { openConnections } from '../../../lambdas/migration/domain/connections.ts';
import { shapeOf } from '../../../lambdas/migration/domain/milestones.ts';
import { type Plan, planMigration } from '../../../lambdas/migration/domain/readiness/plan.ts';
import type { ResourceRecordSet } from '../../../lambdas/migration/domain/record-set.ts';
import { callsOfRollBack, secondsFor } from '../../../lambdas/migration/domain/writing-time.ts';
import { lowerTtl, type OpeningPorts } from '../../../lambdas/migration/migrate/lower-ttl/lower-ttl.ts';
import { restoreLegacy } from '../../../lambdas/migration/roll-back/restore-legacy/restore-legacy.ts';
import { adoptRecords, shiftWeight } from '../../../lambdas/migration/swap/move-records.ts';
import type { Run } from '../../../lambdas/shared/contract/run.ts';
import {
  RATE_LIMITS,
  type RateLimits,
  Route53Engine,
  seededRandom,
} from '../../../rehearsal/route53/index.ts';
import { MemoryBeforeImageCopy } from '../../fakes/migration/memory-before-image-copy.ts';
import { MemoryJournal } from '../../fakes/migration/memory-journal.ts';
import { engineClient } from './engine-client.ts';
import { engineDns } from './engine-dns.ts';
import { someSettings } from './settings.ts';
import { VirtualTime } from './virtual-time.ts';

export interface ManyNames {
  readonly names: number;
  readonly zones: number;
  readonly seed: number;
  /** What others in the account take of its limits. */
  readonly taken: number;
  /** The account's own limits, where they are not drawn from the seed. */
  readonly limits?: Route53Settings;
}

/** A state's time, seconds: as it was said before the run, and as it was. */
export interface StateTime {
  readonly state: string;
  readonly calls: number;
  readonly throttled: number;
  readonly predicted: number;
  readonly measured: number;
}

/** Between two rounds of a rollback. */
const PAUSE_MS = 5_000;
const MOST_ROUNDS = 50;
const START = Date.parse('2026-01-01T00:00:00Z');
/** What Route 53 takes to answer: as long as it is planned with, on average. */
const ANSWER_MS = { least: 100, most: 500 };

/**
 * Moves many names and rolls them back, by the real functions, adapters and SDK client, with a strict engine on a clock that
 * advances only while something is waited for. What each state takes is reported before anything is done.
 */
export async function moveManyNames(options: ManyNames): Promise<StateTime[]> {
  const random = seededRandom(options.seed);
  const route53 = options.limits ?? drawLimits(random);
  const time = new VirtualTime(START);
  const engine = new Route53Engine({
    now: time.now,
    propagation: { minMs: 0, maxMs: 0 },
    limits: limitsOf(route53),
    foreign: { requests: options.taken, changes: options.taken },
  });
  const zones = Array.from({ length: options.zones }, (_, z) => {
    const share = options.names / options.zones;
    const names = Array.from({ length: share }, (_, i) => `n${i}.z${z}.test.`);
    return { id: `Z${z}`, name: `z${z}.test.`, records: names, fenceName: `_cutover-shop.z${z}.test.` };
  });
  for (const { id, name, records } of zones) engine.addZone({ id, name, records: records.map(legacy) });
  const settings = someSettings({ zones, route53 });
  const answer = () => time.pass(ANSWER_MS.least + random() * (ANSWER_MS.most - ANSWER_MS.least));
  const { client, counted } = engineClient(engine, answer);
  const pacer = new Pacer(route53, time);
  const zoneOf = (zoneId: string, until = Number.POSITIVE_INFINITY) =>
    new Route53Zone(zoneId, { client, turns: pacer.turns(() => until - time.now()) }, time);
  const unhurried = pacer.turns(() => Number.POSITIVE_INFINITY);
  const survey = new Route53Survey(() => ({ client, turns: unhurried }));
  const world: OpeningPorts = {
    settings: {
      ...settings,
      get route53() {
        return pacer.limits;
      },
    },
    clock: time,
    journal: new MemoryJournal(),
    copy: new MemoryBeforeImageCopy(),
    zoneOf,
    dns: { ...engineDns(engine, zoneOf), survey },
  };
  const predicted = predict(settings, options.taken);
  const before = recordsOf(engine, zones);
  const run: Run = { name: 'run-1', arn: 'arn:run-1', startedAt: new Date(START).toISOString() };
  const times: StateTime[] = [];
  const measure = async (state: string, call: () => Promise<unknown>) => {
    const begin = { at: time.now(), ...counted };
    await call();
    const [calls, throttled] = [counted.calls - begin.calls, counted.throttled - begin.throttled];
    const measured = (time.now() - begin.at) / 1000;
    times.push({ state, calls, throttled, predicted: predicted.get(state) ?? Number.NaN, measured });
    // As in a soak: the account's bucket is full again when the next state begins.
    await time.pass(3_600_000);
  };
  await measure('LowerTtl', () => lowerTtl(run, world));
  await measure('AdoptRecords', () => adoptRecords(run, world));
  await measure('ShiftWeight', () => shiftWeight({ run, step: 0, continues: '' }, world));
  const asOf = new Date(time.now()).toISOString();
  const request = { source: 'person', run: '', reason: 'bench', asOf, cause: '' } as const;
  await measure('RestoreLegacy', async () => {
    // As the machine does it: another round for what is left, which knows of the one before.
    let restore = await restoreLegacy({ run, request }, world);
    for (let round = 1; restore.outcome === 'owed' && round < MOST_ROUNDS; round++) {
      await time.pass(PAUSE_MS);
      restore = await restoreLegacy({ run, request, restore }, world);
    }
  });
  if (recordsOf(engine, zones) !== before) throw new Error('The rollback did not restore the zones.');
  return times;
}

function predict(settings: OpeningPorts['settings'], taken: number): ReadonlyMap<string, number> {
  const zones = settings.zones.map((zone) => ({ settings: zone, before: zone.records.map(legacy) }));
  const plan: Plan = planMigration({
    settings,
    zones,
    step: 0,
    continues: false,
    detectionSeconds: 60,
    follows: { moved: [], unmoved: [] },
    connections: openConnections(settings.target, [], () => ({ known: true, value: undefined })),
    taken,
    freezes: [],
    now: START,
  });
  const held = zones.map(({ before }) => before);
  const from = { kind: 'weighted', percent: settings.steps[0]?.percent ?? 0 } as const;
  const back = callsOfRollBack(held, from, shapeOf(settings, []));
  return new Map([
    ...plan.phases.slice(0, 3).map(({ state, writingSeconds }) => [state, writingSeconds] as const),
    ['RestoreLegacy', secondsFor(back, settings.route53, { taken })],
  ]);
}

/** From a quarter to four times of what is given to every account. */
function drawLimits(random: () => number): Route53Settings {
  const factor = () => 4 ** (2 * random() - 1);
  const drawn = (burst: number, perSecond: number) => ({
    burst: Math.round(burst * factor()),
    perSecond: perSecond * factor(),
  });
  return { requests: drawn(50, 10), changes: drawn(500, 50), leftForOthers: 0.2 };
}

function limitsOf({ requests, changes }: Route53Settings): RateLimits {
  const limit = ({ burst, perSecond }: Route53Settings['requests']) => ({ capacity: burst, perSecond });
  return { ...RATE_LIMITS, requests: limit(requests), changes: limit(changes) };
}

function legacy(Name: string): ResourceRecordSet {
  return { Name, Type: 'A', TTL: 300, ResourceRecords: [{ Value: '192.0.2.1' }] };
}

function recordsOf(engine: Route53Engine, zones: OpeningPorts['settings']['zones']): string {
  return JSON.stringify(
    zones.map(({ id, fenceName }) => engine.records(id).filter(({ Name }) => Name !== fenceName)),
  );
}
