/**
 * 400 names in one zone, within Route 53's limits: how many calls and how long each state takes. Real adapters, the real
 * SDK client and the strict engine, on a clock that goes on only while something is waited for.
 */
import { adoptRecords } from '../lambdas/adopt-records/adopt-records.ts';
import { lowerTtl, type OpeningWorld } from '../lambdas/lower-ttl/lower-ttl.ts';
import { restoreLegacy } from '../lambdas/restore-legacy/restore-legacy.ts';
import { Pacer } from '../lambdas/shared/adapters/pacer.ts';
import { Route53Survey } from '../lambdas/shared/adapters/route53-survey.ts';
import { Route53Zone } from '../lambdas/shared/adapters/route53-zone.ts';
import type { Run } from '../lambdas/shared/contract/payloads.ts';
import { shiftWeight } from '../lambdas/shift-weight/shift-weight.ts';
import { Route53Engine } from '../rehearsal/route53/index.ts';
import { MemoryBeforeImageCopy } from '../test/fakes/memory-before-image-copy.ts';
import { MemoryJournal } from '../test/fakes/memory-journal.ts';
import { type EngineClient, engineClient } from '../test/support/engine-client.ts';
import { engineDns } from '../test/support/engine-dns.ts';
import { someSettings } from '../test/support/settings.ts';
import { VirtualTime } from '../test/support/virtual-time.ts';

export interface ManyNamesRow {
  readonly state: string;
  readonly calls: number;
  readonly throttled: number;
  readonly seconds: number;
}

const NAMES = 400;
const FENCE_NAME = '_cutover-shop.shop.test.';
/** What Route 53 takes to answer. */
const ANSWER_MS = 300;
const START = Date.parse('2026-01-01T00:00:00Z');

/** Calls and seconds per state for 400 names that each have A and AAAA aliases to legacy. */
export async function manyNamesRows(): Promise<ManyNamesRow[]> {
  const time = new VirtualTime(START);
  const engine = new Route53Engine({ now: time.now, propagation: { minMs: 0, maxMs: 0 } });
  const names = Array.from({ length: NAMES }, (_, i) => `n${i}.shop.test.`);
  engine.addZone({ id: 'Z1SHOP', name: 'shop.test', records: names.flatMap(legacyRecords) });
  const before = plainRecords(engine);
  const { client, counted } = engineClient(engine, () => time.pass(ANSWER_MS));
  const zones = [{ id: 'Z1SHOP', name: 'shop.test.', records: names, fenceName: FENCE_NAME }];
  const settings = someSettings({ zones });
  const turns = new Pacer(settings.route53, time).turns(() => Number.POSITIVE_INFINITY);
  const zoneOf = (zoneId: string) => new Route53Zone(client, zoneId, time, turns);
  const world: OpeningWorld = {
    settings,
    clock: time,
    journal: new MemoryJournal(),
    copy: new MemoryBeforeImageCopy(),
    zoneOf,
    dns: { ...engineDns(engine, zoneOf), survey: new Route53Survey(client, turns) },
  };
  const rows = await measureStates(world, time, counted);
  if (plainRecords(engine) !== before) throw new Error('The rollback of 400 names did not restore the zone.');
  return rows;
}

async function measureStates(
  world: OpeningWorld,
  time: VirtualTime,
  counted: EngineClient['counted'],
): Promise<ManyNamesRow[]> {
  const run: Run = { name: 'run-1', arn: 'arn:run-1', startedAt: new Date(START).toISOString() };
  const rows: ManyNamesRow[] = [];
  const measure = async (state: string, call: () => Promise<unknown>) => {
    const begin = { at: time.now(), ...counted };
    await call();
    rows.push({
      state,
      calls: counted.calls - begin.calls,
      throttled: counted.throttled - begin.throttled,
      seconds: (time.now() - begin.at) / 1000,
    });
  };
  await measure('LowerTtl', () => lowerTtl(run, world));
  await measure('AdoptRecords', () => adoptRecords(run, world));
  await measure('ShiftWeight', () => shiftWeight({ run, step: 0, continues: '' }, world));
  const asOf = new Date(time.now()).toISOString();
  const request = { source: 'person', run: '', reason: 'bench', asOf, cause: '' } as const;
  await measure('RestoreLegacy', () => restoreLegacy({ run, request }, world));
  return rows;
}

function legacyRecords(Name: string) {
  return ['A', 'AAAA'].map((Type) => ({
    Name,
    Type,
    AliasTarget: {
      HostedZoneId: 'Z368ELLRRE2KJ0',
      DNSName: 'legacy-shop-1234567890.us-west-1.elb.amazonaws.com.',
      EvaluateTargetHealth: false,
    },
  }));
}

function plainRecords(engine: Route53Engine): string {
  return JSON.stringify(engine.records('Z1SHOP').filter((record) => record.Name !== FENCE_NAME));
}
